"""Dyad-year panel."""

from _job import job

from entente.panel.dyad_year import dyad_year_panel
from entente.panel.system import read_systems
from entente.storage import read_table, write_table

with job(snakemake):
    systems = read_systems(snakemake.input, snakemake.params.years, mid=snakemake.params.mid)
    panel = dyad_year_panel(systems, read_table(snakemake.input.threats))
    write_table(panel, snakemake.output[0], schema="dyad_year")
