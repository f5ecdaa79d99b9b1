"""Test for an effect on anyone by how arms were assigned."""

from _job import job

from entente.experiments.randomization_inference.randomization_rows import randomization_table
from entente.studies.experiments.survey import read_experiment

with job(snakemake) as run:
    asked, params = snakemake.input, snakemake.params
    experiment = read_experiment(asked.declared[0], params.sha256, params.seed)
    table = randomization_table(experiment, draws=params.settings["draws"])
    run.csv(table, snakemake.output.randomization, schema="experiments/randomization")
