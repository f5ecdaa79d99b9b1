"""Test what the paper reads from the model on random data."""

from _job import job

from entente.core.storage import read_csv
from entente.reporting.html import html_page
from entente.reporting.pages import Page
from entente.studies.maoz2011.random_systems.findings import findings
from entente.studies.maoz2011.random_systems.page import experiment_values, page_values
from entente.studies.maoz2011.random_systems.runs import read_runs

with job(snakemake) as run:
    params = snakemake.params
    runs = read_runs(snakemake.input.runs, params.runs)
    ranges = read_csv(snakemake.input.ranges)
    tested = findings(runs, read_csv(snakemake.input.regressions), seed=params.seed)
    run.csv(tested, snakemake.output.csv)
    values = experiment_values(ranges, runs) | page_values(tested)
    page = Page(snakemake.input.template[0], rules=params.rules, disputes=params.disputes, **values)
    run.page(page, snakemake.output.markdown)
    run.page(html_page(snakemake.input.html_template[0], page), snakemake.output.html)
