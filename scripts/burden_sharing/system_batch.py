"""Run a rule set on one batch of the random systems of a design."""

from _job import job

from entente.burden.rule_sets.designs import read_designs
from entente.burden.rule_sets.random_runs import run_batch

with job(snakemake) as run:
    params = snakemake.params
    design = read_designs(snakemake.input.designs)[params.design]
    runs = run_batch(design, *params.runs, params.seed)
    run.table(runs, snakemake.output[0], schema="burden_sharing/system_runs")
