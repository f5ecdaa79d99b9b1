"""Tell how often known effects were found in synthetic panels."""

import pandas as pd
from _job import job

from entente.core.storage import read_table
from entente.models.effort_process.recovery import KnownProcess, recovery

with job(snakemake) as run:
    process = KnownProcess()
    fits = pd.concat(map(read_table, snakemake.input.fits))
    table = recovery(process, fits).assign(states=process.states, years=process.years)
    run.csv(table, snakemake.output[0], schema="burden_sharing/recovery")
