"""Read raw files into one tidy table."""

from importlib import import_module

from _job import job

from entente.core.data_log import DataLog
from entente.core.schema import load_schema
from entente.core.storage import read_table
from entente.data.readers.country_codes import load_recodes
from entente.data.readers.raw_file import refuse_changed
from entente.data.tidy_tables import read_tidy

with job(snakemake) as run:
    log = DataLog(snakemake.params.table)
    for path, sha256 in snakemake.params.sha256.items():
        refuse_changed(path, sha256)
    tidy = read_tidy(
        import_module(snakemake.params.reader),
        snakemake.params.raw,
        snakemake.params.years,
        states=read_table(snakemake.input.states) if snakemake.input.states else None,
        recodes=load_recodes(snakemake.input.recodes),
        log=log,
        schema=load_schema(snakemake.params.schema),
    )
    run.table(tidy, snakemake.output.table, schema=snakemake.params.schema)
    run.csv(log.frame(), snakemake.output.counts)
