"""Move income between contributors to a public good, in the systems of a design of random systems."""

from _job import job

from entente.burden.rule_sets.designs import read_designs
from entente.burden.rule_sets.income_transfers import transfers

with job(snakemake) as run:
    params = snakemake.params
    design = read_designs(snakemake.input.designs)[params.design]
    found = transfers(design.draws, params.runs, params.seed)
    run.csv(found, snakemake.output[0], schema="burden_sharing/income_transfers")
