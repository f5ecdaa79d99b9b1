"""Solve sampled burden-sharing games under one variant of the switches: regions, shares, claims."""

from _job import job

from entente.games.burden_claims import claims
from entente.games.burden_design import regions, shares
from entente.games.burden_game import VARIANTS
from entente.studies.games.burden_settings import limits, sampled

with job(snakemake) as run:
    burden, made, name = snakemake.params.burden, snakemake.output, snakemake.wildcards.variant
    # Where there is a closed form all games are solved.
    games, numerical = sampled(burden, snakemake.params.seed), burden["numerical"].get(name, 1)
    variant = {name: VARIANTS[name]}
    run.csv(regions(games, variant, numerical), made.regions)
    run.csv(shares(games, variant, numerical), made.shares)
    few = (numerical, -(-numerical // 4), 17)
    run.csv(claims(games, variant, limits=limits(burden), numerical=few), made.claims)
