"""Linear regression with first-order autoregressive errors: Cochrane–Orcutt and Prais–Winsten, iterated.

The estimators of Cochrane and Orcutt (1949) and of Prais and Winsten (1954), as Stata's ``prais`` has them
with and without ``corc``: the autocorrelation is the regression of the residuals on those one period before,
without a constant, and is estimated anew until it no longer changes.  (``GLSAR`` of statsmodels takes it from
the Yule–Walker equations and stops after a few rounds, which gives other numbers.)
"""

from __future__ import annotations

import copy
import warnings
from typing import Any

import numpy as np
from scipy.linalg import solve_triangular
from statsmodels.regression.linear_model import RegressionModel, RegressionResultsWrapper
from statsmodels.tools.sm_exceptions import ConvergenceWarning

from entente.core.errors import ModelDataError, NonstationaryError
from entente.models.cochrane_orcutt.results import CochraneOrcuttResults, CochraneOrcuttResultsWrapper
from entente.models.data import check_full_rank, check_magnitude, model_data
from entente.models.results import ROBUST, check_covariance
from entente.models.succession import succession, warn_of_gaps

#: Residuals below this share of the outcome's length are rounding errors (choice).
ROUNDING = 1e-12


class CochraneOrcutt(RegressionModel):
    r"""Regression ``y_t = x_t β + e_t`` with errors ``e_t = ρ e_{t−1} + u_t``, by Cochrane–Orcutt iterations.

    Least squares give residuals e, these give ``ρ = Σ e_t e_{t−1} / Σ e²_{t−1}``, and least squares of
    ``y_t − ρ y_{t−1}`` on ``x_t − ρ x_{t−1}`` give the next coefficients, until ρ no longer changes.  A
    constant becomes ``1 − ρ``.  Nothing keeps ρ below 1.  An observation that has none before it (the first,
    and each one after a gap) has no transformed one: it is used in the first regression and as a predecessor.

    Parameters
    ----------
    endog : array_like or Series, shape (T,)
        The outcome, in order of time.
    exog : array_like, DataFrame or Series, shape (T, k) or (T,)
        The regressors; a constant is not added.  Rows with a missing value are dropped and counted; where one
        lies inside the series, or where numbers, dates or periods that label the rows leave some out, there
        is a gap.

    Attributes
    ----------
    follows : ndarray of bool, shape (T,)
        Whether an observation follows the one before without a gap.

    Warns
    -----
    DroppedRowsWarning
        If a row has a missing value.
    GapWarning
        If the series has gaps.

    Raises
    ------
    ModelDataError
        If the data are unfit (:func:`entente.models.data.model_data`), are not in order of time, have
        numbers beyond 1e±100, or leave no more transformed observations than there are regressors.

    Notes
    -----
    All statistics of fit (R², F, log-likelihood, standard errors) are those of the transformed regression.
    """

    def __init__(self, endog: Any, exog: Any):
        data = model_data(endog, exog)
        check_magnitude(data)
        self.follows = succession(data)
        warn_of_gaps(self.follows, data.index)
        self.rho = 0.0
        if self.transformed_rows().sum() <= data.exog.shape[1]:
            raise ModelDataError(
                f"{len(data.endog)} observations, {int(self.follows.sum())} of which follow another, are too "
                f"few for {data.exog.shape[1]} regressors.",
                "Give a longer series, or fewer regressors.",
            )
        super().__init__(*data.design)

    def transformed_rows(self) -> np.ndarray:
        """Return which observations have a transformed one, bool (T,)."""
        return self.follows

    def whiten(self, x: np.ndarray) -> np.ndarray:
        """Take ρ times the period before from each of the n observations that follow one: (n,) or (n, k)."""
        later = np.flatnonzero(self.follows)
        return x[later] - self.rho * x[later - 1]

    def loglike(self, params: np.ndarray) -> float:
        """Log-likelihood of the transformed regression under normal errors of the variance that fits best."""
        squares = np.sum((self.wendog - self.wexog @ params) ** 2)
        return float(-self.nobs / 2 * (np.log(2 * np.pi * squares / self.nobs) + 1))

    def fit(
        self, tol: float = 1e-6, maxiter: int = 100, cov_type: str = "nonrobust", cov_kwds: dict | None = None
    ) -> RegressionResultsWrapper:
        """Estimate ρ and the coefficients.

        Parameters
        ----------
        tol : float, default 1e-6
            The iterations end when ρ changes by less.
        maxiter : int, default 100
            The most estimates of ρ.
        cov_type : {"nonrobust", "HC0", "HC1", "HC2", "HC3", "HAC", "cluster"}
            As in statsmodels; ``"HAC"`` are the standard errors of Newey and West (1987), computed on the
            transformed regression and counting lags in its rows, without regard to gaps.
        cov_kwds : dict, optional
            For ``"HAC"``: ``maxlags`` and, if wanted, ``use_correction`` (n / (n − k), as Stata has it); for
            ``"cluster"``: ``groups``, a label for each row of the transformed regression, and, if wanted,
            ``use_correction``.

        Returns
        -------
        CochraneOrcuttResults

        Warns
        -----
        ConvergenceWarning
            If ρ still changes after ``maxiter`` estimates (``converged`` is then False).

        Raises
        ------
        ModelDataError
            If the regressors fit the outcome exactly, or are collinear or 0 once transformed, as a constant
            is at ρ = 1; or if the covariance is unknown, or its keywords are
            (:func:`entente.models.results.check_covariance`).
        """
        check_covariance(cov_type, cov_kwds, ROBUST, int(self.transformed_rows().sum()))
        model = copy.copy(self)
        iterations, change = model._estimate_rho(tol, maxiter)
        converged = bool(change < tol)
        if not converged:
            message = (
                f"rho is {model.rho:.6g} after {iterations} iterations, but still changes by {change:.2g}."
            )
            warnings.warn(message, ConvergenceWarning, stacklevel=2)
        fitted = model._regress()
        results = CochraneOrcuttResults(
            model, fitted, iterations=iterations, converged=converged, cov_type=cov_type, cov_kwds=cov_kwds
        )
        return CochraneOrcuttResultsWrapper(results)

    def _regress(self) -> RegressionResultsWrapper:
        """Least squares of the transformed regression."""
        k = self.wexog.shape[1]
        # statsmodels would count as degrees of freedom the rank that it finds without regard to units.
        self.df_model, self.df_resid = float(k - self.k_constant), self.nobs - k
        return RegressionModel.fit(self, method="qr")

    def _estimate_rho(self, tol: float, maxiter: int) -> tuple[int, float]:
        """Set ρ, and return how often it was estimated and by how much it changed last."""
        change, iterations = np.inf, 0
        while iterations < maxiter and not change < tol:
            residuals = self.endog - self.exog @ self._coefficients()
            rho = self._autocorrelation(residuals)
            change, iterations = abs(rho - self.rho), iterations + 1
            self._accept(rho)
        return iterations, change

    def _coefficients(self) -> np.ndarray:
        """Least squares of the transformed regression; before the first ρ, of the whole series."""
        started = self.rho != 0
        exog, endog = (self.wexog, self.wendog) if started else (self.exog, self.endog)
        orthonormal, triangle = np.linalg.qr(exog)
        return solve_triangular(triangle, orthonormal.T @ endog)

    def _autocorrelation(self, residuals: np.ndarray) -> float:
        later = np.flatnonzero(self.follows)
        before = residuals[later - 1]
        if np.abs(before).max() <= ROUNDING * np.abs(self.endog).max():
            raise ModelDataError(
                f"The regressors fit {self.endog_names} exactly: there is no error to be autocorrelated.",
                "Leave out the regressor that the outcome was made from.",
            )
        return float(residuals[later] @ before / (before @ before))

    def _accept(self, rho: float) -> None:
        """Transform the regression with another ρ."""
        self.rho = rho
        self.initialize()
        try:
            check_full_rank(self.wexog, tuple(self.data.xnames))
        except ModelDataError as error:
            raise ModelDataError(f"Transformed with rho = {rho:.6g}: {error.what}", error.remedy) from None


class PraisWinsten(CochraneOrcutt):
    """Cochrane–Orcutt iterations that keep the observations which have none before them.

    These (the first, and each one after a gap) are multiplied by ``√(1 − ρ²)``, so that their errors have the
    variance of all others.  Parameters and results are those of :class:`CochraneOrcutt`, but the transformed
    regression has T observations, and ρ has to stay between −1 and 1.

    Raises
    ------
    NonstationaryError
        By ``fit``, if an estimate of ρ is −1 or less, or 1 or more.
    """

    def transformed_rows(self) -> np.ndarray:
        """Return which observations have a transformed one, bool (T,): all."""
        return np.ones(len(self.follows), dtype=bool)

    def whiten(self, x: np.ndarray) -> np.ndarray:
        """Take ρ times the period before from each observation; scale those that have none before them."""
        whitened = np.sqrt(1 - self.rho**2) * x
        whitened[self.follows] = super().whiten(x)
        return whitened

    def _accept(self, rho: float) -> None:
        if abs(rho) >= 1:
            raise NonstationaryError(
                f"The autocorrelation of the errors is estimated as {rho:.4f}: their variance grows without "
                "end, so that the first observation has no weight.",
                "Use CochraneOrcutt, which leaves it out, or difference the series.",
            )
        super()._accept(rho)
