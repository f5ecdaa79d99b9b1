"""Conditional fixed-effects negative binomial regression for panels of counts.

The estimator of Hausman, Hall and Griliches (1984), which Stata has as ``xtnbreg, fe``.  In group i the count
of row t is negative binomial with mean ``λ_it δ_i`` and variance ``λ_it δ_i (1 + δ_i)``, where
``λ_it = exp(x_it β)`` and δ_i is the group's own dispersion.  Given the group's total, δ_i drops
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
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.linalg import solve_triangular
from statsmodels.base.model import LikelihoodResultsWrapper
from statsmodels.tools.sm_exceptions import ConvergenceWarning, HessianInversionWarning, ModelWarning

from entente.core.errors import ModelDataError
from entente.core.given import common_labels, row_labels
from entente.models.conditional_negative_binomial.likelihood import ConditionalLikelihood
from entente.models.data import DroppedGroupsWarning, ModelData, as_labels, check_counts, model_data
from entente.models.dependence import Clusters
from entente.models.named_model import MaximumLikelihoodModel
from entente.models.newton import maximise
from entente.models.results import (
    MaximumLikelihoodResults,
    NamedCovariance,
    check_covariance,
    inverse_information,
)


@dataclass(frozen=True)
class Dropped:
    """What a conditional model was given and does not use.

    Rows with a missing value are counted; groups are named by their labels: those that have one row after
    that, and larger ones whose counts are all 0.
    """

    rows_missing: int
    groups_with_one_row: tuple
    groups_without_events: tuple


class ConditionalNegativeBinomial(MaximumLikelihoodModel):
    """Negative binomial regression of counts, conditional on the total of each group.

    Parameters
    ----------
    endog : array_like or Series, shape (n,)
        Counts: whole numbers of at least 0.
    exog : array_like or DataFrame, shape (n, k)
        Regressors, with the constant if there is to be one.
    groups : array_like or Series, shape (n,)
        Label of each row's group, of any type; rows may come in any order.

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

    def __init__(self, endog: Any, exog: Any, groups: Any):
        if groups is None:
            raise ModelDataError("No groups were given.", "Give the label of each row's group.")
        data = model_data(endog, exog, groups=groups)
        check_counts(data)
        data, self.dropped = _informative(data)
        super().__init__(*data.design, groups=data.groups)
        if not self.k_constant:
            warnings.warn(
                "There is no constant among the regressors, so that its coefficient is forced to be 0.",
                ModelWarning,
                stacklevel=2,
            )
        self.kept = data.kept
        self._codes, self.group_labels = pd.factorize(self.groups)
        self.nobs, self.n_groups = len(self._codes), len(self.group_labels)
        self.df_model = self.exog.shape[1] - self.k_constant
        self.df_resid = self.nobs - self.exog.shape[1]
        self._likelihood = ConditionalLikelihood(self.endog, self.exog, self._codes)

    def loglike(self, params: np.ndarray) -> float:
        """Logarithm of the conditional likelihood at coefficients (k,), all constants included."""
        return self._likelihood.value(self.named(params))

    def score(self, params: np.ndarray) -> np.ndarray:
        """First derivatives of :meth:`loglike`, (k,)."""
        return self._likelihood.derivatives(self.named(params))[0]

    def hessian(self, params: np.ndarray) -> np.ndarray:
        """Second derivatives of :meth:`loglike`, (k, k)."""
        return self._likelihood.derivatives(self.named(params))[1]

    def predict(self, params: np.ndarray, exog: Any = None) -> np.ndarray:
        """Predicted counts exp(x β), (m,), of a group whose dispersion is 1.

        They are those of ``exog``, (m, k), or by default of the rows estimated on, in the order given.
        """
        return self._predicted(
            self.named(params), self.exog if exog is None else self.new_regressors(exog)[0]
        )

    def _predicted(self, params: np.ndarray, exog: np.ndarray) -> np.ndarray:
        return np.exp(exog @ params)

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
        start_params : array_like or Series, shape (k,), optional
            Default: zeros.
        cov_type : {"nonrobust", "cluster"}
            Inverse of the observed information, or the sandwich of it and the outer products of the scores
            of clusters.
        cov_kwds : dict, optional
            For "cluster": ``groups``, a label for every row given to the model, or for every row estimated
            on, if a Series with the labels of these rows, by default the model's own groups;
            ``use_correction``, by default true, to multiply by C/(C − 1) for C clusters.  A group must lie
            in one cluster, because its rows have no likelihood of their own.
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
        kwds = dict(cov_kwds or {})
        if cov_type == "cluster":
            kwds["groups"] = self._labels_of_rows(kwds.get("groups"))
        kwds = check_covariance(cov_type, kwds, ("nonrobust", "cluster"), self.nobs)
        clusters = self._clusters(kwds["groups"]) if kwds else None
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
        covariance = _covariance(likelihood, found.point, clusters, kwds.get("use_correction", True))
        if covariance is None:
            warnings.warn(
                "The information is not positive definite at the estimates: there are no standard errors.",
                HessianInversionWarning,
                stacklevel=2,
            )
            covariance = np.full(triangle.shape, np.nan)
        back = solve_triangular(triangle, np.eye(len(triangle)))
        params, covariance = back @ found.point, back @ covariance @ back.T
        return ConditionalNegativeBinomialResultsWrapper(
            ConditionalNegativeBinomialResults(self, params, covariance, found, cov_type)
        )

    def _start(self, start_params: Any) -> np.ndarray:
        k = self.exog.shape[1]
        start = np.zeros(k) if start_params is None else self.named(start_params, "starting values")
        with np.errstate(over="ignore", invalid="ignore"):
            finite = np.isfinite(self.exog @ start).all()
        if not finite:
            raise ModelDataError(
                f"The starting values {start} predict nothing finite.",
                "Give one moderate number for each regressor.",
            )
        return start

    def _clusters(self, of_row: np.ndarray) -> Clusters:
        """Return which groups are in one cluster, given the cluster of each row."""
        codes, (_, first) = self._codes, np.unique(self._codes, return_index=True)
        divided = codes[of_row != of_row[first][codes]]
        if len(divided):
            raise ModelDataError(
                f"{len(np.unique(divided))} groups lie in two clusters or more, the first is "
                f"{self.group_labels[divided.min()]}.",
                "Cluster by groups or sets of groups: the rows of a group have no likelihood of their own.",
            )
        clusters = Clusters(of_row[first])
        if clusters.n < 2:
            raise ModelDataError("All groups lie in one cluster.", "Give at least two clusters.")
        return clusters

    def _labels_of_rows(self, clusters: Any) -> np.ndarray:
        """Return the clusters of the rows estimated on; by default their groups."""
        if clusters is None:
            return self.groups
        labels, index = as_labels(clusters), row_labels(clusters)
        if labels.shape == self.kept.shape:
            labels, index = labels[self.kept], None if index is None else index[self.kept]
        common_labels({"rows of the model": self.data.row_labels, "clusters": index}, ModelDataError)
        return labels


class ConditionalNegativeBinomialResults(MaximumLikelihoodResults):
    """Estimates and what is inferred from them; what was estimated on, and what not, the model tells."""

    def _told(self) -> tuple[str, dict[str, Any], dict[str, Any], list[str]]:
        sizes, dropped = pd.Series(self.model.groups).value_counts(), self.model.dropped
        left = {
            "Model": "Conditional neg. binomial",
            "Log-Likelihood": f"{self.llf:.5g}",
            "Covariance Type": self.cov_type,
            "Converged": self.converged,
            "Iterations": self.iterations,
        }
        right = {
            "No. Observations": self.nobs,
            "No. Groups": self.model.n_groups,
            "Rows a group": f"{sizes.min()} / {sizes.mean():.1f} / {sizes.max()}",
            "Rows missing": dropped.rows_missing,
            "Groups of one row": len(dropped.groups_with_one_row),
            "Groups without events": len(dropped.groups_without_events),
        }
        title = "Conditional Fixed-Effects Negative Binomial Regression Results"
        return title, left, right, []


class ConditionalNegativeBinomialResultsWrapper(NamedCovariance, LikelihoodResultsWrapper):
    """The same results, with the names of the regressors where these are known."""


def _informative(data: ModelData) -> tuple[ModelData, Dropped]:
    """Leave out the groups whose conditional likelihood is 1 whatever the coefficients, and warn of them."""
    codes, labels = pd.factorize(data.groups)
    single = np.bincount(codes) == 1
    barren = ~single & (np.bincount(codes, weights=data.endog) == 0)
    out = (single | barren)[codes]
    dropped = Dropped(int((~data.kept).sum()), tuple(labels[single]), tuple(labels[barren]))
    if not out.any():
        return data, dropped
    reason = f"{single.sum()} with one row, {barren.sum()} without events"
    if out.all():
        raise ModelDataError(
            f"None of the {len(labels)} groups says anything about the coefficients: {reason}.",
            "Check the group labels; this model compares the rows of a group.",
        )
    groups, rows = f"{(single | barren).sum()} of {len(labels)}", f"{out.sum()} of {len(out)}"
    message = f"{groups} groups dropped ({rows} rows): {reason}."
    warnings.warn(message, DroppedGroupsWarning, stacklevel=3)
    return data.subset(~out), dropped


def _covariance(
    likelihood: ConditionalLikelihood, params: np.ndarray, clusters: Clusters | None, corrected: bool
) -> np.ndarray | None:
    """Return the covariance of the estimates, or None if they have none."""
    inverse = inverse_information(likelihood.derivatives(params)[1])
    if inverse is None or clusters is None:
        return inverse
    meat = clusters.products(likelihood.group_scores(params).T)
    sandwich = inverse @ meat @ inverse
    return sandwich * clusters.n / (clusters.n - 1) if corrected else sandwich
