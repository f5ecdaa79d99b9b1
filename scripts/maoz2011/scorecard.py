"""Judge every printed number by ours."""

import pandas as pd
from _job import job

from entente.judging.scorecard.judgements import scorecard
from entente.judging.scorecard.page import scorecard_html, scorecard_markdown, summary_markdown
from entente.reporting.model_results import read_model_results
from entente.reporting.printed_numbers import read_printed
from entente.reporting.table_specification import read_table_specification

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    card = scorecard(
        read_printed(asked.published),
        {table.name: table for table in map(read_table_specification, asked.specifications)},
        read_model_results(asked.terms, asked.statistics),
        moments=pd.read_csv(asked.moments),
    )
    run.csv(card, made.csv)
    run.page(scorecard_markdown(card, snakemake.params.years), made.markdown)
    run.page(scorecard_html(card, snakemake.params.years), made.html)
    run.page(summary_markdown(card), made.summary)
