"""Covariances of a logit of dyads: clustered by dyad, and robust to states that dyads share."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError

#: Share of the largest eigenvalue below which a negative one is the rounding of zero (choice).
ROUNDING = 1e-12


class IndefiniteCovarianceWarning(UserWarning):
    """A dyadic-robust covariance was not positive semidefinite, and its negative part was set to zero."""


@dataclass(frozen=True, eq=False)
class DyadicCovariance:
    """Covariance of k coefficients, and what it is estimated from.

    Attributes
    ----------
    matrix : ndarray of float64, shape (k, k)
        The covariance, symmetric and positive semidefinite.
    n_dyads : int
        Dyads among the rows.
    n_states : int
        States among the rows.
    n_negative : int
        Eigenvalues that were negative and have been set to zero; 0 if nothing had to be mended.
    """

    matrix: np.ndarray
    n_dyads: int
    n_states: int
    n_negative: int

    @property
    def std_errors(self) -> np.ndarray:
        """Standard errors, float64 (k,); refer them to the normal distribution, as statsmodels does."""
        return np.sqrt(self.matrix.diagonal())


def dyad_clustered(results: Any, state_1: Any, state_2: Any) -> DyadicCovariance:
    """Covariance that allows any correlation among the rows of one dyad, and none between dyads.

    The small-sample factor is that of statsmodels' clustered covariances, G/(G − 1) · (n − 1)/(n − k) for G
    dyads, n rows and k coefficients, and the result is the same; but its k columns are summed by dyad without
    an array of n × k scores.

    Parameters
    ----------
    results : statsmodels BinaryResults
        A fitted logit of n rows.
    state_1, state_2 : array_like, shape (n,)
        The two states of each row, in any order: (a, b) and (b, a) are one dyad.

    Returns
    -------
    DyadicCovariance

    Raises
    ------
    ModelDataError
        If the states do not fit the rows, one is missing, a row pairs a state with itself, there is one dyad
        only, or the information matrix is singular.
    """
    dyads = _Dyads.of(results, state_1, state_2)
    n, k = results.model.exog.shape
    if dyads.n == 1:
        raise ModelDataError(f"All {n} rows are of one dyad.", "Clustering by dyad needs at least two.")
    scores = dyads.scores(results)
    factor = dyads.n / (dyads.n - 1) * (n - 1) / (n - k)
    return _sandwich(results, factor * scores.T @ scores, dyads)


def dyadic_robust(results: Any, state_1: Any, state_2: Any) -> DyadicCovariance:
    """Covariance that allows any correlation among the rows of dyads that share a state, in whatever years.

    Summed over the pairs of rows whose dyads share a state, products of scores are

        Σ_states g_s g_s' − Σ_dyads g_d g_d',

    with g_s the sum of the scores of all rows of a state and g_d of a dyad: rows of dyads with one state in
    common are paired in the sum of that state, rows of one dyad in the sums of both, so that these are taken
    off once (Aronow, Samii & Assenova 2015, *Political Analysis* 23: 564–577, whose multi-way decomposition
    comes to the same).  As in their article there is no small-sample factor.

    The difference need not be positive semidefinite.  Negative eigenvalues are then set to zero, after
    Cameron, Gelbach & Miller 2011 (*Journal of Business & Economic Statistics* 29: 238–249), which makes no
    variance smaller.  The eigenvalues are taken in the metric of the information matrix, so that the units of
    the regressors do not matter (a choice).

    Parameters
    ----------
    results : statsmodels BinaryResults
        A fitted logit of n rows.
    state_1, state_2 : array_like, shape (n,)
        The two states of each row, in any order.

    Returns
    -------
    DyadicCovariance

    Warns
    -----
    IndefiniteCovarianceWarning
        If negative eigenvalues were set to zero.

    Raises
    ------
    ModelDataError
        If the states do not fit the rows, one is missing, a row pairs a state with itself, every dyad shares
        a state with every other, or the information matrix is singular.
    """
    dyads = _Dyads.of(results, state_1, state_2)
    # Only stars and triangles of dyads have no two that are apart.
    if dyads.n_states <= 3 or np.bincount(dyads.members.ravel()).max() == dyads.n:
        raise ModelDataError(
            f"Each of the {dyads.n} dyads shares a state with every other, so all rows may be correlated.",
            "A dyadic-robust covariance needs dyads without a state in common.",
        )
    by_dyad = dyads.scores(results)
    by_state = sum(_sums(by_dyad, states, dyads.n_states) for states in dyads.members)
    return _sandwich(results, by_state.T @ by_state - by_dyad.T @ by_dyad, dyads)


@dataclass(frozen=True, eq=False)
class _Dyads:
    """The dyad of each row, int (n,), and the positions of each dyad's two states, int (2, dyads)."""

    of_row: np.ndarray
    members: np.ndarray
    n_states: int

    @property
    def n(self) -> int:
        """Number of dyads."""
        return self.members.shape[1]

    @classmethod
    def of(cls, results: Any, state_1: Any, state_2: Any) -> _Dyads:
        """Number the dyads of the rows, (a, b) and (b, a) alike."""
        columns = [np.asarray(state_1), np.asarray(state_2)]
        n = len(results.model.exog)
        if any(column.shape != (n,) for column in columns):
            raise ModelDataError(
                f"The logit has {n} rows, but the states have shapes {[column.shape for column in columns]}.",
                "Give the two states of every row that was estimated on, and of no other.",
            )
        codes, states = pd.factorize(np.concatenate(columns))
        if (codes < 0).any():
            raise ModelDataError(
                f"{int((codes < 0).sum())} states are missing.", "Leave out their rows before estimating."
            )
        lower, upper = np.minimum(codes[:n], codes[n:]), np.maximum(codes[:n], codes[n:])
        alone = np.flatnonzero(lower == upper)
        if len(alone):
            raise ModelDataError(
                f"{len(alone)} rows pair a state with itself, the first at position {alone[0]}.",
                "A dyad has two states: leave out these rows before estimating.",
            )
        of_row, pairs = pd.factorize(lower * len(states) + upper)
        return cls(of_row, np.stack(np.divmod(pairs, len(states))), len(states))

    def scores(self, results: Any) -> np.ndarray:
        """Return the scores, summed over the rows of each dyad, float64 (dyads, k)."""
        model = results.model
        with np.errstate(over="ignore"):  # of exp(−x·β), where the probability is 0 to all digits
            by_predictor = model.score_factor(np.asarray(results.params))
        columns = [np.bincount(self.of_row, by_predictor * column, self.n) for column in model.exog.T]
        return np.column_stack(columns)


def _sums(values: np.ndarray, groups: np.ndarray, n_groups: int) -> np.ndarray:
    """Sum the rows of each group, float64 (groups, k)."""
    return np.column_stack([np.bincount(groups, column, n_groups) for column in values.T])


def _sandwich(results: Any, meat: np.ndarray, dyads: _Dyads) -> DyadicCovariance:
    """Return information⁻¹ · meat · information⁻¹ without the negative part that it may have."""
    from scipy.linalg import LinAlgError, eigh

    with np.errstate(over="ignore"):  # as above
        information = -results.model.hessian(np.asarray(results.params))
    try:
        # Vectors V and values Λ with V'·information·V = 1, so that the sandwich is V Λ V'.
        values, vectors = eigh(meat, information)
    except LinAlgError:
        raise ModelDataError(
            "The information matrix of the logit is singular.",
            "Leave out collinear or separating regressors.",
        ) from None
    negative = int((values < -ROUNDING * np.abs(values).max()).sum())
    if negative:
        message = (
            f"{negative} of {len(values)} eigenvalues of a dyadic-robust covariance were negative; set to 0."
        )
        warnings.warn(message, IndefiniteCovarianceWarning, stacklevel=3)
    matrix = (vectors * values.clip(0)) @ vectors.T
    return DyadicCovariance((matrix + matrix.T) / 2, dyads.n, dyads.n_states, negative)
