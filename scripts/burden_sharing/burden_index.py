"""Fill the front page of burden sharing."""

from pathlib import Path

from _job import job

from entente.core.storage import read_csv
from entente.reporting.html import html_page
from entente.reporting.pages import Page
from entente.studies.burden_sharing.front_page import history_values

with job(snakemake) as run:
    asked, made, params = snakemake.input, snakemake.output, snakemake.params
    tables = {name: read_csv(asked[name]) for name in params.tables}
    # A run of the demo world has none.
    history = history_values(tables, params.years) if tables else None
    page = Page(asked.template[0], recovery=read_csv(asked.recovery), history=history)
    run.page(page, made.markdown)
    run.page(html_page(asked.html_template[0], page, Path(made.html).parent), made.html)
