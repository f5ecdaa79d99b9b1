"""Means of alliance networks over the range of each input of the random runs."""

from _job import job

from entente.studies.maoz2011.random_systems.responses import responses
from entente.studies.maoz2011.random_systems.runs import read_runs

with job(snakemake) as run:
    runs = read_runs(snakemake.input.runs, snakemake.params.runs)
    run.csv(responses(runs), snakemake.output[0])
