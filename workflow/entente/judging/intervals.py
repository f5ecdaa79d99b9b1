"""Estimates and their intervals: means, differences, ratios and slopes of rows that are not independent.

Each estimator gives its value and the influence of every row on it, the row's share in the error; how these
are summed, :mod:`entente.models.dependence` says.  No correction for small samples is made (a choice: the
panels have thousands of rows).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.stats import norm

from entente.models.dependence import Clusters, Dyads, Neighbours
from entente.regressions.inference import newey_west_lags

#: 97.5 % point of the normal distribution, of all intervals here.
Z = float(norm.ppf(0.975))

#: From the influence of each row, shape (n,), to a standard error.
Error = Callable[[np.ndarray], float]


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval and its two-sided p against zero, both by the normal distribution.

    Interval and p are NaN where there is no error to judge by, and so is a value that does not exist.
    """

    value: float
    low: float = math.nan
    high: float = math.nan
    p_value: float = math.nan

    @classmethod
    def with_error(cls, value: float, error: float) -> Estimate:
        """Return the estimate with this standard error; without interval and p if it is 0 or missing."""
        if not error > 0:
            return cls(float(value))
        p = 2 * norm.sf(abs(value) / error)
        return cls(float(value), float(value - Z * error), float(value + Z * error), float(p))


def error_of(rows: pd.DataFrame) -> Error:
    """Return the error of rows that depend on each other as their keys say.

    Rows of dyads depend on all of either state, rows of states on those of the state, years in a row on those
    before and after.  The error is NaN if the variance comes out negative.
    """
    if "ccode2" in rows:
        dependence = Dyads(rows["ccode1"], rows["ccode2"])
    elif "ccode" in rows:
        dependence = Clusters(rows["ccode"])
    else:
        dependence = Neighbours(newey_west_lags(len(rows)))

    def error(influence: np.ndarray) -> float:
        variance = float(dependence.products([influence])[0, 0])
        return math.sqrt(variance) if variance >= 0 else math.nan

    return error


def mean(values: ArrayLike, error: Error) -> Estimate:
    """Return the mean of values, none of which is missing."""
    values = np.asarray(values, dtype=np.float64)
    if not len(values):
        return Estimate(math.nan)
    return Estimate.with_error(values.mean(), error((values - values.mean()) / len(values)))


def slopes(outcome: ArrayLike, regressors: ArrayLike, error: Error) -> list[Estimate]:
    """Return the least-squares slopes of an outcome, shape (n,), on regressors, (n, k), beside a constant.

    None may be missing; collinear regressors, or fewer rows than needed, have no slopes.
    """
    outcome, columns = (np.asarray(values, dtype=np.float64) for values in (outcome, regressors))
    design = np.column_stack([np.ones(len(columns)), columns])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return [Estimate(math.nan)] * columns.shape[1]
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ (design.T @ outcome)
    influence = (design @ inverse) * (outcome - design @ coefficients)[:, None]
    return [Estimate.with_error(coefficients[k], error(influence[:, k])) for k in range(1, design.shape[1])]


def difference(values: ArrayLike, chosen: ArrayLike, error: Error) -> Estimate:
    """Return the mean of the chosen rows less that of the others."""
    return slopes(values, np.asarray(chosen, dtype=np.float64)[:, None], error)[0]


def ratio(values: ArrayLike, chosen: ArrayLike, error: Error) -> Estimate:
    """Return the mean of the chosen rows over that of the others; NaN if either is not positive.

    The interval is symmetric in the logarithm, and p is against equal means.
    """
    values, chosen = np.asarray(values, dtype=np.float64), np.asarray(chosen, dtype=bool)
    if chosen.all() or not chosen.any():
        return Estimate(math.nan)
    over, under = values[chosen].mean(), values[~chosen].mean()
    if not (over > 0 and under > 0):
        return Estimate(math.nan)
    scaled = np.where(
        chosen, (values - over) / (over * chosen.sum()), (under - values) / (under * (~chosen).sum())
    )
    log = Estimate.with_error(math.log(over / under), error(scaled))
    return Estimate(over / under, math.exp(log.low), math.exp(log.high), log.p_value)


def correlation(one: ArrayLike, other: ArrayLike, error: Error) -> Estimate:
    """Return Pearson's correlation; its interval is symmetric in Fisher's z.

    It is NaN for fewer than three rows or a constant series, and without an interval where it is ±1.
    """
    one, other = (np.asarray(series, dtype=np.float64) for series in (one, other))
    if len(one) < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return Estimate(math.nan)
    one, other = ((series - series.mean()) / series.std() for series in (one, other))
    value = float(np.clip((one * other).mean(), -1, 1))
    if abs(value) == 1:
        return Estimate(value)
    influence = (one * other - value * (one**2 + other**2) / 2) / len(one)
    z = Estimate.with_error(math.atanh(value), error(influence) / (1 - value**2))
    return Estimate(value, math.tanh(z.low), math.tanh(z.high), z.p_value)


#: Estimators of a column that is told apart by, or held against, others: each gives a list of estimates.
QUANTITIES: dict[str, Callable[..., list[Estimate]]] = {
    "mean": lambda values, error: [mean(values, error)],
    "difference": lambda values, chosen, error: [difference(values, chosen, error)],
    "ratio": lambda values, chosen, error: [ratio(values, chosen, error)],
    "slope": lambda outcome, *others, error: slopes(outcome, np.column_stack(others), error),
    "correlation": lambda one, *others, error: [correlation(one, other, error) for other in others],
}
