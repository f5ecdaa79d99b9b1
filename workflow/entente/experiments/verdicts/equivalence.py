"""Whether an effect is too small to matter, and how small an effect a study could have found.

Two one-sided tests put an estimate to a margin that was declared in the outcome's unit; the power of the
two-sided t-test follows from the noncentral t.  Both take an estimate's own standard error and degrees of
freedom, whatever they come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
import pandas as pd
from scipy import optimize, stats

from entente.core.errors import ExperimentInputError
from entente.core.given import as_numbers, is_pandas
from entente.experiments.estimate import Estimate

#: What can be said of the size of an effect.
SIZES = ("effect", "effect, size open", "equivalent", "negligible", "inconclusive")


@dataclass(frozen=True)
class Equivalence:
    """What two one-sided tests say of an estimate.

    Attributes
    ----------
    p : float
        The larger of the two one-sided p: of an effect as large as the margin, in either direction.
    low, high : float
        Limits of the interval of level 1 − 2α, 90 % at α = .05.
    margin, level : float
        Smallest effect that would matter, in the unit of the outcome, and α.
    size : str
        One of :data:`SIZES`.
    """

    p: float
    low: float
    high: float
    margin: float
    level: float
    size: str

    @property
    def equivalent(self) -> bool:
        """Whether effects as large as the margin are rejected."""
        return self.p < self.level

    @property
    def smallest(self) -> float:
        """Smallest margin that would have passed: the larger limit without its sign."""
        return max(abs(self.low), abs(self.high))


def tost(estimate: float, se: float, df: float, margin: float, level: float = 0.05) -> Equivalence:
    """Two one-sided tests of an effect as large as the margin (Schuirmann 1987; Lakens 2017).

    Parameters
    ----------
    estimate, se : float
        In the unit of the outcome.
    df : float
        Degrees of freedom of the standard error; ``inf`` for a normal reference.
    margin : float
        Smallest effect that would matter, in the same unit.
    level : float, default .05
        α of both tests, and of the two-sided test of no effect that ``size`` reads.

    Returns
    -------
    Equivalence
        p = max{P(t > (estimate + margin) / se), P(t < (estimate − margin) / se)}; it is below α if, and only
        if, the interval of level 1 − 2α lies inside (−margin, margin).

    Raises
    ------
    ExperimentInputError
        If the standard error, degrees of freedom or margin is not positive, or the level not below one half.
    """
    estimate, se, df = (_number(name, it) for name, it in (("estimate", estimate), ("se", se), ("df", df)))
    margin = _positive("margin", margin)
    _check_scale(se, df, level)
    if not isfinite(estimate):
        raise ExperimentInputError(f"estimate is {estimate}.", "Give a finite number.")
    found = Estimate(estimate, se, df)
    p = max(stats.t.sf((estimate + margin) / se, df), stats.t.cdf((estimate - margin) / se, df))
    low, high = found.limits(1 - 2 * level)
    return Equivalence(float(p), low, high, margin, level, _size(found, p < level, margin, level))


def _size(found: Estimate, equivalent: bool, margin: float, level: float) -> str:
    """What can be said of the size of an effect, one of SIZES."""
    if found.p >= level:
        return "equivalent" if equivalent else "inconclusive"
    if equivalent:
        return "negligible"
    return "effect" if abs(found.estimate) > margin else "effect, size open"


def power_of_t_test(effect: Any, se: float, df: float, level: float = 0.05) -> Any:
    """Power of the two-sided t-test: the probability of |t| beyond its critical value.

    Parameters
    ----------
    effect : float or array_like of float
        True effects, in the unit of the outcome.
    se : float
        Standard error.
    df : float
        Its degrees of freedom; ``inf`` for a normal reference.
    level : float, default .05
        α.

    Returns
    -------
    float, ndarray or Series
        Of the noncentral t with noncentrality effect / se, of the shape of ``effect``, and a Series if it is.

    Raises
    ------
    ExperimentInputError
        If an effect is not finite, the standard error or degrees of freedom are not positive, or the level
        is not below one half.
    """
    effects = as_numbers(effect, "effect", ExperimentInputError)
    if not np.isfinite(effects).all():
        raise ExperimentInputError("An effect is missing or not finite.", "Give finite numbers.")
    _check_scale(se, df, level)
    critical, noncentrality = stats.t.isf(level / 2, df), np.abs(effects) / se
    # Far in its lower tail scipy's distribution is NaN instead of next to nothing.
    with np.errstate(all="ignore"):
        wrong_side = np.nan_to_num(stats.nct.cdf(-critical, df, noncentrality))
        power = stats.nct.sf(critical, df, noncentrality) + wrong_side
    if power.ndim == 0:
        return float(power)
    return pd.Series(power, effect.index) if is_pandas(effect) and effect.ndim == 1 else power


def minimum_detectable_effect(se: float, df: float, level: float = 0.05, power: float = 0.8) -> float:
    """Effect that the two-sided t-test finds with a probability, in the unit of the standard error.

    Parameters
    ----------
    se, df, level : float
        As in :func:`power_of_t_test`.
    power : float, default .8
        The probability, above α.

    Returns
    -------
    float
        The δ > 0 at which the power of the noncentral t with noncentrality δ / se is ``power``.

    Raises
    ------
    ExperimentInputError
        As in :func:`power_of_t_test`, or if the power does not lie between α and 1.
    """
    _check_scale(se, df, level)
    if not level < power < 1:
        raise ExperimentInputError(
            f"power is {power}.", f"Give a number above the level, {level}, and below 1."
        )
    reach = approximate_detectable_effect(1, df, level, power)
    delta = optimize.brentq(
        lambda effect: power_of_t_test(effect, 1, df, level) - power, 0, 2 * reach, xtol=1e-13, rtol=1e-13
    )
    return float(delta * se)


def approximate_detectable_effect(se: float, df: float, level: float = 0.05, power: float = 0.8) -> float:
    """Approximate :func:`minimum_detectable_effect`: (t_{1 − α/2} + t_{power}) · se, of the central t."""
    return float((stats.t.isf(level / 2, df) + stats.t.ppf(power, df)) * se)


def _check_scale(se: float, df: float, level: float) -> None:
    _positive("se", se)
    if not df > 0:
        raise ExperimentInputError(f"df is {df}.", "Give a number above 0, or inf for a normal reference.")
    if not 0 < level < 0.5:
        raise ExperimentInputError(f"level is {level}.", "Give a number above 0 and below one half.")


def _positive(name: str, value: float) -> float:
    value = _number(name, value)
    if not 0 < value < np.inf:
        reason = " If all answers of an arm are the same, there is no error to judge by." * (name == "se")
        raise ExperimentInputError(f"{name} is {value}.", f"Give a finite number above 0.{reason}")
    return value


def _number(name: str, value: Any) -> float:
    array = as_numbers(value, name, ExperimentInputError)
    if array.ndim:
        raise ExperimentInputError(
            f"{name} has the shape {array.shape}.", "Give one number; call once an effect."
        )
    return float(array)
