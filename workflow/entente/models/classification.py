"""How well probabilities fit an outcome that happens or not.

numpy and scipy suffice: another library for two areas under curves would be a heavy dependency.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import xlog1py, xlogy

from entente.core.errors import ModelDataError
from entente.core.given import common_labels, row_labels
from entente.models.data import as_vector


def base_rate(outcome: Any) -> float:
    """Share of the outcomes, array_like (n,) of 0 and 1, that are 1; others are a ModelDataError."""
    return float(_outcomes(outcome).mean())


def classification(outcome: Any, probability: Any) -> dict[str, float]:
    """Return measures of fit by name: all are shares, but for ``log_likelihood``.

    Parameters
    ----------
    outcome : array_like or Series, shape (n,)
        What happened: 0 or 1 (or bool), both among them.
    probability : array_like or Series, shape (n,)
        The probability given to 1, from whatever model.

    Returns
    -------
    dict of str to float
        - base_rate: share of the outcomes that are 1;
        - log_likelihood: Σ y ln p + (1 − y) ln(1 − p); −inf if something happened that was given no
          probability;
        - pseudo_r2: McFadden's R², 1 − lnL / lnL₀, where L₀ is the likelihood of the base rate; at most 1;
        - percent_correct: share predicted correctly, from 0 to 1; from a probability of 0.5 on, 1 is
          predicted (at exactly 0.5 a choice, that of Stata);
        - marginal_improvement_in_fit: share of the errors of always predicting the more frequent outcome that
          the prediction avoids, (PCP − P_mode)/(1 − P_mode), where PCP is percent_correct and P_mode the
          share of the more frequent outcome (Maoz 2011, Table 2): at most 1, negative if it makes more;
        - roc_area: area under the receiver operating characteristic, the chance that a random 1 was given a
          higher probability than a random 0, where equals count half (the Mann–Whitney statistic as a share;
          Hanley & McNeil 1982, *Radiology* 143: 29–36): 0.5 for probabilities that say nothing;
        - precision_recall_area: average precision, Σ (R_k − R_{k−1}) P_k over the distinct probabilities from
          the highest down, with R_k the share of the 1s that have at least that probability and P_k the share
          of 1s among all that have.  Nothing is interpolated, and equals enter together, so that the order of
          the rows does not matter (a choice): the base rate for probabilities that say nothing.

    Raises
    ------
    ModelDataError
        If an outcome is neither 0 nor 1, a probability is missing or outside [0, 1], there is no row, the
        lengths or labels differ, or the outcomes are all the same.
    """
    common_labels({"outcomes": row_labels(outcome), "probabilities": row_labels(probability)}, ModelDataError)
    outcome = _outcomes(outcome)
    probability = _probabilities(probability, outcome)
    rate = float(outcome.mean())
    log_likelihood = _log_likelihood(outcome, probability)
    correct, mode = float(((probability >= 0.5) == outcome).mean()), max(rate, 1 - rate)
    # How many 1s, and how many rows, have at least each probability, from the highest down.
    order = np.argsort(probability)[::-1]
    taken = np.append(np.flatnonzero(np.diff(probability[order])), len(order) - 1) + 1
    found = outcome[order].cumsum()[taken - 1]
    return {
        "base_rate": rate,
        "log_likelihood": log_likelihood,
        "pseudo_r2": 1 - log_likelihood / _log_likelihood(outcome, np.full(len(outcome), rate)),
        "percent_correct": correct,
        "marginal_improvement_in_fit": (correct - mode) / (1 - mode),
        "roc_area": _roc_area(found, taken),
        "precision_recall_area": float((np.diff(found, prepend=0) * (found / taken)).sum() / found[-1]),
    }


def _log_likelihood(outcome: np.ndarray, probability: np.ndarray) -> float:
    return float((xlogy(outcome, probability) + xlog1py(~outcome, -probability)).sum())


def _roc_area(found: np.ndarray, taken: np.ndarray) -> float:
    ones, others = np.diff(found, prepend=0), np.diff(taken - found, prepend=0)
    # Pairs of a 1 and a 0 below it, and half of those with equal probabilities.
    right = (ones * (others.sum() - others.cumsum())).sum() + (ones * others).sum() / 2
    return float(right / (ones.sum() * others.sum()))


def _outcomes(outcome: Any) -> np.ndarray:
    """Return what happened as bool (n,)."""
    values = as_vector(outcome, "vector of outcomes")
    if len(values) == 0:
        raise ModelDataError("There are no outcomes.", "Give one outcome a row, at least one.")
    wrong = np.flatnonzero((values != 0) & (values != 1))
    if len(wrong):
        raise ModelDataError(
            f"The outcome at position {wrong[0]} is {values[wrong[0]]} ({len(wrong)} are neither 0 nor 1).",
            "Code outcomes as 0 and 1 and leave out rows without one.",
        )
    return values == 1


def _probabilities(probability: Any, outcome: np.ndarray) -> np.ndarray:
    """Return probabilities as float64 (n,), and refuse outcomes that are all the same."""
    probability = as_vector(probability, "vector of probabilities")
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
    if outcome.all() == outcome.any():
        raise ModelDataError(
            f"All {len(outcome)} outcomes are {int(outcome[0])}, so that there is nothing to tell apart.",
            "Measure the fit on rows among which the outcome varies.",
        )
    return probability
