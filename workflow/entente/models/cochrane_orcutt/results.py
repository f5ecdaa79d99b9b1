"""Estimates of a regression with first-order autoregressive errors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from statsmodels.iolib.summary import Summary
from statsmodels.regression.linear_model import RegressionModel, RegressionResults, RegressionResultsWrapper

from entente.models.results import TidyResults


class CochraneOrcuttResults(TidyResults, RegressionResults):
    """Estimates of an autoregressive regression.

    They have what statsmodels' regression results have: ``params``, ``bse``, ``llf``, ``fvalue``,
    ``rsquared`` and so on, all of the transformed regression, with Student's t; ``resid``, ``fittedvalues``
    and ``predict`` (x β) on the scale of the outcome, ``wresid`` on that of the transformed regression.

    Parameters
    ----------
    model : CochraneOrcutt
        Transformed with the last ρ.
    regression : RegressionResults
        The transformed regression.
    iterations, converged
        How the iterations ended.
    cov_type : str
        Kind of standard errors.
    cov_kwds : dict or None
        What it needs.

    Attributes
    ----------
    rho : float
        Autocorrelation of the errors.
    iterations : int
        How often it was estimated.
    converged : bool
        Whether it changed by less than the tolerance in the end.
    """

    def __init__(
        self,
        model: RegressionModel,
        regression: RegressionResults,
        *,
        iterations: int,
        converged: bool,
        cov_type: str,
        cov_kwds: dict | None,
    ):
        super().__init__(
            model,
            np.asarray(regression.params),
            model.normalized_cov_params,
            scale=regression.scale,
            cov_type=cov_type,
            cov_kwds=cov_kwds,
            use_t=True,
        )
        self.rho, self.iterations, self.converged = model.rho, iterations, converged

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
    def rsquared_adj(self) -> float:
        """R², adjusted for the number of regressors."""
        return 1 - (self.nobs - self.k_constant) / self.df_resid * (1 - self.rsquared)

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
        summary.extra_txt = (
            f"rho: {self.rho:.7g} ({self.iterations} iterations, {ending})\n"
            f"Durbin-Watson: {before:.6f} original, {after:.6f} transformed\n"
            f"{summary.extra_txt or ''}"
        )
        return summary


class CochraneOrcuttResultsWrapper(RegressionResultsWrapper):
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
