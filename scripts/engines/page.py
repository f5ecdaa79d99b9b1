"""Fill a page that a study declares with results of the run."""

from pathlib import Path

from _job import job

from entente.reporting.declared_pages import DeclaredPage
from entente.reporting.html import html_page

with job(snakemake) as run:
    asked, params = snakemake.input, snakemake.params
    tables = dict(zip(params.tables, asked.tables, strict=True))
    page = DeclaredPage(asked.template, tables, params.left_out, study=params.title, years=params.years)
    run.page(page, snakemake.output.markdown)
    html = snakemake.output.html
    run.page(html_page(asked.html_template[0], page, Path(html).parent), html)
