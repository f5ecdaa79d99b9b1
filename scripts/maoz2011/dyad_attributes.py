"""Attributes of dyads: alliances, cooperation, distance, similarity, durations."""

from _job import job

from entente.core.data_log import DataLog
from entente.core.storage import read_table
from entente.systems import DYAD_SOURCES
from entente.systems.dyad_attributes import dyad_attributes

with job(snakemake) as run:
    log = DataLog("dyad_attributes")
    attributes = dyad_attributes(
        read_table(snakemake.input.states),
        {table: read_table(snakemake.input[table]) for table in DYAD_SOURCES},
        same_day_only=snakemake.params.same_day_only,
        cooperation=snakemake.params.cooperation,
        log=log,
    )
    run.table(attributes, snakemake.output.table, schema="systems/dyad_attributes")
    run.csv(log.frame(), snakemake.output.counts)
