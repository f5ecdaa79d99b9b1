"""Make the rows of regressions: states, alliances, opportunities to join, and missions by year."""

from _job import job

from entente.core.data_log import DataLog
from entente.core.storage import read_table
from entente.studies.burden_sharing.regression_rows import TABLES, regression_tables

with job(snakemake) as run:
    given, made, params = snakemake.input, snakemake.output, snakemake.params
    log = DataLog("regression_rows")
    tables = regression_tables({name: read_table(given[name]) for name in TABLES}, params.layers, log)
    for name, table in tables.items():
        run.table(table, made[name], schema=f"burden_sharing/{params.schemas[name]}")
    run.csv(log.frame(), made.counts)
