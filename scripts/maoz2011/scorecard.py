"""Judge every printed number by ours."""

import pandas as pd
from _job import job

from entente.core.storage import write_csv, write_text
from entente.judging.scorecard.judgements import scorecard
from entente.judging.scorecard.page import scorecard_html, scorecard_markdown, summary_markdown
from entente.reporting.model_results import read_model_results
from entente.reporting.printed_numbers import read_printed
from entente.reporting.table_specification import read_table_specification
from entente.studies.maoz2011.page_words import scorecard_words
from entente.studies.maoz2011.text_moments import LABELS

with job(snakemake):
    asked, made, label = snakemake.input, snakemake.output, snakemake.params.label
    tables = [read_table_specification(path) for path in asked.specifications]
    moments = pd.read_csv(asked.moments)
    card = scorecard(
        read_printed(asked.published),
        tables,
        read_model_results(asked.terms, asked.statistics),
        moments=moments.assign(label=moments["quantity"].map(LABELS)),
    )
    words = scorecard_words(tables, snakemake.params.years)
    write_csv(card, made.csv, label)
    write_text(scorecard_markdown(card, words, label), made.markdown)
    write_text(scorecard_html(card, words, label), made.html)
    write_text(summary_markdown(card, words, label), made.summary)
