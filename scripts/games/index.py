"""Fill the front page of the formal models."""

from pathlib import Path

from _job import job

from entente.core.storage import read_results
from entente.reporting.html import html_page
from entente.reporting.pages import Page
from entente.studies.games.index_page import page_values

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    series = read_results([asked.series]) if asked.get("series") else None
    page = Page(
        asked.template[0], **page_values(read_results([asked.claims]), read_results(asked.twins), series)
    )
    run.page(page, made.markdown)
    run.page(html_page(asked.html_template[0], page, Path(made.html).parent), made.html)
