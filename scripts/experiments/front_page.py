"""Fill the front page of the survey experiments."""

from pathlib import Path

from _job import job

from entente.core.storage import read_csv
from entente.experiments.designs.design import Design
from entente.reporting.html import html_page
from entente.reporting.pages import Page
from entente.studies.experiments.front_page import page_values

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    designs = {Path(path).stem: Design.read(path) for path in asked.designs}
    hypotheses = {Path(path).parent.name: read_csv(path) for path in asked.hypotheses}
    mediation = {Path(path).parent.name: read_csv(path) for path in asked.mediation}
    page = Page(asked.template[0], **page_values(designs, hypotheses, mediation))
    run.page(page, made.markdown)
    run.page(html_page(asked.html_template[0], page, Path(made.html).parent), made.html)
