"""Write the codebook from the schemas."""

from _job import job

from entente.core.schema import load_schema
from entente.core.storage import write_csv, write_text
from entente.data.raw_sources import read_registry
from entente.reporting.codebook import codebook_frame, codebook_markdown

with job(snakemake):
    schemas = [load_schema(name) for name in snakemake.params.schemas]
    editions = read_registry(snakemake.config).editions(snakemake.params.vintage)
    label = snakemake.params.label
    write_csv(codebook_frame(schemas, editions), snakemake.output.csv, label)
    write_text(codebook_markdown(schemas, editions, label), snakemake.output.markdown)
