"""Write the codebook from the schemas."""

from _job import job

from entente.core.schema import load_schema, schema_names
from entente.data.registry import Registry
from entente.reporting.codebook import codebook_frame, codebook_markdown

with job(snakemake) as run:
    schemas = [load_schema(name) for name in schema_names()]
    editions = Registry.load(snakemake.input.registry).editions(snakemake.params.vintage)
    run.csv(codebook_frame(schemas, editions), snakemake.output.csv)
    run.page(codebook_markdown(schemas, editions), snakemake.output.markdown)
