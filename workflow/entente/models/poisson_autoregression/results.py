"""Estimates of a Poisson autoregression, their standard errors and multipliers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from statsmodels.base.model import LikelihoodModel, LikelihoodModelResults, LikelihoodResultsWrapper
from statsmodels.base.wrapper import populate_wrapper
from statsmodels.iolib.summary import Summary
from statsmodels.stats.sandwich_covariance import cov_hac_simple, cov_white_simple

from entente.models.poisson_autoregression.search import Found
from entente.models.results import TidyResults, check_covariance, inverse_information

#: Kinds of standard errors that there are.
COVARIANCES = ("nonrobust", "HC0", "HAC")


def covariance(
    model: LikelihoodModel,
    params: np.ndarray,
    free: np.ndarray,
    cov_type: str,
    cov_kwds: dict[str, Any],
) -> np.ndarray:
    """Covariance of the estimates, (p + k, p + k), of the kinds ``COVARIANCES``; see the model's ``fit``.

    NaN for parameters that are not ``free``, or throughout if the information is not positive definite.
    """
    spread = np.full((len(params), len(params)), np.nan)
    chosen = np.ix_(free, free)
    bread = inverse_information(model.hessian(params)[chosen]) if free.any() else None
    if bread is None:
        return spread
    scores = model.score_obs(params)[:, free]
    if cov_type == "HC0":
        bread = cov_white_simple((scores, bread), use_correction=False)
    elif cov_type == "HAC":
        correction = cov_kwds.get("use_correction", False)
        bread = cov_hac_simple((scores, bread), nlags=cov_kwds["maxlags"], use_correction=correction)
    spread[chosen] = bread
    return spread


class PoissonAutoregressionResults(TidyResults, LikelihoodModelResults):
    """Estimates of a Poisson autoregression, with z statistics.

    Parameters
    ----------
    model : PoissonAutoregression
    found : Found
        Where the likelihood is highest.
    spread : ndarray of float64, shape (p + k, p + k)
        Covariance of the estimates.
    cov_type : str
        Of which kind it is.

    Attributes
    ----------
    llf : float
        Log-likelihood.
    converged : bool
        Whether a maximum was found.
    iterations : int
        Newton steps taken.
    edge : str
        Which constraints bind; empty if none does.
    """

    def __init__(self, model: LikelihoodModel, found: Found, spread: np.ndarray, cov_type: str):
        best = found.best
        super().__init__(model, best.point, normalized_cov_params=spread, use_t=False)
        self.cov_type, self.converged, self.iterations = cov_type, best.converged, best.iterations
        self.edge, self.free, self._found = found.edge, found.free, found
        self.nobs = model.nobs
        self.df_model, self.df_resid = len(best.point), model.nobs - len(best.point)

    @property
    def maxima(self) -> pd.DataFrame:
        """Where the searches ended: llf, converged, and the parameters; the first row is what is reported.

        The others, the highest first, are other maxima, and places that are higher than what is reported.
        """
        rows = [
            [maximum.value, maximum.converged, *maximum.point]
            for maximum in (self._found.best, *self._found.others)
        ]
        return pd.DataFrame(rows, columns=["llf", "converged", *self.model.data.param_names])

    def with_covariance(
        self, cov_type: str, cov_kwds: dict[str, Any] | None = None
    ) -> PoissonAutoregressionResultsWrapper:
        """Return the same estimates with other standard errors, see ``fit``, without searching again."""
        check_covariance(cov_type, cov_kwds, COVARIANCES, self.nobs)
        return estimates(self.model, self._found, cov_type, cov_kwds)

    @property
    def fittedvalues(self) -> np.ndarray:
        """Expected counts m_t of the periods after the p-th."""
        return self.model.predict(self.params)

    @property
    def resid(self) -> np.ndarray:
        """Counts less what was expected of them."""
        return self.model.endog[self.model.order :] - self.fittedvalues

    def multipliers(self, at: Any = None) -> pd.DataFrame:
        """Change of the expected count for a change of a regressor by 1: at once, and in the long run.

        Parameters
        ----------
        at : array_like of float64, shape (k,), optional
            Regressors at which it is taken; their means by default.

        Returns
        -------
        DataFrame
            term (regressors that vary), short_run ``(1 − Σ ρ_i) δ_j exp(x δ)``, long_run ``δ_j exp(x δ)``,
            each with its standard error by the delta method; a ρ at 0 counts as known.
        """
        model, params = self.model, np.asarray(self.params)
        at = model.exog.mean(axis=0) if at is None else np.asarray(at, dtype=float)
        rho, delta = np.split(params, [model.order])
        rate, rest = np.exp(at @ delta), 1 - rho.sum()
        long_run = rate * delta
        by_delta = rate * (np.eye(len(delta)) + np.outer(delta, at))
        of_long_run = np.hstack([np.zeros((len(delta), model.order)), by_delta])
        of_short_run = np.hstack([np.tile(-long_run[:, None], model.order), rest * by_delta])
        table = pd.DataFrame(
            {
                "term": model.exog_names,
                "short_run": rest * long_run,
                "short_run_std_error": self._delta_method(of_short_run),
                "long_run": long_run,
                "long_run_std_error": self._delta_method(of_long_run),
            }
        )
        return table[np.ptp(model.exog, axis=0) > 0].reset_index(drop=True)

    def _delta_method(self, jacobian: np.ndarray) -> np.ndarray:
        """Standard errors of functions of the parameters that are free."""
        if not self.free.any():
            return np.full(len(jacobian), np.nan)
        spread = self.cov_params()[np.ix_(self.free, self.free)]
        return np.sqrt(np.einsum("ij,jk,ik->i", jacobian[:, self.free], spread, jacobian[:, self.free]))

    def summary(self, alpha: float = 0.05) -> Summary:
        """Return a table of the estimates as statsmodels', with confidence limits of 1 − alpha."""
        summary = Summary()
        left = [("Dep. Variable:", None), ("Model:", [f"PAR({self.model.order})"]), ("Method:", ["MLE"])]
        right = [
            ("No. Observations:", [str(self.nobs)]),
            ("Log-Likelihood:", [f"{self.llf:.5g}"]),
            ("Covariance Type:", [self.cov_type]),
        ]
        title = "Poisson Autoregression Results"
        summary.add_table_2cols(self, gleft=left, gright=right, title=title)
        summary.add_table_params(
            self, xname=self.model.data.param_names, yname=self.model.endog_names, alpha=alpha, use_t=False
        )
        ending = "Converged" if self.converged else "NOT CONVERGED"
        edge = f"\nOn the edge of the model, without standard error: {self.edge}" if self.edge else ""
        summary.add_extra_txt([f"{ending} after {self.iterations} Newton steps.{edge}"])
        return summary


class PoissonAutoregressionResultsWrapper(LikelihoodResultsWrapper):
    """The same with the names of rows and columns."""


populate_wrapper(PoissonAutoregressionResultsWrapper, PoissonAutoregressionResults)


def estimates(
    model: LikelihoodModel, found: Found, cov_type: str, cov_kwds: dict[str, Any] | None
) -> PoissonAutoregressionResultsWrapper:
    """Return the estimates of a search, wrapped, with standard errors as in :func:`covariance`."""
    spread = covariance(model, found.best.point, found.free, cov_type, cov_kwds or {})
    return PoissonAutoregressionResultsWrapper(PoissonAutoregressionResults(model, found, spread, cov_type))
