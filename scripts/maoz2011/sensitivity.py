"""Put the variants side by side."""

import pandas as pd
from _job import job

from entente.studies.maoz2011.sensitivity.outcomes import COLUMNS
from entente.studies.maoz2011.sensitivity.table import sensitivity_page, sensitivity_table

with job(snakemake) as run:
    outcomes = [pd.read_csv(path, usecols=COLUMNS) for path in snakemake.input.outcomes]
    table = sensitivity_table(
        pd.concat(outcomes, ignore_index=True),
        pd.DataFrame(snakemake.params.variants, columns=["variant", "section", "switch", "value"]),
        pd.read_csv(snakemake.input.published),
    )
    run.csv(table, snakemake.output.csv)
    run.page(sensitivity_page(table, snakemake.params.notes), snakemake.output.markdown)
