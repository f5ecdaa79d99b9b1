"""Write the codebook from the schemas."""

from _job import job

from entente.core.schema import load_schema
from entente.data.raw_sources import read_registry
from entente.reporting.codebook import codebook_frame, codebook_values
from entente.reporting.html import html_page
from entente.reporting.pages import Page

with job(snakemake) as run:
    schemas = [load_schema(name) for name in snakemake.params.schemas]
    editions = read_registry(snakemake.config).editions(snakemake.params.vintage)
    run.csv(codebook_frame(schemas, editions), snakemake.output.csv)
    page = Page(snakemake.input.template[0], **codebook_values(schemas, editions))
    run.page(page, snakemake.output.markdown)
    run.page(html_page(snakemake.input.html_template[0], page), snakemake.output.html)
