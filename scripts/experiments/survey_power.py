"""Tell which effects a design finds, by number of respondents."""

from _job import job

from entente.experiments.power import power_table
from entente.studies.experiments.survey import read_experiment

with job(snakemake) as run:
    asked, params = snakemake.input, snakemake.params
    experiment = read_experiment(asked.declared[0], params.sha256, params.seed)
    table = power_table(experiment, **params.settings)
    run.csv(table, snakemake.output.power, schema="experiments/power")
