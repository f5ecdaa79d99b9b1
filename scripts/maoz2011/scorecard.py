"""Judge every printed number by ours."""

from _job import job

from entente.core.storage import read_csv
from entente.judging.scorecard.judgements import scorecard
from entente.judging.scorecard.page import page_values
from entente.regressions.store import read_store
from entente.reporting.html import html_page
from entente.reporting.pages import Page
from entente.reporting.printed_numbers import read_printed
from entente.reporting.table_specification import read_table_specification
from entente.studies.maoz2011.study import TERM_GROUPS
from entente.studies.maoz2011.text_moments import LABELS

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    tables = [read_table_specification(path) for path in asked.specifications]
    moments = read_csv(asked.moments)
    card = scorecard(
        read_printed(asked.published),
        tables,
        read_store(asked.terms, asked.statistics),
        moments=moments.assign(label=moments["quantity"].map(LABELS)),
    )
    headings = {table.name: table.heading for table in tables} | {"text": "Text"}
    values = page_values(card, headings, TERM_GROUPS, snakemake.params.years)
    page = Page(asked.template[0], **values)
    run.csv(card, made.csv)
    run.page(page, made.markdown)
    run.page(html_page(asked.html_template[0], page), made.html)
    run.page(Page(asked.summary_template[0], **values), made.summary)
