"""Bounds of the average causal mediation effect that assume nothing but a randomized treatment."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from entente.core.errors import ExperimentInputError
from entente.core.given import as_numbers, by_name, is_pandas
from entente.experiments.estimate import Estimate
from entente.experiments.estimation.regression import LeastSquares, least_squares
from entente.experiments.estimation.sandwich import row_name
from entente.experiments.given_rows import require_frame

#: The three lower limits of δ(1), with the sign exchanged, and the three upper ones: which cells, y and m, of
#: the control and of the treated arm have their shares summed.  δ(0) is −δ(1) with the arms exchanged.
LOWER = [((), ("00", "01")), (("00", "10"), ("00",)), (("01", "11"), ("01",))]
UPPER = [((), ("10", "11")), (("00", "10"), ("10",)), (("01", "11"), ("11",))]


def acme_bounds_of_shares(untreated: Any, treated: Any) -> pd.DataFrame:
    """Bound the ACME by the shares of the four cells of a binary mediator and outcome in either arm.

    δ(t) = E[Y(t, M(1)) − Y(t, M(0))].  The bounds are sharp: every value within them agrees with the shares.

    Parameters
    ----------
    untreated, treated : array_like or DataFrame, shape (2, 2)
        Shares P(M = m, Y = y | T = t) at [m, y]; each sums to one.  Rows and columns of a frame are labelled
        by m and y, 0 and 1, and found by these.

    Returns
    -------
    DataFrame
        low, high by setting, control for δ(0) and treated for δ(1).

    Raises
    ------
    ExperimentInputError
        If shares are not 2 × 2, negative, or do not sum to one.

    Notes
    -----
    Sjölander 2009, *Statistics in Medicine* 28: 558–571; Imai, Keele & Yamamoto 2010, *Statistical Science*
    25: 51–71.
    """
    arms = [
        _checked_shares(shares, name) for shares, name in ((untreated, "untreated"), (treated, "treated"))
    ]
    low, high = _limits_of_treated(*arms)
    low_exchanged, high_exchanged = _limits_of_treated(*reversed(arms))
    return pd.DataFrame(
        {"low": [-high_exchanged, low], "high": [-low_exchanged, high]},
        index=pd.Index(["control", "treated"], name="setting"),
    )


def _checked_shares(shares: Any, arm: str) -> np.ndarray:
    if is_pandas(shares):
        by_y = by_name(shares, ["0", "1"], "value of y", ExperimentInputError)
        shares = by_name(by_y.T, ["0", "1"], "value of m", ExperimentInputError).T
    shares = as_numbers(shares, f"shares of the {arm}", ExperimentInputError)
    if shares.shape != (2, 2) or not (shares >= 0).all() or abs(shares.sum() - 1) > 1e-9:
        raise ExperimentInputError(
            f"The shares of the {arm} are {shares.tolist()}.", "Give 2 × 2 shares, [m, y], that sum to one."
        )
    return shares


def _limits_of_treated(untreated: np.ndarray, treated: np.ndarray) -> tuple[float, float]:
    """Bounds of δ(1)."""

    def total(cells: tuple[tuple[str, ...], tuple[str, ...]]) -> float:
        arms = zip((untreated, treated), cells, strict=True)
        return sum(shares[int(cell[1]), int(cell[0])] for shares, named in arms for cell in named)

    return max(-total(cells) for cells in LOWER), min(total(cells) for cells in UPPER)


def acme_bounds(
    frame: pd.DataFrame,
    outcome: str,
    mediator: str,
    treatment: str,
    *,
    clusters: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Bound the ACME of a binary mediator and outcome, with an interval of the bounds.

    The largest of three estimated limits is too large on average, so that a bootstrap of the bounds would
    cover too little: instead each of the three has its own confidence limit, at level 1 − α/6 (Bonferroni),
    and the interval ends at the innermost of these.  It covers the whole of the bounds with at least the
    level, in large samples.

    Parameters
    ----------
    frame : DataFrame
        Rows, none incomplete.
    outcome, mediator, treatment : str
        Columns of 0 and 1.
    clusters : str, optional
        Column of the clusters that were assigned whole.
    level : float
        Of the interval.

    Returns
    -------
    DataFrame
        low, high (the bounds), interval_low, interval_high by setting: control δ(0), treated δ(1).

    Raises
    ------
    ExperimentInputError
        If a column is absent, has another value than 0 and 1, or an arm has fewer than two rows.
    """
    require_frame(frame)
    columns = by_name(frame, [outcome, mediator, treatment], "column", ExperimentInputError, others=True)
    for name, values in columns.items():
        odd = values[~values.isin([0, 1])]
        if len(odd):
            raise ExperimentInputError(
                f"Column {name!r} is {odd.iloc[0]} in row {row_name(odd.index, 0)} ({len(odd)} rows).",
                "The bounds are of columns of 0 and 1: say from which value of a scale on one is 1.",
            )
    columns = columns.astype(float)
    if columns[treatment].value_counts().reindex([0, 1], fill_value=0).min() < 2:
        raise ExperimentInputError(
            f"An arm of {treatment!r} has fewer than two rows.", "Each needs two at least."
        )
    cell = columns[outcome].astype(int).astype(str) + columns[mediator].astype(int).astype(str)
    arm = columns[treatment]
    grouped = None if clusters is None else frame[clusters]
    reach, rows = (5 + level) / 6, {}
    # With the arms exchanged the effect has the other sign: what bounds it from below bounds from above.
    for setting, sums in (("control", (UPPER, LOWER)), ("treated", (LOWER, UPPER))):
        lower, upper = (
            [
                _sum_of_shares(cell, arm, cells[:: -1 if setting == "control" else 1], grouped)
                for cells in limits
            ]
            for limits in sums
        )
        rows[setting] = {
            "low": max(-limit.estimate for limit in lower),
            "high": min(limit.estimate for limit in upper),
            "interval_low": max(-_upper_limit(limit, reach) for limit in lower),
            "interval_high": min(_upper_limit(limit, reach) for limit in upper),
        }
    return pd.DataFrame(rows).T.rename_axis("setting")


def _upper_limit(limit: Estimate, level: float) -> float:
    return limit.estimate + float(stats.t.ppf(level, limit.df)) * limit.se


def _sum_of_shares(
    cell: pd.Series, arm: pd.Series, cells: tuple[tuple[str, ...], ...], clusters: pd.Series | None
) -> Estimate:
    """The sum of the shares of cells of the control and of the treated arm: twice a constant, and a slope."""
    counted = cell.isin(cells[0]).where(arm == 0, cell.isin(cells[1])).astype(float)
    return _of_arms(counted, arm, clusters).contrast({"const": 2.0, "arm": 1.0})


def arm_difference(frame: pd.DataFrame, outcome: str, treatment: str, clusters: str | None) -> Estimate:
    """Return the difference of the means of the two arms, with the standard errors of the bounds."""
    grouped = None if clusters is None else frame[clusters]
    return _of_arms(frame[outcome], frame[treatment].astype(float), grouped).contrast({"arm": 1.0})


def _of_arms(values: pd.Series, arm: pd.Series, clusters: pd.Series | None) -> LeastSquares:
    design = pd.DataFrame({"const": 1.0, "arm": arm})
    how = {} if clusters is None else {"cov": "CR2", "clusters": clusters}
    return least_squares(values, design, **how)
