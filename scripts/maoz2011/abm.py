"""Run the model under one rule set on every year."""

from _job import job

from entente.abm import Rules
from entente.abm.history import run_years
from entente.systems.international_system import read_systems

with job(snakemake) as run:
    systems = read_systems(
        snakemake.input,
        snakemake.params.years,
        mid=snakemake.params.mid,
        symmetrise=snakemake.params.symmetrise,
    )
    tables = run_years(systems, Rules(**snakemake.params.switches))
    for name, table in tables.items():
        run.table(table, snakemake.output[name], schema=f"abm/abm_{name}")
