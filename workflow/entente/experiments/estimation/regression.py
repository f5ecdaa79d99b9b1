"""Least squares with names: robust and clustered covariances, contrasts with their own degrees of freedom."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import linalg, stats

from entente.core.errors import ExperimentInputError
from entente.core.given import as_array, as_numbers, common_labels, is_pandas, row_labels
from entente.experiments.estimate import Estimate
from entente.experiments.estimation.sandwich import Clusters, Sandwich, fit_arrays, row_name

#: Below so many degrees of freedom, tests of clustered designs are known not to keep their level.
FEW = 4


class FewDegreesOfFreedomWarning(UserWarning):
    """An estimate has so few degrees of freedom that its test cannot be relied on."""


class Wald(NamedTuple):
    """A joint test that several combinations of coefficients are zero: F(df1, df2) and its p."""

    F: float
    df1: int
    df2: float
    p: float


@dataclass(frozen=True, eq=False)
class LeastSquares:
    """Coefficients of n rows on k named columns, with a robust covariance.

    Attributes
    ----------
    sandwich : Sandwich
        The fit of the arrays and its covariance.
    columns : Index, length k
    """

    sandwich: Sandwich
    columns: pd.Index

    @property
    def params(self) -> pd.Series:
        """Coefficients by column."""
        return pd.Series(self.sandwich.fit.coefficients, self.columns)

    @property
    def bse(self) -> pd.Series:
        """Standard errors by column."""
        return pd.Series(np.sqrt(self.sandwich.covariance.diagonal()), self.columns)

    @cached_property
    def df(self) -> pd.Series:
        """Degrees of freedom by column."""
        return pd.Series([self.sandwich.df(unit) for unit in np.eye(len(self.columns))], self.columns)

    @property
    def cov(self) -> pd.DataFrame:
        """Covariance of the coefficients."""
        return pd.DataFrame(self.sandwich.covariance, self.columns, self.columns)

    @property
    def n(self) -> int:
        """Rows."""
        return len(self.sandwich.fit.residuals)

    def contrast(self, weights: Mapping[str, float] | pd.Series) -> Estimate:
        """Return a combination of the coefficients, with its own degrees of freedom.

        Parameters
        ----------
        weights : mapping or Series
            Weight by column; columns that are left out weigh nothing.

        Raises
        ------
        ExperimentInputError
            If a column is not one of the fit's, a weight is no finite number, or all are zero.

        Warns
        -----
        FewDegreesOfFreedomWarning
            If the degrees of freedom are below 4.
        """
        c = self._weights(weights)
        variance = float(c @ self.sandwich.covariance @ c)
        estimate = Estimate(float(c @ self.sandwich.fit.coefficients), variance**0.5, self.sandwich.df(c))
        warn_of_few(estimate.df, f"The contrast of {', '.join(map(str, self.columns[c != 0]))}")
        return estimate

    def wald(self, contrasts: Iterable[Mapping[str, float] | pd.Series]) -> Wald:
        """Test that all of q combinations of coefficients are zero.

        F = (Rβ)′(RVR′)⁻¹(Rβ)/q is referred to F(q, n − k), with clusters to F(q, G − 1).

        Parameters
        ----------
        contrasts : iterable of mapping or Series
            Weights by column, as in :meth:`contrast`.

        Raises
        ------
        ExperimentInputError
            As in :meth:`contrast`; or if there is no combination, or one follows from the others, or they are
            more than the covariance can tell apart (its rank is at most the number of clusters).
        """
        R = np.array([self._weights(weights) for weights in contrasts])
        if not len(R):
            raise ExperimentInputError("There is no contrast to test.", "Give one at least.")
        values, covariance = R @ self.sandwich.fit.coefficients, R @ self.sandwich.covariance @ R.T
        scale = np.sqrt(covariance.diagonal())
        correlation = covariance / np.outer(scale, scale) if scale.all() else np.zeros_like(covariance)
        if np.linalg.matrix_rank(correlation, tol=1e-10) < len(R):
            raise ExperimentInputError(
                f"The covariance of the {len(R)} contrasts has a lower rank: one of them follows from the "
                "others or has no error, or there are as many as clusters.",
                "Test fewer.",
            )
        q, df2 = len(R), self.sandwich.joint_df
        t = values / scale
        F = float(t @ linalg.solve(correlation, t, assume_a="pos") / q)
        return Wald(F, q, df2, float(stats.f.sf(F, q, df2)))

    def _weights(self, weights: Mapping[str, float] | pd.Series) -> np.ndarray:
        """Return the weights of all columns as an array."""
        given = dict(weights.items())
        unknown = [str(name) for name in given if name not in self.columns]
        if unknown:
            raise ExperimentInputError(
                f"{', '.join(unknown)}: no such column in the fit.",
                f"Its columns are {', '.join(map(str, self.columns))}.",
            )
        c = np.zeros(len(self.columns))
        c[self.columns.get_indexer(list(given))] = list(given.values())
        if not np.isfinite(c).all() or not c.any():
            raise ExperimentInputError(
                f"The weights {given} are no contrast.", "Give finite ones, not all 0."
            )
        return c


def least_squares(
    y: Any,
    X: Any,
    cov: str = "HC2",
    clusters: Any = None,
    weights: Any = None,
    *,
    satterthwaite: bool = False,
) -> LeastSquares:
    """Weighted least squares with a robust covariance.

    With M = (X′WX)⁻¹, residuals e and h_i = w_i x_i′Mx_i:

    - HC0, HC1, HC2, HC3: M [Σ w_i² a_i e_i² x_i x_i′] M, a_i = 1, n/(n − k), 1/(1 − h_i), 1/(1 − h_i)²;
    - CR0, CR1: M [Σ_g X_g′W_g e_g e_g′W_g X_g] M, times 1 or G/(G − 1) · (n − 1)/(n − k);
    - CR2: with A_g before e_g, the pseudo-inverse root of
      B_g = I − X_gMX_g′W_g − W_gX_gMX_g′ + X_gM(X′W²X)MX_g′;
    - svy: HC0 · n/(n − 1), with clusters CR0 · G/(G − 1), the linearization of survey sampling.

    Degrees of freedom are n − k for rows, Satterthwaite's for CR2, and G − 1 for the other clustered ones.

    Parameters
    ----------
    y : array_like or Series, shape (n,)
    X : array_like or DataFrame, shape (n, k)
        No constant is added.  Columns of an array are called ``const`` if constant, ``x1``, ``x2``, … else.
    cov : str
    clusters : array_like or Series, shape (n,), optional
        Label of each row's cluster.
    weights : array_like or Series, shape (n,), optional
        Positive.
    satterthwaite : bool
        Whether HC2 takes the degrees of freedom that CR2 has with each row as a cluster.

    Raises
    ------
    ExperimentInputError
        If lengths or labels differ; a value is missing or infinite; a weight is not positive; a column is a
        combination of others; HC2 or HC3 meets a row of leverage 1; there is one cluster; or the covariance
        does not go with (or without) clusters.

    Notes
    -----
    HC2 is of MacKinnon & White (1985); CR2 and its degrees of freedom are of Bell & McCaffrey (2002), in the
    form of Pustejovsky & Tipton (2018), for independent errors of equal variance.
    """
    parts = {"outcome": y, "regressors": X, "clusters": clusters, "weights": weights}
    index = common_labels({role: row_labels(part) for role, part in parts.items()}, ExperimentInputError)
    outcome, matrix = as_numbers(y, "outcome", ExperimentInputError), _matrix(X)
    index = pd.RangeIndex(len(matrix)) if index is None else index
    columns = _column_names(X, matrix)
    _check_lengths(parts, len(matrix))
    refuse_missing(outcome, "outcome", index)
    for position in np.flatnonzero(~np.isfinite(matrix).all(axis=0)):
        refuse_missing(matrix[:, position], f"column {columns[position]}", index)
    fit = fit_arrays(
        outcome,
        matrix,
        None if weights is None else positive_weights(weights, index),
        columns=columns,
        index=index,
    )
    grouped = None if clusters is None else clusters_of(clusters, index)
    return LeastSquares(Sandwich(fit, cov, grouped, satterthwaite), columns)


def _matrix(X: Any) -> np.ndarray:
    matrix = as_numbers(X, "regressors", ExperimentInputError)
    if matrix.ndim != 2 or not matrix.size:
        raise ExperimentInputError(
            f"The regressors have the shape {matrix.shape}.",
            "Give a row each unit and a column each regressor.",
        )
    return matrix


def _column_names(X: Any, matrix: np.ndarray) -> pd.Index:
    """Return the names of the columns, each of which must occur once."""
    if is_pandas(X):
        names = pd.Index(X.columns)
    else:
        constant = (matrix == matrix[0]).all(axis=0)
        names = pd.Index(["const" if constant[i] else f"x{i + 1}" for i in range(matrix.shape[1])])
    if names.has_duplicates:
        twice = names[names.duplicated()][0]
        raise ExperimentInputError(f"The column {twice} stands twice.", "Give each column one name, once.")
    return names


def _check_lengths(parts: Mapping[str, Any], n: int) -> None:
    for role, part in parts.items():
        if part is not None and role != "regressors" and np.shape(part) != (n,):
            raise ExperimentInputError(
                f"The regressors have {n} rows, and the {role} the shape {np.shape(part)}.",
                "Give one value each row.",
            )


def refuse_missing(values: np.ndarray, name: str, index: pd.Index) -> None:
    """Raise the error that names the first row whose value is missing or infinite."""
    bad = np.flatnonzero(~np.isfinite(values))
    if bad.size:
        raise ExperimentInputError(
            f"The {name} is {values[bad[0]]} in row {row_name(index, bad[0])} ({bad.size} such rows).",
            "Leave these rows out before, and say how many.",
        )


def positive_weights(weights: Any, index: pd.Index) -> np.ndarray:
    """Return weights as numbers; an error names the first row in which one is missing or not positive."""
    values = as_numbers(weights, "weights", ExperimentInputError)
    bad = np.flatnonzero(~(np.isfinite(values) & (values > 0)))
    if bad.size:
        raise ExperimentInputError(
            f"The weight of row {row_name(index, bad[0])} is {values[bad[0]]:g} ({bad.size} such rows).",
            "Give every row a positive weight, or leave out the rows that have none, and say how many.",
        )
    return values


def clusters_of(labels: Any, index: pd.Index) -> Clusters:
    """Return the clusters of rows; an error names the first row that has none."""
    codes = pd.factorize(as_array(labels, "the clusters", ExperimentInputError))[0]
    missing = np.flatnonzero(codes < 0)
    if missing.size:
        raise ExperimentInputError(
            f"The cluster of row {row_name(index, missing[0])} is missing ({missing.size} such rows).",
            "Give every row its cluster.",
        )
    return Clusters(codes)


def warn_of_few(df: float, what: str) -> None:
    """Warn if degrees of freedom are fewer than tests can be relied on with."""
    if df < FEW:
        warnings.warn(
            f"{what} has {df:.2g} degrees of freedom, fewer than {FEW}: its test does not keep its level. "
            "Use randomization inference.",
            FewDegreesOfFreedomWarning,
            stacklevel=3,
        )
