"""Choose parameters of contributions on the first years, and forecast shares in spending of all."""

from _job import job

from entente.core.data_log import DataLog
from entente.core.storage import read_table
from entente.studies.burden_sharing.rule_sets.history import TABLES, History, Windows
from entente.studies.burden_sharing.rule_sets.shares_on_history import (
    fits,
    forecast_rows,
    parameters_table,
    scores_table,
    share_forecasts,
)

with job(snakemake) as run:
    given, made, params = snakemake.input, snakemake.output, snakemake.params
    log = DataLog("share_forecasts")
    tables = {name: read_table(given[name]) for name in TABLES}
    history = History(tables, Windows(**params.enemies), params.democracy, log)
    choosing = range(params.years["first"], params.years["chosen_until"] + 1)
    chosen = fits(history, choosing, params.seed)
    run.csv(parameters_table(chosen, choosing), made.parameters, schema="burden_sharing/commons_parameters")
    judged = range(params.years["first"], params.years["last"] + 1)
    forecasts = share_forecasts(history, chosen, judged, choosing[-1] + 1)
    run.csv(forecasts, made.forecasts, schema="burden_sharing/share_forecasts")
    run.csv(scores_table(forecasts), made.scores, schema="burden_sharing/share_scores")
    rows = forecast_rows(history, chosen, params.shown)
    run.csv(rows, made.shown, schema="burden_sharing/shares_shown")
    run.csv(log.frame(), made.counts)
