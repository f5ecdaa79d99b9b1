"""Put the variants side by side."""

import pandas as pd
from _job import job

from entente.core.storage import write_csv, write_text
from entente.studies.maoz2011.sensitivity.outcomes import COLUMNS
from entente.studies.maoz2011.sensitivity.table import sensitivity_page, sensitivity_table

with job(snakemake):
    outcomes = [pd.read_csv(path, usecols=COLUMNS) for path in snakemake.input.outcomes]
    table = sensitivity_table(
        pd.concat(outcomes, ignore_index=True),
        pd.DataFrame(snakemake.params.variants, columns=["variant", "section", "switch", "value"]),
        pd.read_csv(snakemake.input.published),
    )
    write_csv(table, snakemake.output.csv, snakemake.params.label)
    page = sensitivity_page(table, snakemake.params.notes, snakemake.params.label)
    write_text(page, snakemake.output.markdown)
