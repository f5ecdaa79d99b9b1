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
import pandas as pd
from scipy.linalg import solve_triangular
from statsmodels.iolib.summary import Summary
from statsmodels.regression.linear_model import RegressionModel, RegressionResults, RegressionResultsWrapper
from statsmodels.tools.sm_exceptions import ConvergenceWarning

from entente.core.errors import ModelDataError, NonstationaryError
from entente.models.data import check_full_rank, check_magnitude, model_data
from entente.models.named_model import NamedModel
from entente.models.results import ROBUST, NamedCovariance, TidyResults, check_covariance, not_offered
from entente.models.succession import GapWarning, gaps, succession

#: Residuals below this share of the outcome's length are rounding errors (choice).
ROUNDING = 1e-12


#: What to use in place of what is not offered.
_NO_LIKELIHOOD = "It is estimated by least squares: loglike, and cov_params of the results, are there."
_ERRORS_DEPEND = (
    "Errors depend on those before: take predict, and t_test of the regressors for its standard error."
)
_OTHER_RHO = "Each regression has its own rho, so that they are not nested: use wald_test or f_test."


class CochraneOrcutt(NamedModel, RegressionModel):
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
        lies inside the series, or where the periods that label the rows leave some out, there is a gap
        (:func:`entente.models.succession.succession` says which labels are periods).

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
        if found := gaps(self.follows, data.index):
            message = f"The series has {found}: nothing is carried across."
            warnings.warn(message, GapWarning, stacklevel=2)
        self.rho = 0.0
        if self.transformed_rows().sum() <= data.exog.shape[1]:
            raise ModelDataError(
                f"{len(data.endog)} observations, {int(self.follows.sum())} of which follow another, are too "
                f"few for {data.exog.shape[1]} regressors.",
                "Give a longer series, or fewer regressors.",
            )
        super().__init__(*data.design)

    score = not_offered("score", _NO_LIKELIHOOD)
    hessian = not_offered("hessian", _NO_LIKELIHOOD)
    information = not_offered("information", _NO_LIKELIHOOD)
    get_distribution = not_offered("get_distribution", _ERRORS_DEPEND)

    def transformed_rows(self) -> np.ndarray:
        """Return which observations have a transformed one, bool (T,)."""
        return self.follows

    def whiten(self, x: np.ndarray) -> np.ndarray:
        """Take ρ times the period before from each of the n observations that follow one: (n,) or (n, k)."""
        later = np.flatnonzero(self.follows)
        return x[later] - self.rho * x[later - 1]

    def predict(self, params: Any, exog: Any = None) -> np.ndarray:
        """Return x β, (m,), on the scale of the outcome, of ``exog``, (m, k), or else of the observations."""
        return self._predicted(
            self.named(params), self.exog if exog is None else self.new_regressors(exog)[0]
        )

    def _predicted(self, params: np.ndarray, exog: np.ndarray) -> np.ndarray:
        return exog @ params

    def loglike(self, params: Any) -> float:
        """Log-likelihood of the transformed regression under normal errors of the variance that fits best."""
        squares = np.sum((self.wendog - self.wexog @ self.named(params)) ** 2)
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
            ``"cluster"``: ``groups``, a label for each row of the transformed regression (those that
            ``transformed_rows()`` marks), and, if wanted, ``use_correction``.

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
        cov_kwds = self.checked_covariance(cov_type, cov_kwds)
        model = copy.copy(self)
        change, iterations = np.inf, 0
        while iterations < maxiter and not change < tol:
            rho = model._autocorrelation(model._residuals())
            change, iterations = abs(rho - model.rho), iterations + 1
            model._accept(rho)
        converged = bool(change < tol)
        if not converged:
            message = (
                f"rho is {model.rho:.6g} after {iterations} iterations, but still changes by {change:.2g}."
            )
            warnings.warn(message, ConvergenceWarning, stacklevel=2)
        k = model.wexog.shape[1]
        # statsmodels would count as degrees of freedom the rank that it finds without regard to units.
        model.df_model, model.df_resid = float(k - model.k_constant), model.nobs - k
        regression = RegressionModel.fit(model, method="qr")
        results = CochraneOrcuttResults(
            model,
            np.asarray(regression.params),
            model.normalized_cov_params,
            scale=regression.scale,
            cov_type=cov_type,
            cov_kwds=cov_kwds,
            use_t=True,
        )
        results.rho, results.iterations, results.converged = model.rho, iterations, converged
        return CochraneOrcuttResultsWrapper(results)

    def checked_covariance(self, cov_type: str, cov_kwds: dict | None) -> dict:
        """Return the keywords of a covariance that ``fit`` can be asked for, or raise ModelDataError."""
        chosen, labels = self.transformed_rows(), self.data.row_labels
        rows = None if labels is None else labels[chosen]
        return check_covariance(cov_type, cov_kwds, ROBUST, int(chosen.sum()), rows)

    def _residuals(self) -> np.ndarray:
        """Take x β from the outcome, β of the transformed regression; before the first ρ, of the series."""
        started = self.rho != 0
        exog, endog = (self.wexog, self.wendog) if started else (self.exog, self.endog)
        orthonormal, triangle = np.linalg.qr(exog)
        return self.endog - self.exog @ solve_triangular(triangle, orthonormal.T @ endog)

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


class CochraneOrcuttResults(TidyResults, RegressionResults):
    """Estimates of an autoregressive regression.

    They have what statsmodels' regression results have: ``params``, ``bse``, ``llf``, ``fvalue``,
    ``rsquared`` and so on, all of the transformed regression, with Student's t; ``resid``, ``fittedvalues``
    and ``predict`` (x β) on the scale of the outcome, ``wresid`` on that of the transformed regression.

    Attributes
    ----------
    rho : float
        Autocorrelation of the errors.
    iterations : int
        How often it was estimated.
    converged : bool
        Whether it changed by less than the tolerance in the end.
    """

    rho: float
    iterations: int
    converged: bool

    get_prediction = not_offered("get_prediction", _ERRORS_DEPEND)
    summary2 = not_offered("summary2", "Use summary, which has rho and a Durbin-Watson that knows of gaps.")
    compare_f_test = not_offered("compare_f_test", _OTHER_RHO)
    compare_lm_test = not_offered("compare_lm_test", _OTHER_RHO)
    compare_lr_test = not_offered("compare_lr_test", _OTHER_RHO)

    def get_robustcov_results(
        self, cov_type: str = "HC1", use_t: bool | None = None, **cov_kwds: Any
    ) -> RegressionResults:
        """Return the same estimates with other standard errors; what may be asked for is said at ``fit``."""
        if cov_kwds.pop("use_self", False):
            return super().get_robustcov_results(cov_type, use_t, use_self=True, **cov_kwds)
        cov_kwds = self.model.checked_covariance(cov_type, cov_kwds)
        results = super().get_robustcov_results(cov_type, use_t, **cov_kwds)
        results.rho, results.iterations, results.converged = self.rho, self.iterations, self.converged
        return CochraneOrcuttResultsWrapper(results)

    @property
    def durbin_watson(self) -> float:
        """Durbin–Watson statistic of the transformed residuals."""
        rows = self.model.transformed_rows()
        residuals = np.full(len(rows), np.nan)
        residuals[rows] = self.wresid
        return _durbin_watson(residuals, self.model.follows)

    @property
    def durbin_watson_original(self) -> float:
        """Durbin–Watson statistic of the residuals of least squares, without regard to autocorrelation."""
        orthonormal, _ = np.linalg.qr(self.model.exog)
        residuals = self.model.endog - orthonormal @ (orthonormal.T @ self.model.endog)
        return _durbin_watson(residuals, self.model.follows)

    @property
    def fits_worse_than_mean(self) -> bool:
        """Whether the mean of the transformed outcome leaves smaller squares than the regression.

        This can be so for Prais–Winsten, where a transformed constant is no constant; there is no R² then,
        nor F, and Stata gives none.
        """
        return bool(self.k_constant and self.ess < -1e-12 * self.centered_tss)

    @property
    def rsquared(self) -> float:
        """R² of the transformed regression: centred if the regressors span a constant, as in Stata."""
        return np.nan if self.fits_worse_than_mean else super().rsquared

    @property
    def fvalue(self) -> float:
        """F of all regressors but the constant; a Wald statistic unless ``cov_type`` is nonrobust."""
        without = self.df_model == 0 or (self.fits_worse_than_mean and self.cov_type == "nonrobust")
        return np.nan if without else super().fvalue

    def summary(self, *args: Any, **kwargs: Any) -> Summary:
        """Return statsmodels' summary table, with the autocorrelation; arguments as there."""
        summary = super().summary(*args, **kwargs)
        ending = "converged" if self.converged else "NOT CONVERGED"
        before, after = self.durbin_watson_original, self.durbin_watson
        # statsmodels takes the rows on both sides of a gap for neighbours.
        for *_, name, value in summary.tables[2] if len(summary.tables) > 2 else ():
            if "Durbin-Watson" in name.data:
                value.data = f"{after:8.3f}"
        summary.extra_txt = (
            f"rho: {self.rho:.7g} ({self.iterations} iterations, {ending})\n"
            f"Durbin-Watson: {before:.6f} original, {after:.6f} transformed\n"
            f"{summary.extra_txt or ''}"
        )
        return summary


class CochraneOrcuttResultsWrapper(NamedCovariance, RegressionResultsWrapper):
    """The same with the names of rows and columns."""

    @property
    def wresid(self) -> np.ndarray | pd.Series:
        """Transformed residuals, labelled by the observations that they belong to."""
        model = self._results.model
        labels = model.data.row_labels
        if labels is None:
            return self._results.wresid
        return pd.Series(self._results.wresid, index=labels[model.transformed_rows()])


def _durbin_watson(residuals: np.ndarray, follows: np.ndarray) -> float:
    """Squared changes from one period to the next, over squares; missing residuals count in neither."""
    changes = np.diff(residuals)[follows[1:]]
    return float(np.nansum(changes**2) / np.nansum(residuals**2))
