"""Linear Poisson autoregression of order p, PAR(p), for persistent counts (Brandt and Williams 2001)."""

from __future__ import annotations

import warnings
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd
from statsmodels.base.model import LikelihoodResultsWrapper
from statsmodels.tools.sm_exceptions import ConvergenceWarning

from entente.core.errors import ModelDataError
from entente.models.data import ModelData, check_counts, check_magnitude, model_data, new_regressors
from entente.models.dependence import Neighbours
from entente.models.named_model import MaximumLikelihoodModel
from entente.models.poisson_autoregression.likelihood import PredictiveSeries
from entente.models.poisson_autoregression.search import Found, search
from entente.models.results import (
    MaximumLikelihoodResults,
    NamedCovariance,
    check_covariance,
    inverse_information,
)
from entente.models.succession import check_continuation, gaps, succession

#: Kinds of standard errors that there are.
COVARIANCES = ("nonrobust", "HC0", "HAC")


class BoundaryWarning(UserWarning):
    """An estimate lies on the edge of what the model allows, where no standard error exists."""


class LocalMaximaWarning(UserWarning):
    """The likelihood is higher elsewhere than at the maximum that is reported."""


class PoissonAutoregression(MaximumLikelihoodModel):
    """Counts that follow a linear autoregression, with rates exp(x_t δ) towards which they return.

    A count y_t is negative binomial given the past, with mean
    ``m_t = Σ ρ_i y_{t−i} + (1 − Σ ρ_i) exp(x_t δ)`` and variance ``m_t (1 + 1/s_t)``, where
    ``s_t = Σ ρ_i² var(y_1 … y_{t−1}) + (1 − Σ ρ_i²) var(exp(x_1 δ) … exp(x_{t−1} δ))``, with all ρ_i ≥ 0 and
    Σ ρ_i < 1.  For the first two counts after the p-th, m and s are the mean and the variance of the first
    p + 3 counts.  All variances have the divisor n − 1.

    Parameters
    ----------
    endog : array_like or Series, shape (T,)
        The counts, in order of time, without gaps.
    exog : array_like, DataFrame or Series, shape (T, k) or (T,)
        The regressors; a constant is not added.  Rows with a missing value are dropped and counted, but only
        at the two ends.
    order : int
        Number p of earlier counts that a count depends on; at least 1.

    Attributes
    ----------
    order : int
    series : PredictiveSeries
        The data, and what is computed from them.
    nobs : int
        Number of counts that have p before them, T − p.

    Warns
    -----
    DroppedRowsWarning
        If a row has a missing value.

    Raises
    ------
    ModelDataError
        If the data are unfit (:func:`entente.models.data.model_data`), are no counts, are not in order of
        time, have gaps, are too few or too large, or do not vary where the model needs it.

    Notes
    -----
    Parameters come as one vector (ρ_1, …, ρ_p, δ_1, …, δ_k).  There is no R² and no F.

    The scale is no parameter of its own.  Counts that vary more, or less, than the model lets expect are not
    fitted by another scale but by other ρ and δ: of small counts (around 1 or 2) that are independent, ρ is
    estimated well above 0.  Large counts have a large s_t, are treated as Poisson counts around m_t, and get
    standard errors much too small if they vary more than these; ``cov_type="HC0"`` does not rely on it.
    The likelihood of such counts is far higher where ρ and the slopes are next to 0, because the scale, then
    small too, imitates their dispersion, at the price of everything that the model is for.
    """

    def __init__(self, endog: Any, exog: Any, order: int):
        if not isinstance(order, Integral) or order < 1:
            raise ModelDataError(
                f"The order is {order!r}.", "Give the number of lags, a whole number from 1."
            )
        data = model_data(endog, exog)
        check_counts(data)
        check_magnitude(data)
        _check_series(data, int(order))
        super().__init__(*data.design)
        self.order, self.nobs = int(order), len(data.endog) - int(order)
        self.df_model = self.order + data.exog.shape[1]
        self.df_resid = self.nobs - self.df_model
        self.series = PredictiveSeries(data.endog, data.exog, self.order)
        lag_names = [f"rho_{i}" for i in range(1, self.order + 1)]
        if set(lag_names) & set(data.exog_names):
            raise ModelDataError(f"A regressor has one of the names {', '.join(lag_names)}.", "Rename it.")
        self.data.param_names = [*lag_names, *self.exog_names]

    def loglikeobs(self, params: np.ndarray) -> np.ndarray:
        """Log-probability of each count given the past, (T − p,); −∞ where ``params`` are not allowed."""
        return self.series.log_probabilities(self.named(params))

    def loglike(self, params: np.ndarray) -> float:
        """Log-likelihood, the sum of :meth:`loglikeobs`."""
        return float(self.loglikeobs(params).sum())

    def score_obs(self, params: np.ndarray) -> np.ndarray:
        """Gradient of each log-probability, (T − p, p + k)."""
        return self.series.derivatives(self.named(params))[0]

    def score(self, params: np.ndarray) -> np.ndarray:
        """Gradient of the log-likelihood, (p + k,)."""
        return self.score_obs(params).sum(axis=0)

    def hessian(self, params: np.ndarray) -> np.ndarray:
        """Second derivatives of the log-likelihood, (p + k, p + k)."""
        return self.series.derivatives(self.named(params))[1]

    def predict(self, params: np.ndarray, exog: Any = None) -> np.ndarray:
        """Expected counts.

        Parameters
        ----------
        params : array_like or Series of float64, shape (p + k,)
        exog : array_like or DataFrame, shape (h, k), optional
            Regressors of the h periods that follow the series.  Where labels of rows say which periods these
            are, they have to come next, one after the other.

        Returns
        -------
        ndarray of float64, shape (T − p,) or (h,)
            Without ``exog`` m_t of the periods after the p-th, given all counts before each; with it, of the
            periods after the last, given the counts of the series; those unseen are replaced by their
            expectations.
        """
        params = self.named(params)
        if exog is not None:
            return self._predicted(params, self.new_regressors(exog)[0])
        rho, _ = np.split(params, [self.order])
        return self.series.lags @ rho + self._returns(params, self.exog[self.order :])

    def new_regressors(self, exog: Any) -> tuple[np.ndarray, pd.Index | None]:
        """Return regressors of the periods after the last, and their labels, which must come next."""
        given, index = super().new_regressors(exog)
        if index is not None and self.data.row_labels is not None:
            check_continuation(self.data.row_labels, index)
        return given, index

    def _predicted(self, params: np.ndarray, exog: np.ndarray) -> np.ndarray:
        rho, _ = np.split(params, [self.order])
        counts = list(self.endog)
        for rate in self._returns(params, exog):
            counts.append(rho @ counts[: -self.order - 1 : -1] + rate)
        return np.array(counts[len(self.endog) :])

    def _returns(self, params: np.ndarray, exog: np.ndarray) -> np.ndarray:
        """Return what regressors add to the counts before, (1 − Σ ρ) exp(x δ)."""
        rho, delta = np.split(params, [self.order])
        return (1 - rho.sum()) * np.exp(exog @ delta)

    def fit(
        self,
        start_params: Any = None,
        maxiter: int = 100,
        cov_type: str = "nonrobust",
        cov_kwds: dict | None = None,
    ) -> PoissonAutoregressionResultsWrapper:
        """Estimate the parameters by maximum likelihood.

        Newton's method in coordinates that keep the constraints; where a ρ comes out close to 0, once more
        with it at 0.  A likelihood can have several maxima.  The one next to consistent estimates (Poisson
        regression for δ, then least squares for ρ) is efficient if the model holds (Lehmann and Casella
        1998, chapter 6), and is reported, highest or not; starts elsewhere look for others, and ``maxima``
        lists them.

        Parameters
        ----------
        start_params : array_like or Series of float64, shape (p + k,), optional
            The one place to start from, to get the maximum next to it.
        maxiter : int, default 100
            The most steps from each start.
        cov_type : {"nonrobust", "HC0", "HAC"}
            Standard errors from the observed information; from the information and the scores of the single
            periods; or these with lags of the scores too (Newey and West 1987).
        cov_kwds : dict, optional
            For ``"HAC"``: ``maxlags`` and, if wanted, ``use_correction``.

        Returns
        -------
        PoissonAutoregressionResults

        Warns
        -----
        ConvergenceWarning
            If no maximum was found (``converged`` is then False).
        BoundaryWarning
            If an estimate is on the edge of what the model allows: it has no standard error, and those of the
            others take it as known.
        LocalMaximaWarning
            If the likelihood was found to be higher elsewhere.

        Raises
        ------
        ModelDataError
            If ``start_params`` are not inside of what the model allows, or the covariance or one of its
            keywords is another.
        """
        check_covariance(cov_type, cov_kwds, COVARIANCES, self.nobs)
        start = None if start_params is None else self.named(start_params, "starting values (start_params)")
        found = search(self.series, maxiter, start)
        best = found.best
        if not best.converged:
            warnings.warn(f"No maximum found: {best.reason}.", ConvergenceWarning, stacklevel=2)
        if found.edge:
            warnings.warn(f"On the edge of the model: {found.edge}.", BoundaryWarning, stacklevel=2)
        if found.others and found.others[0].value > best.value:
            message = (
                f"The log-likelihood is {best.value:.1f} at the maximum next to consistent estimates, but "
                f"{found.others[0].value:.1f} elsewhere: see maxima."
            )
            warnings.warn(message, LocalMaximaWarning, stacklevel=2)
        return PoissonAutoregressionResultsWrapper(
            PoissonAutoregressionResults(self, found, cov_type, cov_kwds)
        )

    def _covariance(
        self, found: Found, cov_type: str, maxlags: int = 0, use_correction: bool = False
    ) -> np.ndarray:
        """Covariance of the estimates, (p + k, p + k).

        NaN for parameters that are not free, or throughout if the information is not positive definite.
        """
        params, free = found.best.point, found.free
        covariance, chosen = np.full((len(params), len(params)), np.nan), np.ix_(free, free)
        bread = inverse_information(self.hessian(params)[chosen]) if free.any() else None
        if bread is None:
            return covariance
        if cov_type != "nonrobust":
            scores = self.score_obs(params)[:, free]
            n, k = scores.shape
            bread = bread @ Neighbours(maxlags).products(scores.T) @ bread
            bread *= n / (n - k) if use_correction else 1.0
        covariance[chosen] = bread
        return covariance


class PoissonAutoregressionResults(MaximumLikelihoodResults):
    """Estimates of a Poisson autoregression.

    Attributes
    ----------
    edge : str
        Which constraints bind; empty if none does.
    free : ndarray of bool, shape (p + k,)
        Which parameters have standard errors: False for a ρ at 0, and for all where the sum of ρ goes to 1.
    """

    def __init__(self, model: PoissonAutoregression, found: Found, cov_type: str, cov_kwds: dict | None):
        covariance = model._covariance(found, cov_type, **(cov_kwds or {}))
        super().__init__(model, found.best.point, covariance, found.best, cov_type)
        self.edge, self.free, self._found = found.edge, found.free, found

    @property
    def maxima(self) -> pd.DataFrame:
        """Where the searches ended: llf, converged, and the parameters; the first row is what is reported.

        The others, the highest first, are other maxima, and places that are higher than what is reported.
        """
        found = [self._found.best, *self._found.others]
        rows = [[maximum.value, maximum.converged, *maximum.point] for maximum in found]
        return pd.DataFrame(rows, columns=["llf", "converged", *self.model.data.param_names])

    def with_covariance(
        self, cov_type: str, cov_kwds: dict[str, Any] | None = None
    ) -> PoissonAutoregressionResultsWrapper:
        """Return the same estimates with other standard errors, without searching again.

        What may be asked for is said at :meth:`PoissonAutoregression.fit`.
        """
        check_covariance(cov_type, cov_kwds, COVARIANCES, self.nobs)
        return PoissonAutoregressionResultsWrapper(
            PoissonAutoregressionResults(self.model, self._found, cov_type, cov_kwds)
        )

    @property
    def fittedvalues(self) -> np.ndarray:
        """Expected counts m_t of the periods after the p-th."""
        return self.model.predict(self.params)

    @property
    def resid(self) -> np.ndarray:
        """Counts less what was expected of them."""
        return self.model.endog[self.model.order :] - self.fittedvalues

    def multipliers(self, at: Any = None) -> pd.DataFrame:
        """Return how the expected count changes with a regressor by 1: at once, and in the long run.

        Rows are the regressors that vary (term), short_run ``(1 − Σ ρ_i) δ_j exp(x δ)`` and long_run
        ``δ_j exp(x δ)``, at regressors x (``at``, (k,), a Series by name; their means by default), each with
        its standard error by the delta method; a ρ at 0 counts as known.
        """
        model, params = self.model, np.asarray(self.params)
        at = model.exog.mean(axis=0) if at is None else self._point(at)
        rho, delta = np.split(params, [model.order])
        rate, rest = np.exp(at @ delta), 1 - rho.sum()
        long_run, by_delta = rate * delta, rate * (np.eye(len(delta)) + np.outer(delta, at))
        found = {"term": model.exog_names}
        for name, part, by_rho in (("short_run", rest, -1), ("long_run", 1, 0)):
            jacobian = np.hstack([by_rho * np.tile(long_run[:, None], model.order), part * by_delta])
            found[name] = part * long_run
            found[f"{name}_std_error"] = self._delta_method(jacobian)
        return pd.DataFrame(found)[np.ptp(model.exog, axis=0) > 0].reset_index(drop=True)

    def _point(self, at: Any) -> np.ndarray:
        given, _ = new_regressors(at, self.model.exog_names)
        if len(given) != 1:
            raise ModelDataError(f"There are {len(given)} rows of regressors.", "Give one.")
        return given[0]

    def _delta_method(self, jacobian: np.ndarray) -> np.ndarray:
        """Standard errors of functions of the parameters that are free."""
        if not self.free.any():
            return np.full(len(jacobian), np.nan)
        spread = self.cov_params()[np.ix_(self.free, self.free)]
        return np.sqrt(np.einsum("ij,jk,ik->i", jacobian[:, self.free], spread, jacobian[:, self.free]))

    def _told(self) -> tuple[str, dict[str, Any], dict[str, Any], list[str]]:
        left = {"Model": f"PAR({self.model.order})", "Method": "MLE"}
        right = {
            "No. Observations": self.nobs,
            "Log-Likelihood": f"{self.llf:.5g}",
            "Covariance Type": self.cov_type,
        }
        ending = "Converged" if self.converged else "NOT CONVERGED"
        edge = f"\nOn the edge of the model, without standard error: {self.edge}" if self.edge else ""
        note = f"{ending} after {self.iterations} Newton steps.{edge}"
        return "Poisson Autoregression Results", left, right, [note]


class PoissonAutoregressionResultsWrapper(NamedCovariance, LikelihoodResultsWrapper):
    """The same with the names of rows and columns."""


def _check_series(data: ModelData, order: int) -> None:
    """Check that the counts make one series without gaps, long enough, and not all 0."""
    found = gaps(succession(data), data.index)
    if found:
        raise ModelDataError(
            f"The series has {found}.",
            "Fill them, or give the longest stretch without: each count depends on those before it.",
        )
    length, k = data.exog.shape
    if length - order - 2 <= order + k:
        raise ModelDataError(
            f"{length} counts are too few for {order} lags and {k} regressors.",
            f"Give at least {2 * order + k + 3}.",
        )
    if not data.endog[order + 2 :].any():
        raise ModelDataError(
            f"The outcome {data.endog_name} is 0 from count {order + 3} on.", "Give other data."
        )
