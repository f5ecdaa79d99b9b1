"""Fill the page on models of effort and ties."""

from pathlib import Path

from _job import job

from entente.core.storage import read_csv
from entente.reporting.html import html_page
from entente.reporting.pages import Page
from entente.studies.burden_sharing.rule_sets.models_page import models_values

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    params = snakemake.params
    tables = {name: read_csv(asked[name]) for name in params.tables}
    settings = {"chosen": params.shares, "ahead": params.forecasts, "enemies": params.enemies}
    page = Page(asked.template[0], **models_values(tables), **settings)
    run.page(page, made.markdown)
    run.page(html_page(asked.html_template[0], page, Path(made.html).parent), made.html)
