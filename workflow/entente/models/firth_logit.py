"""Logit by Firth's penalised likelihood, for rare events and separated outcomes.

The log-likelihood plus half the logarithm of the determinant of its information, ``ln L + ½ ln |X'WX|``, has
a finite maximum whatever the data, and estimates without the bias of first order that maximum likelihood has
where events are few (Firth 1993; Heinze and Schemper 2002).  With one binary regressor the maximum is that of
a table with a half added to each cell.  The penalty draws predictions towards one half: with few events their
mean is above the share of events.

References
----------
Firth, D. (1993). Bias reduction of maximum likelihood estimates. Biometrika 80: 27–38.
Heinze, G., and M. Schemper (2002). A solution to the problem of separation in logistic regression.
Statistics in Medicine 21: 2409–2419.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit
from scipy.stats import chi2
from statsmodels.base.model import LikelihoodResultsWrapper
from statsmodels.tools.sm_exceptions import ConvergenceWarning

from entente.core.errors import ModelDataError
from entente.models.data import check_magnitude, model_data
from entente.models.dependence import Clusters
from entente.models.logit import check_binary
from entente.models.named_model import MaximumLikelihoodModel
from entente.models.newton import Maximum, maximise
from entente.models.results import MaximumLikelihoodResults, NamedCovariance, check_covariance


class FirthLogit(MaximumLikelihoodModel):
    """Logit that maximises the penalised likelihood.

    Parameters
    ----------
    endog : array_like or Series, shape (n,)
        The outcome, 0 or 1.
    exog : array_like, DataFrame or Series, shape (n, k) or (n,)
        Regressors; a constant is not added.

    Attributes
    ----------
    nobs, events : int
        Rows estimated on, and those with outcome 1.
    kept : ndarray of bool
        Which of the rows given are estimated on.

    Warns
    -----
    DroppedRowsWarning
        If rows are left out for missing values.

    Raises
    ------
    ModelDataError
        If the outcome is not 0 and 1, or does not vary; or the data are otherwise unfit.
    """

    def __init__(self, endog: Any, exog: Any):
        data = model_data(endog, exog)
        check_binary(data)
        check_magnitude(data)
        super().__init__(*data.design)
        self.kept, self.nobs, self.events = data.kept, len(data.endog), int(data.endog.sum())
        self.df_model = self.exog.shape[1] - self.k_constant
        self.df_resid = self.nobs - self.exog.shape[1]

    def loglike(self, params: Any) -> float:
        """Penalised log-likelihood at coefficients (k,)."""
        return _value(self.endog, self.exog, self.named(params))

    def score(self, params: Any) -> np.ndarray:
        """First derivatives of :meth:`loglike`, (k,)."""
        return self.score_obs(params).sum(axis=0)

    def score_obs(self, params: Any) -> np.ndarray:
        """What each row adds to :meth:`score`, (n, k): ``(y − π + h (½ − π)) x``, h its leverage."""
        return _derivatives(self.endog, self.exog, self.named(params))[0]

    def hessian(self, params: Any) -> np.ndarray:
        """Second derivatives of :meth:`loglike`, (k, k)."""
        return _derivatives(self.endog, self.exog, self.named(params))[1]

    def information(self, params: Any) -> np.ndarray:
        """Fisher's information of the logit, without the penalty, X'WX, (k, k)."""
        chance = expit(self.exog @ self.named(params))
        return (self.exog.T * (chance * (1 - chance))) @ self.exog

    def predict(self, params: Any, exog: Any = None) -> np.ndarray:
        """Probability of the outcome 1, (m,), of ``exog``, (m, k), or of the rows estimated on."""
        return self._predicted(
            self.named(params), self.exog if exog is None else self.new_regressors(exog)[0]
        )

    def _predicted(self, params: np.ndarray, exog: np.ndarray) -> np.ndarray:
        return expit(exog @ params)

    def fit(
        self,
        start_params: Any = None,
        cov_type: str = "nonrobust",
        cov_kwds: dict[str, Any] | None = None,
        maxiter: int = 100,
    ) -> FirthLogitResultsWrapper:
        """Maximise the penalised likelihood by Newton's method.

        Parameters
        ----------
        start_params : array_like or Series, shape (k,), optional
            Default: zeros.
        cov_type : {"nonrobust", "cluster"}
            Inverse of Fisher's information at the estimates, as R's logistf has it; or the sandwich of it and
            the outer products of the penalised scores of clusters.
        cov_kwds : dict, optional
            For "cluster": ``groups``, a label for every row estimated on; ``use_correction``, by default
            true, to multiply by C/(C − 1) for C clusters.
        maxiter : int, default 100
            Most Newton steps.

        Returns
        -------
        FirthLogitResultsWrapper
            Around :class:`FirthLogitResults`.

        Warns
        -----
        ConvergenceWarning
            If no maximum was found.

        Raises
        ------
        ModelDataError
            If starting values or clusters do not fit the data, or the kind of covariance is unknown.
        """
        kwds = check_covariance(cov_type, cov_kwds, ("nonrobust", "cluster"), self.nobs, self.data.row_labels)
        k = self.exog.shape[1]
        start = np.zeros(k) if start_params is None else self.named(start_params, "starting values")
        found = self._search(start, np.arange(k), maxiter)
        if not found.converged:
            warnings.warn(
                f"No maximum of the penalised likelihood was found: {found.reason}.",
                ConvergenceWarning,
                stacklevel=2,
            )
        covariance = np.linalg.inv(self.information(found.point))
        if kwds:
            covariance = covariance @ self._products(found.point, kwds) @ covariance
        return FirthLogitResultsWrapper(FirthLogitResults(self, found.point, covariance, found, cov_type))

    def _products(self, params: np.ndarray, kwds: dict[str, Any]) -> np.ndarray:
        clusters = Clusters(kwds["groups"])
        if clusters.n < 2:
            raise ModelDataError("All rows lie in one cluster.", "Give at least two clusters.")
        factor = clusters.n / (clusters.n - 1) if kwds.get("use_correction", True) else 1.0
        return factor * clusters.products(self.score_obs(params).T)

    def _search(self, start: np.ndarray, free: np.ndarray, maxiter: int) -> Maximum:
        """Look for the maximum over some parameters, at positions ``free``, the others kept as they start.

        The penalty stays that of all.  Units are those in which regressors have a mean square of 1.
        """
        unit = np.sqrt((self.exog**2).mean(axis=0))
        design = self.exog / unit

        def whole(point: np.ndarray) -> np.ndarray:
            params = start * unit
            params[free] = point
            return params

        def derivatives(point: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            scores, hessian = _derivatives(self.endog, design, whole(point))
            return scores.sum(axis=0)[free], hessian[np.ix_(free, free)]

        found = maximise(
            lambda point: _value(self.endog, design, whole(point)),
            derivatives,
            (start * unit)[free],
            maxiter,
        )
        value = found.value - np.log(1 / unit).sum()
        return Maximum(whole(found.point) / unit, value, found.converged, found.iterations, found.reason)


class FirthLogitResults(MaximumLikelihoodResults):
    """Estimates of a penalised logit; ``llf`` is penalised, and so are ``aic`` and ``bic``."""

    def likelihood_ratio_tests(self) -> pd.DataFrame:
        """Test each coefficient by the penalised likelihood without it: term, statistic, df, p_value.

        Where data are separated the likelihood is far from a parabola, and tests of Wald's kind, as in
        ``tidy()``, are misleading (Heinze and Schemper 2002).  The penalty of both is that of all regressors.
        """
        k, params = len(self.params), np.asarray(self.params)
        statistics = []
        for i in range(k):
            free = np.delete(np.arange(k), i)
            without = self.model._search(np.where(np.arange(k) == i, 0.0, params), free, 100)
            statistics.append(2 * (self.llf - without.value))
        statistics = np.maximum(statistics, 0.0)
        columns = {"term": self.model.data.param_names, "statistic": statistics, "df": 1}
        return pd.DataFrame(columns | {"p_value": chi2.sf(statistics, 1)})

    def _told(self) -> tuple[str, dict[str, Any], dict[str, Any], list[str]]:
        left = {
            "Model": "Logit",
            "Method": "Penalised likelihood (Firth)",
            "Covariance Type": self.cov_type,
            "Converged": self.converged,
        }
        right = {
            "No. Observations": self.nobs,
            "No. Events": self.model.events,
            "Penalised Log-Lik.": f"{self.llf:.5g}",
            "Iterations": self.iterations,
        }
        return "Firth Logit Results", left, right, []


class FirthLogitResultsWrapper(NamedCovariance, LikelihoodResultsWrapper):
    """The same results, with the names of the regressors."""


def _value(endog: np.ndarray, design: np.ndarray, params: np.ndarray) -> float:
    linear = design @ params
    weight = expit(linear) * expit(-linear)
    sign, determinant = np.linalg.slogdet((design.T * weight) @ design)
    if sign <= 0:
        return -np.inf
    return float(-np.logaddexp(0, (1 - 2 * endog) * linear).sum() + determinant / 2)


def _derivatives(endog: np.ndarray, design: np.ndarray, params: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what each row adds to the gradient, (n, k), and the Hessian, (k, k).

    This is minus the information, and the second derivatives of the penalty.  With I = X'WX and
    A_r = ∂I/∂β_r, these are half of ``tr(I⁻¹ ∂A_r/∂β_s) − tr(I⁻¹ A_r I⁻¹ A_s)``, written in the basis Q of
    √W X, of which ``w'/w = 1 − 2π`` and ``w''/w = 1 − 6w`` weigh the rows.
    """
    linear = design @ params
    chance, weight = expit(linear), expit(linear) * expit(-linear)
    basis = np.linalg.qr(design * np.sqrt(weight)[:, None])[0]
    leverage = (basis**2).sum(axis=1)
    scores = design * (endog - chance + leverage * (0.5 - chance))[:, None]
    information = (design.T * weight) @ design
    curvature = (design.T * (leverage * (1 - 6 * weight))) @ design
    turns = np.array([((basis.T * (column * (1 - 2 * chance))) @ basis).ravel() for column in design.T])
    return scores, -information + (curvature - turns @ turns.T) / 2
