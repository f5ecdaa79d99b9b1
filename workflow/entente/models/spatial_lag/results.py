"""Estimates of a spatial lag by two-stage least squares, with tests of its instruments."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.base.model import LikelihoodModelResults, LikelihoodResultsWrapper
from statsmodels.base.wrapper import union_dicts
from statsmodels.iolib.summary import Summary

from entente.core.errors import ModelDataError
from entente.models.data import check_full_rank
from entente.models.dependence import Clusters
from entente.models.results import NamedCovariance, TidyResults, not_offered
from entente.models.spatial_lag.projection import Columns, basis_of

#: Why a method of other results is not offered.
OF_PARTNERS = "It depends on the outcomes of partners: fittedvalues and resid are of the rows estimated on."
_NO_LIKELIHOOD = "It is estimated by two-stage least squares: compare models with wald_test."


class Errors:
    """How errors depend on each other, and the covariances that follow."""

    def __init__(self, cov_type: str, n: int, free: int, kwds: dict[str, Any]):
        self.cov_type, self._free, self._factor = cov_type, free, 1.0
        self.clusters = None if cov_type == "nonrobust" else Clusters(kwds.get("groups", np.arange(n)))
        if cov_type == "cluster":
            if self.clusters.n < 2:
                raise ModelDataError("All rows lie in one cluster.", "Give at least two clusters.")
            if kwds.get("use_correction", True):
                self._factor = self.clusters.n / (self.clusters.n - 1)

    def products(self, columns: np.ndarray, residuals: np.ndarray) -> np.ndarray:
        """Covariance, (k, k), of the sums of columns, (n, k), times errors."""
        if self.clusters is None:
            return columns.T @ columns * (residuals @ residuals / self._free)
        return self._factor * self.clusters.products((columns * residuals[:, None]).T)


class SpatialLagResults(TidyResults, LikelihoodModelResults):
    """Estimates of a spatial lag.

    Attributes
    ----------
    nobs, df_model, df_resid : int
    cov_type : str
    error_variance : float
        ``e'e / (n − effects)``.
    fittedvalues, resid : ndarray, shape (n,)
        ``ρ W y + X β`` and effects, and the outcome less that.
    """

    llf = property(not_offered("llf", _NO_LIKELIHOOD))
    predict = not_offered("predict", OF_PARTNERS)

    def __init__(self, model: Any, given: Columns, errors: Errors):
        regressors = np.column_stack([given.regressors, given.lag])
        self._exogenous = np.column_stack([given.regressors, given.instruments])
        basis = basis_of(self._exogenous)
        fitted = basis @ (basis.T @ regressors)
        check_full_rank(fitted, tuple(model.data.param_names))
        bread = np.linalg.inv(fitted.T @ fitted)
        params = bread @ (fitted.T @ given.outcome)
        self.resid = given.outcome - regressors @ params
        covariance = bread @ errors.products(fitted, self.resid) @ bread
        super().__init__(model, params, normalized_cov_params=covariance, scale=1.0, use_t=False)
        self.error_variance = float(self.resid @ self.resid / (model.nobs - model.effects_rank))
        self.nobs, self.df_model, self.df_resid = model.nobs, model.df_model, model.df_resid
        self.cov_type, self._errors, self._columns = errors.cov_type, errors, given
        self.fittedvalues = model.endog - self.resid

    @property
    def first_stage(self) -> pd.Series:
        """How well the instruments explain the lag: F, df_num, df_denom, p_value, partial_r2.

        F is that of all instruments in the regression of W y on regressors and instruments, under the errors
        of the fit: of one variance, or else a Wald statistic over the number of instruments.
        """
        model, q = self.model, len(self.model.instruments)
        given = self._columns
        own = basis_of(given.regressors)
        lag, instruments = (part - own @ (own.T @ part) for part in (given.lag, given.instruments))
        coefficients = np.linalg.lstsq(instruments, lag, rcond=None)[0]
        residuals = lag - instruments @ coefficients
        denominator = model.df_resid + 1 - q
        if self._errors.clusters is None:
            f = (lag @ lag - residuals @ residuals) / q / (residuals @ residuals / denominator)
        else:
            moments = instruments.T @ instruments @ coefficients
            f = _quadratic(moments, self._errors.products(instruments, residuals)) / q
            if self.cov_type == "cluster":
                denominator = self._errors.clusters.n - 1
        explained = 1 - residuals @ residuals / (lag @ lag)
        p = stats.f.sf(f, q, denominator)
        values = {"F": f, "df_num": q, "df_denom": denominator, "p_value": p, "partial_r2": explained}
        return pd.Series(values, name="first stage", dtype=float)

    @property
    def overidentification(self) -> pd.Series:
        """Test that the instruments are no regressors: statistic, df, p_value; missing if there is one alone.

        Sargan's under errors of one variance; else Hansen's J of the two-step estimator, missing too if
        there are no more clusters than moments.
        """
        model, df = self.model, len(self.model.instruments) - 1
        statistic = np.nan
        if df and self._errors.clusters is None:
            basis = basis_of(self._exogenous)
            share = np.sum((basis.T @ self.resid) ** 2) / (self.resid @ self.resid)
            statistic = (model.nobs - model.effects_rank) * share
        elif df:
            statistic = self._hansen()
        values = {"statistic": statistic, "df": df, "p_value": stats.chi2.sf(statistic, df) if df else np.nan}
        return pd.Series(values, name="overidentification", dtype=float)

    def _hansen(self) -> float:
        """J: the moments of the two-step estimator, weighted by their covariance at the first step."""
        basis = basis_of(self._exogenous)
        if self._errors.clusters.n <= basis.shape[1]:
            return np.nan
        spread = self._errors.products(basis, self.resid)
        outcome = basis.T @ self._columns.outcome
        regressors = basis.T @ np.column_stack([self._columns.regressors, self._columns.lag])
        weighted = np.linalg.solve(spread, regressors)
        params = np.linalg.solve(regressors.T @ weighted, weighted.T @ outcome)
        return _quadratic(outcome - regressors @ params, spread)

    def summary(self, alpha: float = 0.05) -> Summary:
        """Return a table of the estimates as statsmodels', without date and time, with both tests below.

        Parameters
        ----------
        alpha : float, default 0.05
            The confidence limits are those of 1 − alpha.
        """
        model, first, over = self.model, self.first_stage, self.overidentification
        left = {"Model": "Spatial lag", "Method": "2SLS", "Covariance Type": self.cov_type}
        right = {
            "No. Observations": self.nobs,
            "Isolates": int(model.isolates.sum()),
            "Absorbed effects": model.effects_rank,
        }
        sides = ([(f"{name}:", [str(told)]) for name, told in side.items()] for side in (left, right))
        summary = Summary()
        title, (left, right) = "Spatial Lag Results", sides
        summary.add_table_2cols(self, gleft=[("Dep. Variable:", None), *left], gright=right, title=title)
        names = {"xname": model.data.param_names, "yname": model.endog_names}
        summary.add_table_params(self, alpha=alpha, use_t=False, **names)
        summary.add_extra_txt(
            [
                f"Instruments: {', '.join(model.instruments)}.",
                f"First stage: F = {first['F']:.4g}, p = {first['p_value']:.3g}.",
                f"Overidentification: {over['statistic']:.4g} ({over['df']:.0f}), p = {over['p_value']:.3g}.",
            ]
        )
        return summary


class SpatialLagResultsWrapper(NamedCovariance, LikelihoodResultsWrapper):
    """The same results, with the names of rows and parameters."""

    _attrs = {"fittedvalues": "rows", "resid": "rows"}
    _wrap_attrs = union_dicts(LikelihoodResultsWrapper._wrap_attrs, _attrs)


def _quadratic(moments: np.ndarray, spread: np.ndarray) -> float:
    """Moments weighted by the inverse of their covariance; missing where it has none."""
    try:
        return float(moments @ np.linalg.solve(spread, moments))
    except np.linalg.LinAlgError:
        return np.nan
