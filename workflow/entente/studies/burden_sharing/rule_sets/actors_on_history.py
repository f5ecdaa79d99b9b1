"""Ties and effort a year ahead, by their co-evolution: estimates of earlier years, runs from then on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from entente.burden.actors.coefficients import EffortCoefficients, Rates
from entente.burden.actors.forecasts import forecast, persistence, scores
from entente.burden.actors.tie_choices import TieChoices, TieChoicesResults
from entente.burden.actors.years_of_ties import YearOfTies
from entente.burden.rule_sets.situation import Situation
from entente.core.data_log import DataLog
from entente.models.effort_process.model import EffortProcess, EffortProcessResultsWrapper
from entente.studies.burden_sharing.rule_sets.history import History

#: Layer whose ties co-evolve with effort, and sources of burdens.
LAYER, SOURCES = "dca", ("sipri", "nmc")

#: Regressors of steps of effort, by the terms of the regressions of effort; the first two are the network's.
EFFORT_TERMS = {
    "degree": "degree_dca",
    "triangles": "triangles_dca",
    "polyarchy": "polyarchy",
    "growth": "growth",
    "nato": "nato",
    "allies": "degree_defence",
    "disputes": "disputes",
    "neighbours_burden": "neighbours_burden_{source}",
    "log_gdp": "log_gdp",
    "log_rivals": "log_rivals",
}
OF_NETWORK = ("degree", "triangles")

#: Rates of these last periods make the rate of a year that is forecast.
LAST_PERIODS = 5

#: Kilometres from which on distance counts: below, states are next door.
_NEAR = 100.0


@dataclass(frozen=True, eq=False)
class Estimated:
    """What ties and effort are forecast by, of one source."""

    efforts: EffortProcessResultsWrapper
    ties: TieChoicesResults
    centre: float
    rates: Rates


def effort_rows(burden_year: pd.DataFrame, source: str, years: range, log: DataLog) -> pd.DataFrame:
    """Return effort in each state and year, that before, and regressors of then; nothing is missing."""
    terms = {term: column.format(source=source) for term, column in EFFORT_TERMS.items()}
    columns = {f"effort_{source}": "previous", **{column: term for term, column in terms.items()}}
    before = burden_year[["ccode", "year", *columns]].rename(columns=columns)
    before = before.assign(year=before["year"] + 1)
    now = burden_year[["ccode", "year", f"effort_{source}"]].rename(columns={f"effort_{source}": "effort"})
    rows = now.merge(before, on=["ccode", "year"])
    rows = rows[rows["year"].isin(years)].astype(dict.fromkeys(terms, "float64"))
    found = rows.dropna()
    told = f"forecasts by {source}: state-years of estimation with something missing"
    log.note("dropped", told, len(rows) - len(found))
    return found.reset_index(drop=True)


def year_of_ties(history: History, source: str, year: int) -> YearOfTies:
    """Return ties at both ends of the year up to ``year``, of states whose effort was known before it.

    A state that left the system ended no tie by choice: it is left out.
    """
    after = history.network(LAYER, year)
    situation = _known(history.situation(year - 1, LAYER, source))
    situation = situation.restricted(np.isin(situation.labels, after.index))
    labels = situation.labels
    after = after.loc[labels, labels]
    before = pd.DataFrame(situation.network, labels, labels)
    return YearOfTies(before, after, pd.Series(situation.category, labels), covariates(history, situation))


def covariates(history: History, situation: Situation) -> dict[str, pd.DataFrame]:
    """Return what else a tie is worth: log distance, joint democracy, a common enemy, a defence pact."""
    labels = situation.labels
    pacts = history.network("defence", situation.year).reindex(index=labels, columns=labels).to_numpy()
    found = {
        "log_distance": np.log(np.maximum(situation.distance, _NEAR) / 1000.0),
        "joint_democracy": np.logical_and.outer(situation.democracy, situation.democracy),
        "common_enemy": situation.common_enemies,
        "defence_pact": pacts,
    }
    return {name: pd.DataFrame(values.astype(float), labels, labels) for name, values in found.items()}


def _known(situation: Situation) -> Situation:
    return situation.restricted(np.isfinite(situation.category))


def estimate(
    history: History, burden_year: pd.DataFrame, source: str, years: range, log: DataLog
) -> Estimated:
    """Estimate effort by the effort process and ties by their conditional logit, on some years."""
    rows = effort_rows(burden_year, source, years, log)
    efforts = EffortProcess(
        rows["effort"], rows["previous"], rows["year"], rows[[*EFFORT_TERMS]], groups=rows["ccode"]
    ).fit()
    centre = float(efforts.model.centre)
    ties = TieChoices([year_of_ties(history, source, year) for year in years], centre=centre).fit()
    last = [name for name in efforts.params.index if name.startswith("log_rate")][-LAST_PERIODS:]
    rates = Rates(ties=ties.rate, efforts=float(np.exp(efforts.params[last]).mean()))
    return Estimated(efforts, ties, centre, rates)


def coefficients_table(estimated: Mapping[str, Estimated]) -> pd.DataFrame:
    """Return table actors_coefficients: what ties and effort are forecast by, with standard errors."""
    rows = []
    for source, found in estimated.items():
        for process, results in (("efforts", found.efforts), ("ties", found.ties)):
            each = zip(results.params.index, results.params, results.bse, strict=True)
            rows += [
                {"source": source, "process": process, "term": term, "estimate": value, "std_error": error}
                for term, value, error in each
                if not term.startswith("log_rate")
            ]
            rate = getattr(found.rates, process)
            rows.append({"source": source, "process": process, "term": "rate", "estimate": rate})
        rows.append({"source": source, "process": "efforts", "term": "centre", "estimate": found.centre})
    return pd.DataFrame(rows)


def forecasts_table(
    history: History,
    burden_year: pd.DataFrame,
    estimated: Mapping[str, Estimated],
    years: range,
    runs: int,
    seed: int,
    log: DataLog,
) -> pd.DataFrame:
    """Return table actors_forecasts: how well ties and effort are forecast from the year before."""
    rows = []
    for source, found in estimated.items():
        for year in years:
            situation = _known(history.situation(year - 1, LAYER, source))
            at_start = regressors(burden_year, source, year - 1).reindex(situation.labels)
            whole = at_start.notna().all(axis=1).to_numpy()
            told = f"forecasts of {year} by {source}: states with something missing"
            log.note("dropped", told, int((~whole).sum()))
            chosen = situation.restricted(whole), at_start[whole]
            rows += _of_year(history, *chosen, found, source, runs, seed + year)
    return pd.DataFrame(rows)


def regressors(burden_year: pd.DataFrame, source: str, year: int) -> pd.DataFrame:
    """Return what effort depends on at the start of a forecast, by term, of the states of a year by code."""
    columns = {column.format(source=source): term for term, column in EFFORT_TERMS.items()}
    states = burden_year[burden_year["year"] == year].set_index("ccode")
    return states[[*columns]].rename(columns=columns).astype("float64")


def effort_coefficients(params: pd.Series, at_start: pd.DataFrame) -> EffortCoefficients:
    """Return estimated coefficients of effort for runs from where states are, given their regressors."""
    others = [term for term in EFFORT_TERMS if term not in OF_NETWORK]
    return EffortCoefficients(
        linear=float(params["beta1"]),
        quadratic=float(params["beta2"]),
        direct=float(params["degree"]),
        indirect=float(params["triangles"]),
        states=pd.Series(at_start[others].to_numpy() @ params[others].to_numpy(), at_start.index),
    )


def _of_year(
    history: History,
    situation: Situation,
    at_start: pd.DataFrame,
    found: Estimated,
    source: str,
    runs: int,
    seed: int,
) -> list[dict[str, object]]:
    labels, year = situation.labels, situation.year + 1
    network = pd.DataFrame(situation.network, labels, labels)
    effort = pd.Series(situation.category, labels)
    efforts = effort_coefficients(found.efforts.params, at_start)
    ties = found.ties.coefficients(covariates(history, situation))
    given = {"ties": ties, "efforts": efforts, "rates": found.rates, "centre": found.centre}
    came = history.network(LAYER, year).reindex(index=labels, columns=labels, fill_value=False)
    carried = history.situation(year, LAYER, source)
    carried = pd.Series(carried.category, carried.labels).reindex(labels)
    forecasts = {
        "actors": forecast(network, effort, **given, runs=runs, seed=seed),
        "persistence": persistence(network, effort),
    }
    return [
        {"source": source, "year": year, "forecast": name, **scores(predicted, came, carried, network)}
        for name, predicted in forecasts.items()
    ]
