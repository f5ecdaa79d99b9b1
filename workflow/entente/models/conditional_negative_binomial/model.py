"""Conditional fixed-effects negative binomial regression for panels of counts.

The estimator of Hausman, Hall and Griliches (1984), which Stata has as ``xtnbreg, fe``.  In group i the count
of row t is negative binomial with mean ``λ_it δ_i`` and variance ``λ_it δ_i (1 + δ_i)``, where
``λ_it = exp(x_it β + offset_it)`` and δ_i is the group's own dispersion.  Given the group's total, δ_i drops
out.  With Λ_i = Σ_t λ_it and Y_i = Σ_t y_it,

    ln L_i = ln Γ(Λ_i) + ln Γ(Y_i + 1) − ln Γ(Λ_i + Y_i)
             + Σ_t [ln Γ(λ_it + y_it) − ln Γ(λ_it) − ln Γ(y_it + 1)]

so that estimates do not suffer from the number of groups.  A group with one row, or with no event, has
ln L_i = 0 whatever the coefficients: such groups are dropped and counted.

What to know before using it
----------------------------
*It is not a true fixed-effects model.*  δ_i scales mean and dispersion together; it is no intercept.
Regressors that do not vary within groups, the constant among them, therefore get coefficients, and stable
differences between groups that are not in the regressors are not swept out as they are in the conditional
Poisson model (Allison and Waterman 2002).  It removes group intercepts only if these happen to be a certain
function of the dispersions (Guimarães 2008).

*The constant is not added.*  It is identified and must be among the regressors: without it, its value is
forced to be 0.  It sets the scale of λ, and so how much the counts vary given their total.  As it grows, the
likelihood becomes that of the conditional Poisson model; where the counts vary less than that, it grows
without end, and the fit says that it did not converge.

*The likelihood need not be concave.*  The search is safe far from a maximum, but which of several it finds
depends on ``start_params``.

References
----------
Allison, P. D., and R. P. Waterman (2002). Fixed-effects negative binomial regression models. Sociological
Methodology 32: 247–265.
Guimarães, P. (2008). The fixed effects negative binomial model revisited. Economics Letters 99: 63–66.
Hausman, J., B. H. Hall, and Z. Griliches (1984). Econometric models for count data with an application to
the patents–R&D relationship. Econometrica 52: 909–938.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
from scipy.linalg import solve_triangular
from statsmodels.base.model import LikelihoodModel
from statsmodels.stats.sandwich_covariance import group_sums
from statsmodels.tools.sm_exceptions import ConvergenceWarning, HessianInversionWarning, ModelWarning

from entente.core.errors import ModelDataError
from entente.models.conditional_negative_binomial.informative_groups import cluster_codes, informative
from entente.models.conditional_negative_binomial.likelihood import ConditionalLikelihood
from entente.models.conditional_negative_binomial.results import (
    ConditionalNegativeBinomialResults,
    ConditionalNegativeBinomialResultsWrapper,
)
from entente.models.conversion import as_vector
from entente.models.data import check_counts, model_data
from entente.models.newton import maximise
from entente.models.results import inverse_information


class ConditionalNegativeBinomial(LikelihoodModel):
    """Negative binomial regression of counts, conditional on the total of each group.

    Parameters
    ----------
    endog : array_like or Series, shape (n,)
        Counts: whole numbers of at least 0.
    exog : array_like or DataFrame, shape (n, k)
        Regressors, with the constant if there is to be one.
    groups : array_like or Series, shape (n,)
        Label of each row's group, of any type; rows may come in any order.
    offset : array_like or Series, shape (n,), optional
        Added to x β: the logarithm of a known scale of λ, such as exposure.

    Attributes
    ----------
    nobs, n_groups : int
        Rows and groups estimated on.
    group_labels : ndarray
        Labels of the groups estimated on, in the order in which they first occur.
    dropped : Dropped
        Rows and groups that were left out, and why.
    kept : ndarray of bool, shape (n,)
        Which of the rows given are estimated on.

    Warns
    -----
    DroppedRowsWarning
        If rows are left out for missing values.
    DroppedGroupsWarning
        If groups are left out because they have one row, or no event.
    ModelWarning
        If no constant is among the regressors, nor a combination of regressors that is constant.

    Raises
    ------
    ModelDataError
        If the data are no counts, infinite, collinear, empty, or their lengths or indexes differ.
    """

    def __init__(self, endog: Any, exog: Any, groups: Any, offset: Any = None):
        if groups is None:
            raise ModelDataError("No groups were given.", "Give the label of each row's group.")
        data = model_data(endog, exog, groups=groups, offset=offset)
        check_counts(data)
        data, self.dropped = informative(data)
        super().__init__(*data.design, groups=data.groups, offset=data.offset)
        if not self.k_constant:
            warnings.warn(
                "There is no constant among the regressors, so that its coefficient is forced to be 0.",
                ModelWarning,
                stacklevel=2,
            )
        self.kept = data.kept
        codes, self.group_labels = pd.factorize(self.groups)
        self.nobs, self.n_groups, self.group_sizes = len(codes), len(self.group_labels), np.bincount(codes)
        self.df_model = self.exog.shape[1] - self.k_constant
        self.df_resid = self.nobs - self.exog.shape[1]
        offset = np.zeros(self.nobs) if self.offset is None else self.offset
        self._likelihood = ConditionalLikelihood(self.endog, self.exog, offset, codes)

    def loglike(self, params: np.ndarray) -> float:
        """Logarithm of the conditional likelihood at coefficients (k,), all constants included."""
        return self._likelihood.value(np.asarray(params))

    def score(self, params: np.ndarray) -> np.ndarray:
        """First derivatives of :meth:`loglike`, (k,)."""
        return self._likelihood.derivatives(np.asarray(params))[0]

    def score_groups(self, params: np.ndarray) -> np.ndarray:
        """First derivatives by group, (n_groups, k), in the order of ``group_labels``."""
        return self._likelihood.group_scores(np.asarray(params))

    def hessian(self, params: np.ndarray) -> np.ndarray:
        """Second derivatives of :meth:`loglike`, (k, k)."""
        return self._likelihood.derivatives(np.asarray(params))[1]

    def predict(self, params: np.ndarray, exog: Any = None, offset: Any = None) -> np.ndarray:
        """Predicted counts exp(x β + offset) of a group whose dispersion is 1.

        Parameters
        ----------
        params : array_like, shape (k,)
        exog : array_like, shape (m, k), optional
            By default the rows estimated on, in the order given.
        offset : array_like, shape (m,), optional
            By default that of the rows estimated on, or 0 with an ``exog``.

        Returns
        -------
        ndarray of float64, shape (m,)
        """
        if exog is None:
            exog = self.exog
            offset = self.offset if offset is None else offset
        linear = np.asarray(exog, dtype=float) @ np.asarray(params)
        return np.exp(linear if offset is None else linear + np.asarray(offset, dtype=float))

    def fit(
        self,
        start_params: Any = None,
        cov_type: str = "nonrobust",
        cov_kwds: dict[str, Any] | None = None,
        maxiter: int = 100,
    ) -> ConditionalNegativeBinomialResultsWrapper:
        """Maximise the likelihood by Newton's method.

        Parameters
        ----------
        start_params : array_like, shape (k,), optional
            Default: zeros.
        cov_type : {"nonrobust", "cluster"}
            Inverse of the observed information, or the sandwich of it and the outer products of the scores
            of clusters, times C/(C − 1) for C clusters.
        cov_kwds : dict, optional
            For "cluster" ``{"groups": labels}``, one for every row given to the model, or for every row
            estimated on.  Default: the model's own groups.  A group must lie in one cluster, because its rows
            have no likelihood of their own.
        maxiter : int, default 100
            Most Newton steps.

        Returns
        -------
        ConditionalNegativeBinomialResultsWrapper
            Around :class:`ConditionalNegativeBinomialResults`.

        Warns
        -----
        ConvergenceWarning
            If no maximum was found: the estimates are then where the search ended, ``converged`` is False.
        HessianInversionWarning
            If the information is not positive definite there: standard errors are then missing.

        Raises
        ------
        ModelDataError
            If starting values or clusters do not fit the data, or the kind of covariance is unknown.
        """
        clusters = cluster_codes(self, cov_type, cov_kwds or {})
        likelihood, triangle = self._likelihood.orthonormal()
        start = triangle @ self._start(start_params)
        found = maximise(likelihood.value, likelihood.derivatives, start, maxiter)
        if not found.converged:
            warnings.warn(
                f"No maximum of the likelihood was found: {found.reason}. The regressors may separate the "
                "counts, or the counts may vary too little for this model (its constant then grows without "
                "end); otherwise give other start_params or a larger maxiter.",
                ConvergenceWarning,
                stacklevel=2,
            )
        covariance = _covariance(likelihood, found.point, clusters)
        if covariance is None:
            warnings.warn(
                "The information is not positive definite at the estimates: there are no standard errors.",
                HessianInversionWarning,
                stacklevel=2,
            )
            covariance = np.full(triangle.shape, np.nan)
        back = solve_triangular(triangle, np.eye(len(triangle)))
        params, covariance = back @ found.point, back @ covariance @ back.T
        results = ConditionalNegativeBinomialResults(self, params, covariance, found, cov_type, clusters)
        return ConditionalNegativeBinomialResultsWrapper(results)

    def _start(self, start_params: Any) -> np.ndarray:
        k = self.exog.shape[1]
        start = np.zeros(k) if start_params is None else as_vector(start_params, "vector of starting values")
        with np.errstate(over="ignore", invalid="ignore"):
            fits = len(start) == k and np.isfinite(self.exog @ start).all()
        if not fits:
            raise ModelDataError(
                f"The starting values {start} do not fit {k} regressors, or predict nothing finite.",
                "Give one moderate number for each regressor.",
            )
        return start


def _covariance(
    likelihood: ConditionalLikelihood, params: np.ndarray, clusters: np.ndarray | None
) -> np.ndarray | None:
    """Return the covariance of the estimates, or None if they have none."""
    inverse = inverse_information(likelihood.derivatives(params)[1])
    if inverse is None or clusters is None:
        return inverse
    scores = group_sums(likelihood.group_scores(params), clusters)
    return inverse @ (scores.T @ scores) @ inverse * len(scores) / (len(scores) - 1)
