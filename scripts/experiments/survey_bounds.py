"""Bound effects where outcomes are missing."""

from _job import job

from entente.experiments.missing_answers.bounds_rows import bounds_table
from entente.studies.experiments.survey import read_experiment

with job(snakemake) as run:
    asked, params = snakemake.input, snakemake.params
    experiment = read_experiment(asked.declared[0], params.sha256, params.seed)
    table = bounds_table(experiment, replicates=params.settings["replicates"])
    run.csv(table, snakemake.output.bounds, schema="experiments/bounds")
