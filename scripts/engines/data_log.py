"""Collect the logs of what was changed and dropped."""

import pandas as pd
from _job import job

from entente.core.data_log import collect

with job(snakemake) as run:
    run.csv(collect(pd.read_csv(path) for path in snakemake.input.logs), snakemake.output[0])
