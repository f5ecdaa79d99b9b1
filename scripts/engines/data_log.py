"""Collect the logs of what was changed and dropped."""

from _job import job

from entente.core.data_log import collect
from entente.core.storage import read_csv

with job(snakemake) as run:
    run.csv(collect(read_csv(path) for path in snakemake.input.logs), snakemake.output[0])
