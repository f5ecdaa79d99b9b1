"""How much of an outcome's variance regressions explain, and which terms do, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd

#: Resamples whose counts are held at once.
_CHUNK = 100


def resampled_correlations(
    columns: pd.DataFrame, resamples: int, generator: np.random.Generator
) -> np.ndarray:
    """Return the correlations of k columns, none missing, over all rows and over resamples of the rows.

    Resamples are drawn with replacement, whole rows at a time.  A correlation depends on a resample through
    weighted sums of products only, so that all of them come out of one matrix product.  The result, float64
    (1 + resamples, k, k), begins with that of all rows; it is NaN where a column does not vary.
    """
    values = columns.to_numpy(dtype=float)
    rows, k = values.shape
    spread = values.std(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        scaled = (values - values.mean(axis=0)) / spread
    upper = np.triu_indices(k)
    terms = np.column_stack([scaled, scaled[:, upper[0]] * scaled[:, upper[1]]])
    sums = [np.ones((1, rows)) @ terms]
    for first in range(0, resamples, _CHUNK):
        drawn = generator.integers(rows, size=(min(_CHUNK, resamples - first), rows))
        counts = np.stack([np.bincount(draw, minlength=rows) for draw in drawn])
        sums.append(counts.astype(float) @ terms)
    moments = np.concatenate(sums) / rows
    means, products = moments[:, :k], np.empty((1 + resamples, k, k))
    products[:, upper[0], upper[1]] = products[:, upper[1], upper[0]] = moments[:, k:]
    covariance = products - means[:, :, None] * means[:, None, :]
    variance = np.diagonal(covariance, axis1=1, axis2=2)
    deviation = np.sqrt(np.where(variance > 1e-12, variance, np.nan))
    return covariance / (deviation[:, :, None] * deviation[:, None, :])


def r_squared(correlations: np.ndarray, terms: Sequence[int], outcome: int) -> np.ndarray:
    """Return R² of the regression of one column on others, (B,), for each matrix of correlations, (B, k, k).

    Terms and outcome are given by their columns; no terms explain nothing.  NaN where a correlation that is
    needed is missing.
    """
    terms = list(terms)
    among = correlations[:, terms][:, :, terms]
    with_outcome = correlations[:, terms, outcome]
    known = ~(np.isnan(among).any(axis=(1, 2)) | np.isnan(correlations[:, outcome, outcome]))
    explained = np.full(len(correlations), np.nan)
    # The pseudo-inverse stays finite where terms are collinear in a resample.
    inverse = np.linalg.pinv(among[known], hermitian=True)
    explained[known] = np.einsum("bi,bij,bj->b", with_outcome[known], inverse, with_outcome[known])
    return explained


def shapley_parts(
    correlations: np.ndarray, groups: dict[str, Sequence[int]], outcome: int
) -> dict[str, np.ndarray]:
    """Divide R² among groups of terms: by how much each raises it, averaged over all orders of entry.

    The parts, (B,) of each group by name, add up to R² (Lindeman, Merenda & Gold 1980; for groups, Shapley's
    value).  Groups are columns of ``correlations``, (B, k, k), as is the outcome.
    """
    names = list(groups)
    explained = {
        frozenset(chosen): r_squared(correlations, [j for name in chosen for j in groups[name]], outcome)
        for size in range(len(names) + 1)
        for chosen in combinations(names, size)
    }
    parts = {name: np.zeros(len(correlations)) for name in names}
    for chosen, fit in explained.items():
        for name in set(names) - chosen:
            orders = factorial(len(chosen)) * factorial(len(names) - len(chosen) - 1)
            parts[name] += orders / factorial(len(names)) * (explained[chosen | {name}] - fit)
    return parts
