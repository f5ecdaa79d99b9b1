"""Covariances of a logit of dyads: clustered by dyad, and robust to states that dyads share."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from entente.core.errors import ModelDataError
from entente.models.dependence import Clusters, Dependence, Dyads

#: Share of the largest eigenvalue below which a negative one is the rounding of zero (choice).
ROUNDING = 1e-12


class IndefiniteCovarianceWarning(UserWarning):
    """A dyadic-robust covariance was not positive semidefinite, and its negative part was set to zero."""


@dataclass(frozen=True, eq=False)
class DyadicCovariance:
    """Covariance of k coefficients.

    Attributes
    ----------
    matrix : ndarray of float64, shape (k, k)
        Symmetric and positive semidefinite.
    n_negative : int
        Eigenvalues that were negative and have been set to zero; 0 if nothing had to be mended.
    """

    matrix: np.ndarray
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
    state_1, state_2 : array_like or Series, shape (n,)
        The two states of each row, in any order: (a, b) and (b, a) are one dyad.  Series must have the labels
        of the rows that the logit was fitted to, in the same order.

    Returns
    -------
    DyadicCovariance

    Raises
    ------
    ModelDataError
        If the states do not fit the rows or have other labels, one is missing, a row pairs a state with
        itself, there is one dyad only, or the information matrix is singular.
    """
    dyads = _dyads(results, state_1, state_2)
    n, k = results.model.exog.shape
    if dyads.n == 1:
        raise ModelDataError(f"All {n} rows are of one dyad.", "Clustering by dyad needs at least two.")
    factor = dyads.n / (dyads.n - 1) * (n - 1) / (n - k)
    return _sandwich(results, Clusters(dyads.of_row), factor)


def dyadic_robust(results: Any, state_1: Any, state_2: Any) -> DyadicCovariance:
    """Covariance that allows any correlation among the rows of dyads that share a state, in whatever years.

    The estimator of Aronow, Samii & Assenova (2015, *Political Analysis* 23: 564–577), see
    :class:`entente.models.dependence.Dyads`; as in their article there is no small-sample factor.

    The sum of products need not be positive semidefinite.  Negative eigenvalues are then set to zero, after
    Cameron, Gelbach & Miller 2011 (*Journal of Business & Economic Statistics* 29: 238–249), which makes no
    variance smaller, and IndefiniteCovarianceWarning tells how many.  The eigenvalues are taken in the metric
    of the information matrix, so that the units of the regressors do not matter (a choice).

    Arguments and errors are those of :func:`dyad_clustered`; ModelDataError is raised if every dyad shares a
    state with every other.
    """
    dyads = _dyads(results, state_1, state_2)
    # Only stars and triangles of dyads have no two that are apart.
    if dyads.n_states <= 3 or np.bincount(dyads.members.ravel()).max() == dyads.n:
        raise ModelDataError(
            f"Each of the {dyads.n} dyads shares a state with every other, so all rows may be correlated.",
            "A dyadic-robust covariance needs dyads without a state in common.",
        )
    return _sandwich(results, dyads)


def _dyads(results: Any, state_1: Any, state_2: Any) -> Dyads:
    n, shapes = len(results.model.exog), [np.shape(state_1), np.shape(state_2)]
    if shapes != [(n,), (n,)]:
        raise ModelDataError(
            f"The logit has {n} rows, but the states have shapes {shapes}.",
            "Give the two states of every row that was estimated on, and of no other.",
        )
    return Dyads(state_1, state_2, results.model.data.row_labels)


def _sandwich(results: Any, dependence: Dependence, factor: float = 1.0) -> DyadicCovariance:
    """Return factor · information⁻¹ · products of scores · information⁻¹, without its negative part."""
    from scipy.linalg import LinAlgError, eigh

    model, params = results.model, np.asarray(results.params)
    with np.errstate(over="ignore"):  # of exp(−x·β), where the probability is 0 to all digits
        by_predictor, information = model.score_factor(params), -model.hessian(params)
    meat = factor * dependence.products(by_predictor * column for column in model.exog.T)
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
    return DyadicCovariance((matrix + matrix.T) / 2, negative)
