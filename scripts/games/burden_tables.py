"""Put the variants of the burden-sharing game below each other, and tell which claims hold."""

from _job import job

from entente.core.storage import read_results
from entente.reporting.html import html_page
from entente.reporting.pages import Page
from entente.studies.games.burden_page import page_values

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    tables = {name: read_results(asked[name]) for name in ("regions", "shares", "claims")}
    for name, table in tables.items():
        run.csv(table.drop(columns="label", errors="ignore"), made[name], schema=f"games/burden_{name}")
    page = Page(asked.template[0], **page_values(**tables))
    run.page(page, made.markdown)
    run.page(html_page(asked.html_template[0], page), made.html)
