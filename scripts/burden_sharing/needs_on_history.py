"""Forecast ties of defence and changes of burdens year by year, by one variant of the rule set needs."""

from _job import job

from entente.core.data_log import DataLog
from entente.core.storage import read_table
from entente.studies.burden_sharing.rule_sets.history import TABLES, History, Windows
from entente.studies.burden_sharing.rule_sets.needs_on_history import tie_forecasts

with job(snakemake) as run:
    given, made, params = snakemake.input, snakemake.output, snakemake.params
    log = DataLog("needs")
    tables = {name: read_table(given[name]) for name in TABLES}
    history = History(tables, Windows(**params.enemies), params.democracy, log)
    found = tie_forecasts(history, params.variant, range(params.years["first"], params.years["last"] + 1))
    run.table(found, made.forecasts, schema="burden_sharing/needs_years")
    run.csv(log.frame(), made.counts)
