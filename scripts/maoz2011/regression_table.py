"""Lay out one table of regressions, and write it in each format."""

from _job import job

from entente.core.storage import write_csv, write_text
from entente.reporting.html import regression_page
from entente.reporting.latex import latex_table
from entente.reporting.markdown import regression_document
from entente.reporting.model_results import read_model_results
from entente.reporting.printed_numbers import read_printed
from entente.reporting.regression_table import regression_grid, tidy_table
from entente.reporting.table_specification import read_table_specification

with job(snakemake):
    asked, made, label = snakemake.input, snakemake.output, snakemake.params.label
    table = read_table_specification(asked.specification[0])
    results = read_model_results(asked.terms, asked.statistics)
    grid = regression_grid(table, results, read_printed(asked.published), snakemake.params.years, label)
    write_text(latex_table(grid), made.latex)
    write_text(regression_page(grid), made.html)
    write_text(regression_document(grid), made.markdown)
    write_csv(tidy_table(table, results), made.csv, label)
