"""Attributes of states: capability, regime, major-power status."""

from _job import job

from entente.core.data_log import DataLog
from entente.core.storage import read_table
from entente.systems.state_attributes import state_attributes

with job(snakemake) as run:
    log = DataLog("state_attributes")
    attributes = state_attributes(
        read_table(snakemake.input.states),
        read_table(snakemake.input.capabilities),
        read_table(snakemake.input.regimes),
        read_table(snakemake.input.major_powers),
        last_year=snakemake.params.last_year,
        carry_years=snakemake.params.carry_years,
        democracy_cutoff=snakemake.params.democracy,
        log=log,
    )
    run.table(attributes, snakemake.output.table, schema="systems/state_attributes")
    run.csv(log.frame(), snakemake.output.counts)
