"""How well probabilities fit an outcome that happens or not.

Every function takes ``outcome``, array_like (n,), what happened: 0 or 1 (or bool); and ``probability``,
array_like (n,), the probability given to 1, from whatever model.  All raise ModelDataError if an outcome is
neither 0 nor 1, a probability is missing or outside [0, 1], there is no row, or the lengths differ; those
that compare with the base rate, and the areas, also if the outcomes are all the same.

numpy and scipy suffice: another library for two areas under curves would be a heavy dependency.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import xlog1py, xlogy

from entente.core.errors import ModelDataError


def classification(outcome: Any, probability: Any) -> dict[str, float]:
    """Return all measures of fit of this module by name, for outcomes of both kinds.

    All are shares, ``percent_correct`` included, but for ``log_likelihood``.
    """
    outcome, probability = _checked(outcome, probability, both=True)
    # Sorting takes longest, and both areas are of the same order.
    counts = _counts_from_the_top(outcome, probability)
    return {
        "base_rate": base_rate(outcome),
        "log_likelihood": log_likelihood(outcome, probability),
        "pseudo_r2": mcfadden_r2(outcome, probability),
        "percent_correct": percent_correct(outcome, probability),
        "marginal_improvement_in_fit": marginal_improvement_in_fit(outcome, probability),
        "roc_area": _roc_area(*counts),
        "precision_recall_area": _precision_recall_area(*counts),
    }


def base_rate(outcome: Any) -> float:
    """Share of the outcomes that are 1."""
    return float(_outcomes(outcome).mean())


def log_likelihood(outcome: Any, probability: Any) -> float:
    """Logarithm of the probability given to all outcomes together, Σ y ln p + (1 − y) ln(1 − p).

    It is −inf if something happened that was given no probability.
    """
    outcome, probability = _checked(outcome, probability)
    return float((xlogy(outcome, probability) + xlog1py(~outcome, -probability)).sum())


def mcfadden_r2(outcome: Any, probability: Any) -> float:
    """McFadden's R², 1 − lnL / lnL₀, where L₀ is the likelihood of the base rate; at most 1."""
    outcome, probability = _checked(outcome, probability, both=True)
    null = log_likelihood(outcome, np.full(len(outcome), base_rate(outcome)))
    return 1 - log_likelihood(outcome, probability) / null


def percent_correct(outcome: Any, probability: Any) -> float:
    """Share of the outcomes predicted correctly, from 0 to 1.

    From a probability of 0.5 on, 1 is predicted (at exactly 0.5 a choice, that of Stata).
    """
    outcome, probability = _checked(outcome, probability)
    return float(((probability >= 0.5) == outcome).mean())


def marginal_improvement_in_fit(outcome: Any, probability: Any) -> float:
    """Share of the errors of always predicting the more frequent outcome that the prediction avoids.

    (PCP − P_mode)/(1 − P_mode), where PCP is :func:`percent_correct` and P_mode the share of the more
    frequent outcome (Maoz 2011, Table 2): at most 1, negative if the prediction makes more errors.
    """
    outcome, probability = _checked(outcome, probability, both=True)
    rate = base_rate(outcome)
    mode = max(rate, 1 - rate)
    return (percent_correct(outcome, probability) - mode) / (1 - mode)


def roc_area(outcome: Any, probability: Any) -> float:
    """Area under the receiver operating characteristic; 0.5 for probabilities that say nothing.

    It is the chance that a random 1 was given a higher probability than a random 0, where equals count half
    (the Mann–Whitney statistic as a share; Hanley & McNeil 1982, *Radiology* 143: 29–36).
    """
    return _roc_area(*_counts_from_the_top(*_checked(outcome, probability, both=True)))


def precision_recall_area(outcome: Any, probability: Any) -> float:
    """Area under the curve of precision and recall, as average precision.

    Σ (R_k − R_{k−1}) P_k over the distinct probabilities from the highest down, with R_k the share of the 1s
    that have at least that probability and P_k the share of 1s among all that have.  Nothing is interpolated,
    and equals enter together, so that the order of the rows does not matter (a choice).  Probabilities that
    say nothing have the base rate.
    """
    return _precision_recall_area(*_counts_from_the_top(*_checked(outcome, probability, both=True)))


def _counts_from_the_top(outcome: np.ndarray, probability: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many 1s, and how many rows, have at least each probability, from the highest down."""
    order = np.argsort(probability)[::-1]
    last_of_equals = np.append(np.flatnonzero(np.diff(probability[order])), len(order) - 1)
    return outcome[order].cumsum()[last_of_equals], last_of_equals + 1


def _roc_area(found: np.ndarray, taken: np.ndarray) -> float:
    ones, others = np.diff(found, prepend=0), np.diff(taken - found, prepend=0)
    # Pairs of a 1 and a 0 below it, and half of those with equal probabilities.
    right = (ones * (others.sum() - others.cumsum())).sum() + (ones * others).sum() / 2
    return float(right / (ones.sum() * others.sum()))


def _precision_recall_area(found: np.ndarray, taken: np.ndarray) -> float:
    return float((np.diff(found, prepend=0) * (found / taken)).sum() / found[-1])


def _outcomes(outcome: Any) -> np.ndarray:
    """Return what happened as bool (n,)."""
    values = np.asarray(outcome)
    if values.ndim != 1 or len(values) == 0:
        raise ModelDataError(
            f"The outcomes have shape {values.shape}.", "Give one outcome a row, at least one."
        )
    wrong = np.flatnonzero((values != 0) & (values != 1))
    if len(wrong):
        raise ModelDataError(
            f"The outcome at position {wrong[0]} is {values[wrong[0]]} ({len(wrong)} are neither 0 nor 1).",
            "Code outcomes as 0 and 1 and leave out rows without one.",
        )
    return values == 1


def _checked(outcome: Any, probability: Any, both: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Return outcomes, bool (n,), and probabilities, float64 (n,); refuse what no measure is defined for."""
    outcome = _outcomes(outcome)
    probability = np.asarray(probability, dtype=float)
    if probability.shape != outcome.shape:
        raise ModelDataError(
            f"There are {len(outcome)} outcomes, but the probabilities have shape {probability.shape}.",
            "Give one probability for every outcome.",
        )
    wrong = np.flatnonzero(~((probability >= 0) & (probability <= 1)))
    if len(wrong):
        raise ModelDataError(
            f"The probability at position {wrong[0]} is {probability[wrong[0]]} "
            f"({len(wrong)} are missing or outside 0–1).",
            "Give probabilities, and leave out rows without one.",
        )
    if both and outcome.all() == outcome.any():
        raise ModelDataError(
            f"All {len(outcome)} outcomes are {int(outcome[0])}, so that there is nothing to tell apart.",
            "Measure the fit on rows among which the outcome varies.",
        )
    return outcome, probability
