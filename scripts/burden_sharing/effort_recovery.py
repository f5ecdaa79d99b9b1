"""Draw synthetic ties and spending with known effects, and estimate them again."""

from _job import job

from entente.models.effort_process.recovery import KnownProcess, recovery

with job(snakemake) as run:
    process, params = KnownProcess(), snakemake.params
    found = recovery(process, params.draws, params.seed)
    table = found.assign(states=process.states, years=process.years)
    run.csv(table, snakemake.output[0], schema="burden_sharing/recovery")
