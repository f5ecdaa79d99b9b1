"""Claims on models of effort and ties that fit no form: coefficients of tables, and slopes that differ."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import SIGNS, NotTestable, Part, above, by_p
from entente.judging.claims.parts import holds as property_holds
from entente.judging.intervals import Estimate, slopes


def coefficient_of(
    evidence: Evidence, table: str, column: str, term: str, sign: str = "", insignificant: float = 0.0
) -> Iterator[Part]:
    """Coefficient of {term} in {column} of table {table}, by its 95 % interval."""
    rows = evidence[table]
    found = rows[(rows["column"] == column) & (rows["term"] == term)]
    if found.empty or not math.isfinite(found["se"].iloc[0]):
        raise NotTestable(f"{column} has no coefficient of {term}")
    estimate = Estimate.with_error(found["estimate"].iloc[0], found["se"].iloc[0])
    name = f"the coefficient of {term} in {column}"
    if insignificant:
        yield by_p(name, estimate, estimate.p_value >= insignificant)
    else:
        yield above(name, estimate, sign=SIGNS[sign])


def slope_of_end_states(
    evidence: Evidence, design: str, coefficient: str, sign: str, below: float = math.inf
) -> Iterator[Part]:
    """Slope of mean effort on {coefficient} over the end states of {design}, 95 % interval."""
    runs = _runs(evidence, design)
    runs = runs[runs[coefficient] < below]
    yield above(f"the slope of mean effort in {design}", _slope(runs, coefficient), sign=SIGNS[sign])


def slopes_of_end_states_differ(
    evidence: Evidence, steeper: str, flatter: str, coefficient: str
) -> Iterator[Part]:
    """Slope of mean effort on {coefficient} in {steeper} less that in {flatter}, 95 % interval."""
    one, other = (_slope(_runs(evidence, design), coefficient) for design in (steeper, flatter))
    widths = [(estimate.high - estimate.low) / 2 for estimate in (one, other)]
    if not all(map(math.isfinite, widths)):
        raise NotTestable("a slope has no error")
    gap, half = one.value - other.value, math.hypot(*widths)
    difference = Estimate(gap, gap - half, gap + half)
    yield above(f"the slope in {steeper} less that in {flatter}", difference)


def always(evidence: Evidence, rows: str, where: str, holds: str, name: str) -> Iterator[Part]:
    """Whether {name}, in each of the rows of {rows} of which {where}."""
    table = evidence[rows].query(where)
    if table.empty:
        raise NotTestable(f"there are no such rows of {rows}")
    true = int(table.eval(holds).sum())
    yield property_holds(true == len(table), f"{name} in {true:,} of {len(table):,}", true / len(table))


def forecast_gaps(evidence: Evidence) -> pd.DataFrame:
    """Return errors of effort and of ties forecast less those of persistence, by source and year."""
    errors = ["effort_rmse", "brier"]
    forecasts = evidence["actors_forecasts"].set_index(["source", "year"])
    actors, stays = (
        forecasts.loc[forecasts["forecast"] == name, errors] for name in ("actors", "persistence")
    )
    return (actors - stays).reset_index()


def changes_of_systems(evidence: Evidence) -> pd.DataFrame:
    """Return the change of total effort by a parameter, a row a system: the mean over its steps."""
    key = ["design", "topology", "parameter", "index"]
    return evidence["system_changes"].groupby(key, as_index=False)["total_effort"].mean()


def _runs(evidence: Evidence, design: str) -> pd.DataFrame:
    states = evidence["end_states"]
    runs = states[states["design"] == design]
    if runs.empty:
        raise NotTestable(f"the design {design} was not run")
    return runs


def _slope(runs: pd.DataFrame, coefficient: str) -> Estimate:
    """Runs are independent: each has its own stream."""
    values = runs[["mean_effort", coefficient]].dropna().to_numpy("float64")
    (found,) = slopes(values[:, 0], values[:, 1:], lambda influence: math.sqrt(float(influence @ influence)))
    return found


FUNCTIONS = {
    "coefficient_of": coefficient_of,
    "slope_of_end_states": slope_of_end_states,
    "slopes_of_end_states_differ": slopes_of_end_states_differ,
    "always": always,
    "forecast_gaps": forecast_gaps,
    "changes_of_systems": changes_of_systems,
}
