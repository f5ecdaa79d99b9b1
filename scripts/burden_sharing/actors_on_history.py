"""Estimate what ties and effort are worth on earlier years, and forecast both a year ahead."""

from _job import job

from entente.core.data_log import DataLog
from entente.core.storage import read_table
from entente.studies.burden_sharing.rule_sets.actors_on_history import (
    SOURCES,
    coefficients_table,
    estimate,
    forecasts_table,
)
from entente.studies.burden_sharing.rule_sets.history import TABLES, History, Windows

with job(snakemake) as run:
    given, made, params = snakemake.input, snakemake.output, snakemake.params
    log = DataLog("actors_forecasts")
    tables = {name: read_table(given[name]) for name in TABLES}
    history = History(tables, Windows(**params.enemies), params.democracy, log)
    rows, asked = read_table(given.burden_year), params.forecasts
    before = range(asked["estimated_from"], asked["first"])
    estimated = {source: estimate(history, rows, source, before, log) for source in SOURCES}
    run.csv(coefficients_table(estimated), made.coefficients, schema="burden_sharing/actors_coefficients")
    years = range(asked["first"], asked["last"] + 1)
    found = forecasts_table(history, rows, estimated, years, asked["runs"], params.seed, log)
    run.csv(found, made.forecasts, schema="burden_sharing/actors_forecasts")
    run.csv(log.frame(), made.counts)
