"""Estimate every hypothesis by every estimator, and judge it."""

from _job import job

from entente.experiments.checking.described_answers import cell_means_table
from entente.experiments.estimation.amces_by_factor import amces_table
from entente.experiments.estimation.estimates import estimates_table
from entente.experiments.verdicts.hypotheses import hypotheses_table
from entente.studies.experiments.survey import read_experiment

with job(snakemake) as run:
    asked, params = snakemake.input, snakemake.params
    experiment = read_experiment(asked.declared[0], params.sha256, params.seed)
    made = snakemake.output
    run.csv(estimates_table(experiment), made.estimates, schema="experiments/estimates")
    run.csv(hypotheses_table(experiment), made.hypotheses, schema="experiments/hypotheses")
    run.csv(amces_table(experiment), made.amces, schema="experiments/amces")
    run.csv(cell_means_table(experiment), made.cell_means, schema="experiments/cell_means")
