"""State-year panel."""

from _job import job

from entente.studies.maoz2011.panels import state_year_panel
from entente.systems.international_system import read_systems

with job(snakemake) as run:
    # Durations count from the first year of the system, whatever the first year configured.
    panel = state_year_panel(read_systems(snakemake.input, mid=snakemake.params.mid))
    wanted = panel[panel["year"] >= snakemake.params.first_year]
    run.table(wanted, snakemake.output[0], schema="maoz2011/state_year")
