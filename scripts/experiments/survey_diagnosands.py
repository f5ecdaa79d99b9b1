"""Draw a simulated study many times in each scenario, and tell what its estimators are worth."""

from _job import job

from entente.experiments.diagnosands import diagnosands_table
from entente.studies.experiments.survey import read_experiment

with job(snakemake) as run:
    asked, params = snakemake.input, snakemake.params
    experiment = read_experiment(asked.declared[0], params.sha256, params.seed)
    table = diagnosands_table(experiment, asked.declared[1], draws=params.settings["draws"])
    run.csv(table, snakemake.output.diagnosands, schema="experiments/diagnosands")
