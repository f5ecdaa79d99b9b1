"""Write the codebook from the schemas."""

from _job import job

from entente.core.schema import load_schema
from entente.core.study import load_study
from entente.data.raw_sources import editions
from entente.reporting.codebook import codebook_frame, codebook_values
from entente.reporting.html import html_page
from entente.reporting.pages import Page

with job(snakemake) as run:
    study = load_study(snakemake.params.study)
    names = snakemake.params.schemas
    tables = [(load_schema(name), editions(snakemake.config, study, name)) for name in names]
    run.csv(codebook_frame(tables), snakemake.output.csv)
    page = Page(snakemake.input.template[0], **codebook_values(tables))
    run.page(page, snakemake.output.markdown)
    run.page(html_page(snakemake.input.html_template[0], page), snakemake.output.html)
