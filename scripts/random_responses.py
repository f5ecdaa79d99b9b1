"""Means of alliance networks over the range of each input of the random runs."""

from _job import job

from entente.random_systems.responses import responses
from entente.random_systems.runs import read_runs
from entente.storage import write_csv

with job(snakemake):
    runs = read_runs(snakemake.input.runs, snakemake.params.runs)
    write_csv(responses(runs), snakemake.output[0], snakemake.params.label)
