"""Ranges of the random systems' densities, from history."""

from _job import job

from entente.panel.system import read_systems
from entente.random_systems.design import Design
from entente.random_systems.ranges import design_ranges, historical_densities
from entente.schema import load_schema
from entente.storage import write_csv

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
    write_csv(load_schema("random_ranges").validate(ranges), snakemake.output[0], snakemake.params.label)
