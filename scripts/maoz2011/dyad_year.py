"""Dyad-year panel."""

from _job import job

from entente.core.storage import read_table
from entente.studies.maoz2011.panels import dyad_year_panel
from entente.systems.international_system import read_systems

with job(snakemake) as run:
    systems = read_systems(snakemake.input, snakemake.params.years, mid=snakemake.params.mid)
    panel = dyad_year_panel(systems, read_table(snakemake.input.threats))
    run.table(panel, snakemake.output[0], schema="maoz2011/dyad_year")
