"""Lay out one table of regressions, and write it in each format."""

from _job import job

from entente.regressions.store import read_store
from entente.reporting.latex import LatexTable
from entente.reporting.pages import HtmlPage, Page
from entente.reporting.printed_numbers import read_printed
from entente.reporting.regression_table import regression_grid, tidy_table
from entente.reporting.table_specification import read_table_specification

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    table = read_table_specification(asked.specification[0])
    results = read_store(asked.terms, asked.statistics)
    printed = [number for path in asked.printed for number in read_printed(path)]
    grid = regression_grid(table, results, printed, snakemake.params.years)
    run.page(LatexTable(grid), made.latex)
    run.page(HtmlPage(asked.html_template[0], grid=grid), made.html)
    run.page(Page(asked.template[0], grid=grid), made.markdown)
    run.csv(tidy_table(table, results), made.csv)
