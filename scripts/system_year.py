"""System-year panel."""

from _job import job

from entente.panel.system import read_systems
from entente.panel.system_year import system_year_panel
from entente.storage import read_table, write_table

with job(snakemake):
    panel = system_year_panel(
        read_systems(snakemake.input, snakemake.params.years, mid=snakemake.params.mid),
        disputes=read_table(snakemake.input.disputes),
        wars=read_table(snakemake.input.wars),
        max_cliques=snakemake.params.max_cliques,
    )
    write_table(panel, snakemake.output[0], schema="system_year")
