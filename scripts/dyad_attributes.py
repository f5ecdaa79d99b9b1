"""Attributes of dyads: alliances, cooperation, distance, similarity, durations."""

from _job import job

from entente.data_log import DataLog
from entente.panel.dyad_attributes import TIDY_TABLES, dyad_attributes
from entente.storage import read_table, write_csv, write_table

with job(snakemake):
    log = DataLog("dyad_attributes")
    attributes = dyad_attributes(
        read_table(snakemake.input.states),
        {table: read_table(snakemake.input[table]) for table in TIDY_TABLES},
        same_day_only=snakemake.params.same_day_only,
        cooperation=snakemake.params.cooperation,
        log=log,
    )
    write_table(attributes, snakemake.output.table, schema="dyad_attributes")
    write_csv(log.frame(), snakemake.output.counts)
