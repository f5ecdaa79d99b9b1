"""Judge every printed number by ours."""

import pandas as pd
from _job import job

from entente.judging.scorecard.judgements import scorecard
from entente.judging.scorecard.page import scorecard_html, scorecard_markdown, summary_markdown
from entente.regressions.store import read_store
from entente.reporting.printed_numbers import read_printed
from entente.reporting.table_specification import read_table_specification
from entente.studies.maoz2011.page_words import scorecard_words
from entente.studies.maoz2011.text_moments import LABELS

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    tables = [read_table_specification(path) for path in asked.specifications]
    moments = pd.read_csv(asked.moments)
    card = scorecard(
        read_printed(asked.published),
        tables,
        read_store(asked.terms, asked.statistics),
        moments=moments.assign(label=moments["quantity"].map(LABELS)),
    )
    words = scorecard_words(tables, snakemake.params.years)
    run.csv(card, made.csv)
    run.page(scorecard_markdown(card, words), made.markdown)
    run.page(scorecard_html(card, words), made.html)
    run.page(summary_markdown(card, words), made.summary)
