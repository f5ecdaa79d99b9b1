"""Check the answers against the design, and count who answered."""

from _job import job

from entente.experiments.checking.checks import checks_table
from entente.experiments.checking.described_answers import attrition_table
from entente.studies.experiments.survey import read_experiment

with job(snakemake) as run:
    asked, params = snakemake.input, snakemake.params
    experiment = read_experiment(asked.declared[0], params.sha256, params.seed)
    run.csv(checks_table(experiment), snakemake.output.checks, schema="experiments/checks")
    run.csv(attrition_table(experiment), snakemake.output.attrition, schema="experiments/attrition")
