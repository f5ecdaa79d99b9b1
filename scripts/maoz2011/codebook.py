"""Write the codebook from the schemas."""

from _job import job

from entente.core.schema import load_schema, schema_names
from entente.core.storage import write_csv, write_text
from entente.data.registry import Registry
from entente.reporting.codebook import codebook_frame, codebook_markdown

with job(snakemake):
    schemas = [load_schema(name) for name in schema_names()]
    editions = Registry.load(snakemake.input.registry).editions(snakemake.params.vintage)
    label = snakemake.params.label
    write_csv(codebook_frame(schemas, editions), snakemake.output.csv, label)
    write_text(codebook_markdown(schemas, editions, label), snakemake.output.markdown)
