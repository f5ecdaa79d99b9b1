"""Tell what random systems come to: effects on burdens, steps of parameters, slopes on what is drawn."""

from _job import job

from entente.burden.rule_sets.designs import read_designs
from entente.studies.burden_sharing.rule_sets.random_tables import changes, effects, read_runs, responses

with job(snakemake) as run:
    made = snakemake.output
    designs = read_designs(snakemake.input.designs)
    runs = read_runs(snakemake.input.runs, snakemake.params.systems)
    steps = changes(runs, designs)
    run.csv(effects(runs, designs), made.effects, schema="burden_sharing/system_effects")
    run.csv(responses(runs, steps), made.responses, schema="burden_sharing/system_responses")
    run.table(steps, made.changes, schema="burden_sharing/system_changes")
