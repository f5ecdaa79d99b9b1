"""Count missing values of the panels, by column and decade."""

import pandas as pd
from _job import job

from entente.core.schema import load_schema
from entente.core.storage import read_table
from entente.reporting.missing_values import missing_values

with job(snakemake) as run:
    panels = zip(snakemake.params.schemas, snakemake.input.panels, strict=True)
    counts = [missing_values(read_table(path), load_schema(name)) for name, path in panels]
    run.csv(pd.concat(counts, ignore_index=True), snakemake.output[0])
