"""Put the variants side by side."""

import pandas as pd
from _job import job

from entente.core.storage import read_csv
from entente.reporting.html import html_page
from entente.reporting.pages import Page
from entente.studies.maoz2011.sensitivity.outcomes import COLUMNS
from entente.studies.maoz2011.sensitivity.table import page_values, sensitivity_table
from entente.studies.maoz2011.text_moments import read_published

with job(snakemake) as run:
    outcomes = [read_csv(path, usecols=COLUMNS) for path in snakemake.input.outcomes]
    table = sensitivity_table(
        pd.concat(outcomes, ignore_index=True),
        pd.DataFrame(snakemake.params.variants, columns=["variant", "section", "switch", "value"]),
        next(map(read_published, snakemake.input.published), None),
    )
    run.csv(table, snakemake.output.csv)
    page = Page(snakemake.input.template[0], **page_values(table, snakemake.params.notes))
    run.page(page, snakemake.output.markdown)
    run.page(html_page(snakemake.input.html_template[0], page), snakemake.output.html)
