"""Turn raw files into one tidy table by the reader of that name."""

from importlib import import_module

from _job import job

from entente.data_log import DataLog
from entente.readers.country_codes import load_recodes
from entente.readers.raw_file import refuse_changed
from entente.storage import read_table, write_csv, write_table

with job(snakemake):
    table = snakemake.params.table
    log = DataLog(table)
    raw = dict(zip(snakemake.params.roles, snakemake.input.raw, strict=True))
    # Generated files have no registered digest.
    for role, sha256 in snakemake.params.sha256.items():
        refuse_changed(raw[role], sha256)
    states = read_table(snakemake.input.states) if hasattr(snakemake.input, "states") else None
    reader = import_module(f"entente.readers.{table}")
    tidy = reader.read(raw, states, load_recodes(snakemake.input.recodes), log)
    write_table(tidy, snakemake.output.table, schema=table)
    write_csv(log.frame(), snakemake.output.counts)
