"""Put closed forms of the lecture's models beside their Monte Carlo twins."""

from _job import job

from entente.studies.games.twins import ally_twins, collective_twins, winset_twins

with job(snakemake) as run:
    params, made = snakemake.params, snakemake.output
    often = {"draws": params.draws, "seed": params.seed}
    run.csv(ally_twins(params.ally, **often), made.ally, schema="games/twins")
    run.csv(winset_twins(params.winsets, **often), made.winsets, schema="games/twins")
    run.csv(collective_twins(**often), made.collective, schema="games/twins")
