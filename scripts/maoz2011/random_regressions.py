"""Regress the alliance networks of the random runs on what went into the model."""

from _job import job

from entente.studies.maoz2011.random_systems.regressions import regressions
from entente.studies.maoz2011.random_systems.runs import read_runs

with job(snakemake) as run:
    runs = read_runs(snakemake.input.runs, snakemake.params.runs)
    run.csv(regressions(runs), snakemake.output[0])
