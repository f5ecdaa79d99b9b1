"""Write the codebook from the schemas."""

from _job import job

from entente.core.schema import load_schema, schema_names
from entente.core.storage import write_csv, write_text
from entente.data.registry import Registry
from entente.reporting.codebook import codebook_frame, codebook_markdown
from entente.studies.maoz2011.page_words import FIRST_TABLES, NOTATION

with job(snakemake):
    schemas = [load_schema(name) for name in schema_names()]
    editions = Registry.load(snakemake.input.registry).editions(snakemake.params.vintage)
    label = snakemake.params.label
    write_csv(codebook_frame(schemas, editions), snakemake.output.csv, label)
    page = codebook_markdown(schemas, editions, first=FIRST_TABLES, notation=NOTATION, label=label)
    write_text(page, snakemake.output.markdown)
