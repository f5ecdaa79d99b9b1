"""Weighted least squares of plain arrays, and its robust covariances: what loops call.

All is computed in a basis U of the columns of X with U′WU = I.  Each robust covariance is then said by one
n × k matrix F of adjusted rows: it is Σ_g s_g s_g′ in that basis, s_g the sum over the rows of group g of
F_i e_i, where each row is a group of its own unless there are clusters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy import linalg

from entente.core.errors import ExperimentInputError

#: A column is collinear if its part outside the span of those before it is a smaller share of it (choice).
COLLINEAR = 1e-10
#: A leverage, or an eigenvalue, this near to its limit has reached it (choice).
ROUNDING = 1e-10
#: Beside the size of the outcome, a residual this small is the rounding of zero (choice).
NO_RESIDUAL = 1e-12
#: Covariances of rows that are independent, and of rows in clusters; ``svy`` is of both.
ROWS, CLUSTERED = ("HC0", "HC1", "HC2", "HC3", "svy"), ("CR0", "CR1", "CR2", "svy")


@dataclass(frozen=True, eq=False)
class Clusters:
    """Rows by cluster.

    Attributes
    ----------
    codes : ndarray of int, shape (n,)
        Clusters of the rows, numbered from 0 without a gap.
    """

    codes: np.ndarray

    @cached_property
    def sizes(self) -> np.ndarray:
        """Rows of each cluster."""
        return np.bincount(self.codes)

    @cached_property
    def order(self) -> np.ndarray:
        """Rows sorted by cluster."""
        return np.argsort(self.codes, kind="stable")

    @property
    def n(self) -> int:
        """How many clusters there are."""
        return len(self.sizes)

    def sums(self, rows: np.ndarray) -> np.ndarray:
        """Sums of rows, (n,) or (n, k), by cluster."""
        starts = np.concatenate([[0], np.cumsum(self.sizes)[:-1]])
        return np.add.reduceat(rows[self.order], starts, axis=0)

    def by_size(self) -> list[np.ndarray]:
        """For each size s of clusters, the rows of those that have it, (clusters, s)."""
        ends = np.cumsum(self.sizes)
        return [
            self.order[ends[self.sizes == size][:, None] - size + np.arange(size)]
            for size in np.unique(self.sizes)
        ]


@dataclass(frozen=True, eq=False)
class ArrayFit:
    """A least squares fit of n rows and k columns.

    Attributes
    ----------
    coefficients, residuals : ndarray, shapes (k,) and (n,)
    weights, leverage : ndarray, shape (n,)
        w_i (1 without weights) and h_i = w_i x_i′(X′WX)⁻¹x_i.
    basis : ndarray, shape (n, k)
        U = XR⁻¹, with U′WU = I.
    inverse : ndarray, shape (k, k)
        R⁻¹, so that (X′WX)⁻¹ = R⁻¹R⁻¹′.
    weighted : bool
        Whether weights were given.
    index : sequence
        What rows are called in messages.
    """

    coefficients: np.ndarray
    residuals: np.ndarray
    weights: np.ndarray
    leverage: np.ndarray
    basis: np.ndarray
    inverse: np.ndarray
    weighted: bool
    index: Sequence


def fit_arrays(
    y: np.ndarray,
    X: np.ndarray,
    weights: np.ndarray | None = None,
    *,
    columns: Sequence[str] | None = None,
    index: Sequence | None = None,
) -> ArrayFit:
    """Fit y, (n,), on X, (n, k), by least squares with positive weights, (n,); all float64 and finite.

    Columns and rows are called in messages by their positions unless names are given.  ExperimentInputError
    is raised if there are no more rows than columns, or if a column is a combination of others.
    """
    n, k = X.shape
    columns = range(k) if columns is None else columns
    if n <= k:
        raise ExperimentInputError(
            f"There are {n} rows for {k} columns: {', '.join(map(str, columns))}.",
            "Give more rows than columns: leave covariates out, or join arms.",
        )
    root = np.ones(n) if weights is None else np.sqrt(weights)
    orthogonal, triangle = linalg.qr(X * root[:, None], mode="economic", check_finite=False)
    _refuse_collinear(triangle, columns)
    inverse = linalg.solve_triangular(triangle, np.eye(k), check_finite=False)
    coefficients = inverse @ (orthogonal.T @ (root * y))
    residuals = y - X @ coefficients
    return ArrayFit(
        coefficients=coefficients,
        residuals=np.where(np.abs(residuals) > NO_RESIDUAL * np.abs(y).max(), residuals, 0.0),
        weights=root**2 if weights is None else weights,
        leverage=np.einsum("ij,ij->i", orthogonal, orthogonal),
        basis=orthogonal / root[:, None],
        inverse=inverse,
        weighted=weights is not None,
        index=range(n) if index is None else index,
    )


def _refuse_collinear(triangle: np.ndarray, columns: Sequence) -> None:
    """Raise the error that names the first column which is a combination of others, and these."""
    lengths = np.sqrt((triangle**2).sum(axis=0))
    collinear = np.flatnonzero(np.abs(triangle.diagonal()) <= COLLINEAR * lengths)
    if not collinear.size:
        return
    last = collinear[0]
    if not lengths[last]:
        raise ExperimentInputError(f"The column {columns[last]} is zero in all rows.", "Leave it out.")
    shares = linalg.solve_triangular(triangle[:last, :last], triangle[:last, last])
    shares = np.abs(shares) * lengths[:last] / lengths[last]
    others = [str(columns[i]) for i in np.flatnonzero(shares > np.sqrt(COLLINEAR))]
    raise ExperimentInputError(
        f"The column {columns[last]} is a combination of {', '.join(others)}: there is no unique effect.",
        "Leave one of these columns out: a covariate that repeats an arm or a block, or a dummy too many.",
    )


@dataclass(frozen=True, eq=False)
class Sandwich:
    """A robust covariance of the coefficients of a fit.

    Attributes
    ----------
    fit : ArrayFit
    kind : str
        One of ``ROWS`` without clusters, of ``CLUSTERED`` with them.
    clusters : Clusters or None
    satterthwaite : bool
        Whether HC2 takes the degrees of freedom that CR2 has with each row as a cluster, not n − k.
    """

    fit: ArrayFit
    kind: str = "HC2"
    clusters: Clusters | None = None
    satterthwaite: bool = False
    _weighted_basis: np.ndarray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        allowed = ROWS if self.clusters is None else CLUSTERED
        if self.kind not in allowed:
            raise ExperimentInputError(
                f"{self.kind} is no covariance {'without' if self.clusters is None else 'with'} clusters.",
                f"Choose one of {', '.join(allowed)}.",
            )
        if self.clusters is not None and self.clusters.n < 2:
            raise ExperimentInputError(
                "There is one cluster only, so that nothing is known of how clusters differ.",
                "Give the column that tells the clusters of the assignment apart, or none.",
            )
        object.__setattr__(self, "_weighted_basis", self.fit.basis * self.fit.weights[:, None])

    @cached_property
    def rows(self) -> np.ndarray:
        """F, (n, k): w_i U_i, adjusted for the leverage of the row or the cluster."""
        if self.kind in ("HC2", "HC3"):
            _refuse_full_leverage(self.fit, self.kind)
            power = 0.5 if self.kind == "HC2" else 1
            return self._weighted_basis / ((1 - self.fit.leverage) ** power)[:, None]
        return self._rows_of_clusters() if self.kind == "CR2" else self._weighted_basis

    def _rows_of_clusters(self) -> np.ndarray:
        """A_g W_g U_g of each cluster, A_g the pseudo-inverse root of B_g = (I − H)_g (I − H)_g′.

        B_g is I plus a matrix in the span of U_g and W_gU_g; its root is taken in an orthonormal basis of
        that span, for all clusters of a size at once.
        """
        basis, weighted = self.fit.basis, self._weighted_basis
        k = basis.shape[1]
        span, middle = basis, -np.eye(k)
        if self.fit.weighted:
            span = np.hstack([basis, weighted])
            middle = np.block([[self._spread, -np.eye(k)], [-np.eye(k), np.zeros((k, k))]])
        adjusted = np.empty_like(weighted)
        for rows in self.clusters.by_size():
            orthogonal, triangle = np.linalg.qr(span[rows])
            inner = triangle @ middle @ triangle.swapaxes(1, 2)
            inside = orthogonal.swapaxes(1, 2) @ weighted[rows]
            change = _inverse_root(np.eye(inner.shape[1]) + inner) @ inside - inside
            adjusted[rows] = weighted[rows] + orthogonal @ change
        return adjusted

    @cached_property
    def _spread(self) -> np.ndarray:
        """U′W²U, (k, k)."""
        return self._weighted_basis.T @ self._weighted_basis

    def _sums(self, rows: np.ndarray) -> np.ndarray:
        return rows if self.clusters is None else self.clusters.sums(rows)

    @property
    def _factor(self) -> float:
        n, k = self.fit.basis.shape
        groups = n if self.clusters is None else self.clusters.n
        factors = {
            "HC1": n / (n - k),
            "CR1": groups / (groups - 1) * (n - 1) / (n - k),
            "svy": groups / (groups - 1),
        }
        return factors.get(self.kind, 1.0)

    @cached_property
    def covariance(self) -> np.ndarray:
        """Covariance of the coefficients, (k, k)."""
        scores = self._sums(self.rows * self.fit.residuals[:, None]) @ self.fit.inverse.T
        return self._factor * scores.T @ scores

    @property
    def joint_df(self) -> float:
        """Denominator of joint tests: n − k, or one below the number of clusters."""
        n, k = self.fit.basis.shape
        return float(n - k if self.clusters is None else self.clusters.n - 1)

    def df(self, contrast: np.ndarray) -> float:
        """Degrees of freedom of a combination of the coefficients, (k,).

        Satterthwaite's are (Σ_g p_g′p_g)² / Σ_gh (p_g′p_h)², p_g = (I − H)_g′ F_g c; the p_g′p_h are a
        diagonal plus a matrix of low rank, whose squares are summed without an array of all pairs.
        """
        if self.kind != "CR2" and not (self.kind == "HC2" and self.satterthwaite):
            return self.joint_df
        u = self.rows @ (self.fit.inverse.T @ contrast)
        diagonal = self._sums(u**2)
        a, b = self._sums(self.fit.basis * u[:, None]), self._sums(self._weighted_basis * u[:, None])
        left = np.hstack([a, b])
        right = np.hstack([a @ self._spread - b, -a])
        low_rank = np.einsum("gi,gi->g", left, right)
        squares = (diagonal**2).sum() + 2 * (diagonal * low_rank).sum()
        squares += np.einsum("ij,ji->", right.T @ left, right.T @ left)
        return float((diagonal + low_rank).sum() ** 2 / squares)


def row_name(index: Sequence, position: int) -> str:
    """Return what messages call a row, without the types of numpy."""
    label = index[position]
    return repr(label.item() if isinstance(label, np.generic) else label)


def _refuse_full_leverage(fit: ArrayFit, kind: str) -> None:
    """Raise the error that names the row which its own coefficient fits."""
    full = np.flatnonzero(fit.leverage > 1 - ROUNDING)
    if full.size:
        raise ExperimentInputError(
            f"Row {row_name(fit.index, full[0])} has leverage {fit.leverage[full[0]]:.6g}: it is fitted "
            f"exactly, and {kind} is undefined, 0/0 (rows of this kind: {full.size}).",
            "Join its arm, block or category with another, or leave out the column that it alone has.",
        )


def _inverse_root(matrices: np.ndarray) -> np.ndarray:
    """Pseudo-inverse of the roots of symmetric positive semidefinite matrices, (m, s, s)."""
    values, vectors = np.linalg.eigh(matrices)
    positive = values > ROUNDING * np.maximum(values[:, -1:], 1)
    roots = np.where(positive, 1 / np.sqrt(np.where(positive, values, 1)), 0)
    return (vectors * roots[:, None, :]) @ vectors.swapaxes(1, 2)
