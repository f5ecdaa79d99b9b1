"""State-year panel."""

from _job import job

from entente.panel.state_year import state_year_panel
from entente.panel.system import read_systems
from entente.storage import write_table

with job(snakemake):
    # Durations count from the first year of the system, whatever the first year configured.
    panel = state_year_panel(read_systems(snakemake.input, mid=snakemake.params.mid))
    wanted = panel[panel["year"] >= snakemake.params.first_year]
    write_table(wanted, snakemake.output[0], schema="state_year")
