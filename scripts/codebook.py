"""Write the codebook from the schemas."""

from _job import job

from entente.codebook import codebook_frame, codebook_markdown
from entente.schema import load_schema, schema_names
from entente.storage import write_csv, write_text

with job(snakemake):
    schemas = [load_schema(name) for name in schema_names()]
    write_csv(codebook_frame(schemas), snakemake.output.csv, snakemake.params.label)
    write_text(codebook_markdown(schemas, snakemake.params.label), snakemake.output.markdown)
