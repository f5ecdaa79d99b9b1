"""System-year panel."""

from _job import job

from entente.core.storage import read_table
from entente.studies.maoz2011.panels import system_year_panel
from entente.studies.maoz2011.reference_groups import with_recent_wars
from entente.systems.international_system import read_systems

with job(snakemake) as run:
    disputes, wars = read_table(snakemake.input.disputes), read_table(snakemake.input.wars)
    panel = system_year_panel(
        read_systems(snakemake.input, snakemake.params.years, mid=snakemake.params.mid),
        disputes=disputes,
        wars=with_recent_wars(wars, disputes, snakemake.params.wars_listed_until),
        max_cliques=snakemake.params.max_cliques,
    )
    run.table(panel, snakemake.output[0], schema="maoz2011/system_year")
