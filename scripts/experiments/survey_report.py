"""Fill the report of an experiment."""

from pathlib import Path

from _job import job

from entente.experiments.designs.design import Design
from entente.reporting.html import html_page
from entente.reporting.pages import Page
from entente.reporting.printed_numbers import read_printed
from entente.studies.experiments.report_page import page_values
from entente.studies.experiments.survey import read_results, world_of

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    tables = read_results(asked.tables)
    name, design = snakemake.wildcards.experiment, Design.read(asked.declared[0])
    world = world_of(asked.declared[1:])
    values = page_values(name, design, tables, read_printed(asked.printed), world)
    page = Page(asked.template[0], **values)
    run.page(page, made.markdown)
    run.page(html_page(asked.html_template[0], page, Path(made.html).parent), made.html)
