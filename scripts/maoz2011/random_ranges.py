"""Ranges of the random systems' densities, from history."""

from _job import job

from entente.studies.maoz2011.random_systems.design import Design, design_ranges, historical_densities
from entente.systems.international_system import read_systems

with job(snakemake) as run:
    systems = read_systems(
        snakemake.input,
        snakemake.params.years,
        mid=snakemake.params.mid,
        symmetrise=snakemake.params.symmetrise,
    )
    ranges = design_ranges(
        historical_densities(systems), states=snakemake.params.states, spread=snakemake.params.spread
    )
    # What cannot be a design is refused here, once, rather than in every batch.
    Design.from_ranges(ranges, disputes=snakemake.params.disputes, seed=snakemake.params.seed)
    run.csv(ranges, snakemake.output[0], schema="maoz2011/random_ranges")
