"""Fit ordered logits of ordinal outcomes beside the means of their scales."""

from _job import job

from entente.experiments.mechanisms.ordinal import ordinal_table
from entente.studies.experiments.survey import read_experiment

with job(snakemake) as run:
    asked, params = snakemake.input, snakemake.params
    experiment = read_experiment(asked.declared[0], params.sha256, params.seed)
    run.csv(ordinal_table(experiment), snakemake.output.ordinal, schema="experiments/ordinal")
