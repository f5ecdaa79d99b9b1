"""System-year panel."""

from _job import job

from entente.panel.system import read_systems
from entente.panel.system_year import system_year_panel
from entente.srg.recent_wars import with_recent_wars
from entente.storage import read_table, write_table

with job(snakemake):
    disputes, wars = read_table(snakemake.input.disputes), read_table(snakemake.input.wars)
    panel = system_year_panel(
        read_systems(snakemake.input, snakemake.params.years, mid=snakemake.params.mid),
        disputes=disputes,
        wars=with_recent_wars(wars, disputes, snakemake.params.wars_listed_until),
        max_cliques=snakemake.params.max_cliques,
    )
    write_table(panel, snakemake.output[0], schema="system_year")
