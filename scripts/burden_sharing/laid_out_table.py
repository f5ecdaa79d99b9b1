"""Lay out a table that is no regression, and write it in each format beside its CSV."""

from _job import job

from entente.core.storage import read_csv
from entente.reporting.latex import LatexTable
from entente.reporting.pages import HtmlPage, Page
from entente.studies.burden_sharing.grids import GRIDS

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    tables = [read_csv(path) for path in asked.tables]
    grid = GRIDS[snakemake.wildcards.name](*tables, **snakemake.params.options)
    run.page(LatexTable(grid), made.latex)
    run.page(HtmlPage(asked.html_template[0], grid=grid), made.html)
    run.page(Page(asked.template[0], grid=grid), made.markdown)
