"""Draw a batch of synthetic panels with known effects, and estimate them again."""

from _job import job

from entente.models.effort_process.recovery import KnownProcess, recovery_fits

with job(snakemake) as run:
    params = snakemake.params
    first, count = params.draws
    fits = recovery_fits(KnownProcess(), range(first, first + count), params.seed)
    run.table(fits, snakemake.output[0], schema="burden_sharing/recovery_fits")
