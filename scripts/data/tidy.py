"""Turn raw files into one tidy table by the reader of that name."""

from importlib import import_module

from _job import job

from entente.core.data_log import DataLog
from entente.core.storage import read_table
from entente.data.readers.country_codes import load_recodes
from entente.data.readers.raw_file import refuse_changed

with job(snakemake) as run:
    table = snakemake.params.table
    log = DataLog(table)
    raw = dict(zip(snakemake.params.roles, snakemake.input.raw, strict=True))
    # Generated files have no registered digest.
    for role, sha256 in snakemake.params.sha256.items():
        refuse_changed(raw[role], sha256)
    states = read_table(snakemake.input.states) if hasattr(snakemake.input, "states") else None
    reader = import_module(f"entente.data.readers.{table}")
    tidy = reader.read(raw, states, load_recodes(snakemake.input.recodes), log)
    run.table(tidy, snakemake.output.table, schema=f"data/{table}")
    run.csv(log.frame(), snakemake.output.counts)
