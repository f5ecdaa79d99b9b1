"""Rows that depend on each other, and the sums that robust covariances are made of.

The error of an estimate is a sum over rows: of their scores, to be multiplied by the inverse of the
information, or of their influence, which is so multiplied already.  Its variance sums products over all pairs
of rows that depend on each other.  A kind of dependence says which these are: its method ``products`` takes k
columns of n numbers, one at a time so that they need not be held together, and returns the sums, float64
(k, k).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.core.given import common_labels, row_labels
from entente.models.data import as_labels


def _numbered(labels: np.ndarray, what: str) -> tuple[np.ndarray, Any]:
    """Number labels from 0 in the order in which they occur; none may be missing."""
    codes, found = pd.factorize(labels)
    if (codes < 0).any():
        raise ModelDataError(
            f"{int((codes < 0).sum())} {what} are missing.", "Leave out their rows before estimating."
        )
    return codes, found


def _kind(labels: np.ndarray) -> str:
    """Return the type of labels, which is one for all numbers."""
    kind = pd.api.types.infer_dtype(labels, skipna=True)
    return "number" if kind in ("integer", "floating", "mixed-integer-float", "decimal") else kind


class Clusters:
    """Rows depend on each other within clusters, such as a state's years, and on no others.

    Parameters
    ----------
    labels : array_like, shape (n,)
        The cluster of each row; ModelDataError is raised if one is missing.
    """

    def __init__(self, labels: Any):
        self.of_row, found = _numbered(as_labels(labels), "clusters")
        self.n = len(found)

    def products(self, columns: Iterable[np.ndarray]) -> np.ndarray:
        """Sum within clusters before products are taken."""
        sums = sums_by(self.of_row, columns, self.n)
        return sums.T @ sums


class Neighbours:
    """Consecutive rows depend on each other, less with each lag and no longer after ``lags`` of them.

    Weights fall linearly to nothing at ``lags`` + 1 rows (Newey and West 1987).
    """

    def __init__(self, lags: int):
        self.lags = lags

    def products(self, columns: Iterable[np.ndarray]) -> np.ndarray:
        """Weigh the products of rows by the lag between them."""
        from statsmodels.stats.sandwich_covariance import S_hac_simple

        return S_hac_simple(np.column_stack(list(columns)), nlags=self.lags)


class Dyads:
    """Rows of dyads depend on all others of either state, in whatever years.

    Summed over the pairs of rows whose dyads share a state, products are

        Σ_states g_s g_s' − Σ_dyads g_d g_d',

    with g_s the sum over all rows of a state and g_d over those of a dyad: rows of dyads with one state in
    common are paired in the sum of that state, rows of one dyad in the sums of both, so that these are taken
    off once (Aronow, Samii & Assenova 2015, *Political Analysis* 23: 564–577, whose multi-way decomposition
    comes to the same).

    Parameters
    ----------
    state_1, state_2 : array_like, shape (n,)
        The two states of each row, in any order: (a, b) and (b, a) are one dyad.
    rows : Index, length n, optional
        Labels of the rows, which the states must have too if they are Series.

    Raises
    ------
    ModelDataError
        If a state is missing, a row pairs a state with itself, or labels differ.
    """

    def __init__(self, state_1: Any, state_2: Any, rows: pd.Index | None = None):
        labels = {"rows": rows, "first states": row_labels(state_1), "second states": row_labels(state_2)}
        common_labels(labels, ModelDataError)
        one, other = as_labels(state_1), as_labels(state_2)
        kinds = [_kind(one), _kind(other)]
        if kinds[0] != kinds[1]:
            raise ModelDataError(
                f"The first states are given as {kinds[0]}, the second as {kinds[1]}: none would be shared.",
                "Name the states alike in both columns.",
            )
        codes, states = _numbered(np.concatenate([one, other]), "states")
        first, second = np.split(codes, [len(one)])
        alone = np.flatnonzero(first == second)
        if len(alone):
            raise ModelDataError(
                f"{len(alone)} rows pair a state with itself, the first at position {alone[0]}.",
                "A dyad has two states: leave out these rows before estimating.",
            )
        self.n_states = len(states)
        numbered = np.minimum(first, second) * self.n_states + np.maximum(first, second)
        self.of_row, dyads = pd.factorize(numbered)
        self.n = len(dyads)
        #: Positions among the states of the two that make a dyad, (2, n).
        self.members = np.stack(np.divmod(dyads, self.n_states))

    def products(self, columns: Iterable[np.ndarray]) -> np.ndarray:
        """Sum by state, and take off once what is paired in both states of a dyad."""
        by_dyad = sums_by(self.of_row, columns, self.n)
        by_state = sum(sums_by(states, by_dyad.T, self.n_states) for states in self.members)
        return by_state.T @ by_state - by_dyad.T @ by_dyad


#: A kind of dependence.
Dependence = Clusters | Neighbours | Dyads


def sums_by(of_row: np.ndarray, columns: Iterable[np.ndarray], n: int) -> np.ndarray:
    """Sum each column over the rows of each of n groups, float64 (n, k)."""
    return np.column_stack([np.bincount(of_row, column, n) for column in columns])
