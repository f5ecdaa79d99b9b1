"""Ties and burdens of defence year by year, forecast by need, detection, punishment and emulation."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from entente.burden.rank_tests import rank_correlation
from entente.burden.rule_sets.outcome import Outcome
from entente.burden.rule_sets.running import run
from entente.burden.rule_sets.situation import Situation
from entente.burden.rule_sets.tie_forecasts import tie_scores
from entente.studies.burden_sharing.rule_sets.history import History
from entente.studies.burden_sharing.rule_sets.needs_variants import VARIANTS
from entente.systems.matrices import allies_of_enemies

#: Layer whose ties are forecast, and what states are weighed by.
LAYER, RESOURCES = "defence", "cinc"

#: Where a year starts from: the ties observed the year before, or those that the rules left then; the first
#: year of the second starts from those observed.
OBSERVED, OWN = "observed", "own"

#: Sources whose burdens B is compared with.
SOURCES = ("sipri", "nmc")

#: Of a rank correlation over fewer states nothing is said.
FEWEST = 10


def tie_forecasts(history: History, variant: str, years: range) -> pd.DataFrame:
    """Return the rows of table needs_years of one variant: a year and start each.

    Each year is forecast by what is known of it but its ties: these are those of the year before, or what the
    rules made of them.
    """
    rows = []
    own: pd.DataFrame | None = None
    for year in years:
        situation = history.situation(year, LAYER, resources=RESOURCES)
        observed = history.durations(LAYER, year - 1)
        starts = {OBSERVED: observed, OWN: observed if own is None else own}
        persistence = tie_scores(situation.network, _over(observed, situation) > 0)
        for start, lasted in starts.items():
            outcome = run("needs", _from(situation, _over(lasted, situation)), VARIANTS[variant])
            rows.append(
                {
                    "variant": variant,
                    "start": start,
                    "year": year,
                    "states": situation.n,
                    "status": outcome.status,
                    **tie_scores(situation.network, outcome.network),
                    "precision_persistence": persistence["precision"],
                    "recall_persistence": persistence["recall"],
                    **_changes(history, outcome, year + 1),
                }
            )
            if start == OWN:
                years_tied = np.where(outcome.network, outcome.situation.duration + 1, 0.0)
                own = pd.DataFrame(years_tied, situation.labels, situation.labels)
    return pd.DataFrame(rows)


def _over(lasted: pd.DataFrame, situation: Situation) -> np.ndarray:
    """Years that ties of another year have lasted, over the states of a situation: new members have none."""
    labels = situation.labels
    return lasted.reindex(index=labels, columns=labels, fill_value=0.0).to_numpy("float64")


def _from(situation: Situation, lasted: np.ndarray) -> Situation:
    """Return the situation with ties that have lasted for so many years, and none that are yet to come."""
    ties = lasted > 0
    secondary = allies_of_enemies(situation.primary_enemies, ties) & ~situation.primary_enemies
    return situation.changed(network=ties, duration=lasted, secondary_enemies=secondary)


def _changes(history: History, outcome: Outcome, year: int) -> dict[str, float]:
    """Rank correlation of B with the change of burdens to the year after, and of the change to this year.

    B follows the changes of allies' and enemies' burdens to this year by the same source.
    """
    found: dict[str, float] = {}
    for source in SOURCES:
        change = _of(history.change_of_burden(year, source), outcome) if year in history.years else None
        before = _of(history.change_of_burden(year - 1, source), outcome)
        found |= {
            f"next_change_{source}": _correlation(outcome.result.burden_by(before), change),
            f"next_change_persistence_{source}": _correlation(before, change),
        }
    return found


def _of(change: pd.Series, outcome: Outcome) -> np.ndarray:
    return change.reindex(outcome.situation.labels).to_numpy("float64")


def _correlation(one: np.ndarray, other: np.ndarray | None) -> float:
    if other is None:
        return math.nan
    known = np.isfinite(one) & np.isfinite(other)
    if known.sum() < FEWEST or np.ptp(one[known]) == 0 or np.ptp(other[known]) == 0:
        return math.nan
    return rank_correlation(one[known], other[known])


def scores_table(forecasts: pd.DataFrame) -> pd.DataFrame:
    """Return table needs_scores: means over years by variant and start."""
    measured = [
        "base_rate",
        "precision",
        "recall",
        "precision_persistence",
        "recall_persistence",
        *(f"next_change_{source}" for source in SOURCES),
        *(f"next_change_persistence_{source}" for source in SOURCES),
    ]
    density = forecasts["forecast_ties"] / (forecasts["ties"] / forecasts["base_rate"])
    grouped = forecasts.assign(forecast_density=density).groupby(["variant", "start"], sort=False)
    means = grouped[["forecast_density", *measured]].mean()
    years = grouped["year"].agg(years="size", first="min", last="max")
    return years.join(means).reset_index()
