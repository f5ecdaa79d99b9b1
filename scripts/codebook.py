"""Write the codebook from the schemas."""

from _job import job

from entente.codebook import codebook_frame, codebook_markdown
from entente.registry import Registry
from entente.schema import load_schema, schema_names
from entente.storage import write_csv, write_text

with job(snakemake):
    schemas = [load_schema(name) for name in schema_names()]
    editions = Registry.load(snakemake.input.registry).editions(snakemake.params.vintage)
    label = snakemake.params.label
    write_csv(codebook_frame(schemas, editions), snakemake.output.csv, label)
    write_text(codebook_markdown(schemas, editions, label), snakemake.output.markdown)
