"""Ranges of the random systems' densities, from history."""

from _job import job

from entente.core.schema import load_schema
from entente.core.storage import write_csv
from entente.studies.maoz2011.random_systems.design import Design
from entente.studies.maoz2011.random_systems.ranges import design_ranges, historical_densities
from entente.systems.international_system import read_systems

with job(snakemake):
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
    write_csv(
        load_schema("maoz2011/random_ranges").validate(ranges), snakemake.output[0], snakemake.params.label
    )
