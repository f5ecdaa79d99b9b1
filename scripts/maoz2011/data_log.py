"""Collect the logs of what was changed and dropped."""

import pandas as pd
from _job import job

from entente.core.data_log import collect
from entente.core.storage import write_csv

with job(snakemake):
    write_csv(
        collect(pd.read_csv(path) for path in snakemake.input.logs),
        snakemake.output[0],
        snakemake.params.label,
    )
