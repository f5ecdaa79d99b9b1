"""The interval of an effect that is known between bounds only, each of which has an error."""

from __future__ import annotations

import numpy as np
from scipy import optimize, stats

from entente.core.errors import ExperimentInputError


def imbens_manski_quantile(width: float, se: float, level: float = 0.95) -> float:
    """Return how many standard errors the interval reaches beyond the bounds (Imbens & Manski 2004).

    Parameters
    ----------
    width : float
        Upper less lower bound, not negative.
    se : float
        The larger standard error of the two, positive.
    level : float, default .95
        Level of the interval.

    Returns
    -------
    float
        The c for which Φ(c + width / se) − Φ(−c) = level: that of a two-sided interval where the width is 0,
        of a one-sided one where it is large.

    Raises
    ------
    ExperimentInputError
        If an argument lies outside its range.
    """
    if not (0 <= width < np.inf and 0 < se < np.inf and 0 < level < 1):
        raise ExperimentInputError(
            f"The width is {width}, the standard error {se}, the level {level}.",
            "Give a width of at least 0, a positive standard error and a level between 0 and 1.",
        )
    one_sided, two_sided = stats.norm.ppf(level), stats.norm.ppf((1 + level) / 2)

    def excess(c: float) -> float:
        return stats.norm.cdf(c + width / se) - stats.norm.cdf(-c) - level

    # Rounding may leave the excess at an end on the wrong side of 0.
    if excess(two_sided) <= 0:
        return float(two_sided)
    if excess(one_sided) >= 0:
        return float(one_sided)
    return float(optimize.brentq(excess, one_sided, two_sided, xtol=1e-14))


def imbens_manski(
    low: float, high: float, se_low: float, se_high: float, level: float = 0.95
) -> tuple[float, float]:
    """Return the limits of the interval that covers the effect, wherever it lies between its bounds.

    Parameters
    ----------
    low, high : float
        Bounds.
    se_low, se_high : float
        Their standard errors, not negative.
    level : float, default .95
        Level of the interval.

    Returns
    -------
    tuple of float
        low − c · se_low and high + c · se_high, c of :func:`imbens_manski_quantile`; the bounds if both
        standard errors are 0.

    Raises
    ------
    ExperimentInputError
        If the bounds cross, or an argument lies outside its range.
    """
    if not (min(se_low, se_high) >= 0 and low <= high):
        raise ExperimentInputError(
            f"The bounds are {low} and {high}, with standard errors {se_low} and {se_high}.",
            "Give the lower bound first, and standard errors of at least 0.",
        )
    largest = max(se_low, se_high)
    if largest == 0:
        return low, high
    c = imbens_manski_quantile(high - low, largest, level)
    return low - c * se_low, high + c * se_high
