"""Estimate whether effects differ by declared moderators."""

from _job import job

from entente.experiments.mechanisms.heterogeneity import heterogeneity_table
from entente.studies.experiments.survey import read_experiment

with job(snakemake) as run:
    asked, params = snakemake.input, snakemake.params
    experiment = read_experiment(asked.declared[0], params.sha256, params.seed)
    table = heterogeneity_table(experiment)
    run.csv(table, snakemake.output.heterogeneity, schema="experiments/heterogeneity")
