"""Attributes of states: capability, regime, major-power status."""

from _job import job

from entente.data_log import DataLog
from entente.panel.state_attributes import state_attributes
from entente.storage import read_table, write_csv, write_table

with job(snakemake):
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
    write_table(attributes, snakemake.output.table, schema="state_attributes")
    write_csv(log.frame(), snakemake.output.counts)
