"""Effort that changes in small steps, at moments that are not observed, by exact maximum likelihood.

Effort is in categories 1..K (11 as a rule: shares of GDP of [0, .01), [.01, .02), …, [.10, ∞)) and is known
at the beginning and at the end of a period.  In between a state has N ~ Poisson(λ_t) opportunities to change
it; at each it goes one category down, stays, or goes one up, with probabilities proportional to exp f at the
category that it would come to, where

    f(z) = β₁(z − z̄) + β₂(z − z̄)² + z · x β.

This is the behaviour equation of stochastic actor-oriented models (Snijders, Steglich and Schweinberger
2007), as Kinne and Kang (2023) have it of spending on defence, with network and covariates taken as given at
the beginning of each period.  States then do not depend on each other within a period, and the likelihood is
a product over rows, which needs no simulation.

What to know before using it
----------------------------
*Regressors.*  The number of a state's ties gives the direct effect of a tie, the number of its triangles the
indirect one; those that are to depend on the effort of others (the sum of its partners' effort, times its
triangles) are made by the user, at the beginning of the period.  A constant would say what β₁ says.

*Rates.*  Each period has its own; the parameters are the logarithms.  A period in which no state's effort
changes has a rate of 0 and says nothing of the coefficients: it is left out, and counted.  Where effort at
the end has nothing to do with that at the beginning, a rate grows without end, and the fit says that it did
not converge.

References
----------
Kinne, B. J., and S. Kang (2023). Free riding, network effects, and burden sharing in defense cooperation
networks. International Organization 77: 405–439.
Snijders, T. A. B., C. E. G. Steglich, and M. Schweinberger (2007). Modeling the coevolution of networks and
behavior. In Longitudinal Models in the Behavioral and Related Sciences, 41–71.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
from statsmodels.tools.sm_exceptions import ConvergenceWarning, HessianInversionWarning

from entente.core.errors import ModelDataError
from entente.core.given import common_labels
from entente.models.data import as_vector, model_data
from entente.models.dependence import Clusters
from entente.models.effort_process.checks import (
    check_efforts,
    check_once,
    check_regressors,
    checked_categories,
    checked_centre,
    parameter_names,
    with_change,
)
from entente.models.effort_process.likelihood import MOST, EffortLikelihood
from entente.models.effort_process.results import EffortProcessResults, EffortProcessResultsWrapper
from entente.models.effort_process.steps import drawn
from entente.models.named_model import MaximumLikelihoodModel
from entente.models.newton import Maximum, maximise
from entente.models.results import check_covariance, inverse_information

#: Expected square of a step where effort has no appeal: two of three opportunities change it.
_SQUARE_OF_A_STEP = 2 / 3


class EffortProcess(MaximumLikelihoodModel):
    """Steps of effort between two points in time, whose moments are not observed.

    Parameters
    ----------
    effort : array_like or Series, shape (n,)
        Category at the end of the row's period, a whole number from 1.
    previous : array_like or Series, shape (n,)
        Category at its beginning.
    period : array_like or Series, shape (n,)
        The period, of any type that can be sorted; each has a rate of its own.
    exog : array_like, DataFrame or Series, shape (n, k) or (n,)
        Regressors x, as they are at the beginning of the period; no constant.
    groups : array_like or Series, shape (n,), optional
        The state of each row: no state has two rows in a period.  By default they are the clusters of the
        covariance.
    centre : float, optional
        z̄.  Default: the mean of ``effort`` over the rows estimated on.  It changes β₁, and nothing else.
    categories : int, default 11
        How many categories there are.

    Attributes
    ----------
    centre : float
    categories, nobs : int
    before : ndarray of int, shape (n,)
        Category at the beginning of each row's period.
    periods : Index
        The periods with a rate, sorted.
    period_codes : ndarray of int, shape (n,)
        Position of each row's period among these.
    groups : ndarray, shape (n,), or None
    kept : ndarray of bool
        Which of the rows given are estimated on.
    without_change : tuple
        Periods that were left out because no effort changes in them.

    Warns
    -----
    DroppedRowsWarning
        If rows are left out for missing values.
    DroppedGroupsWarning
        If periods are left out because no effort changes in them.

    Raises
    ------
    ModelDataError
        If effort is no category, a state has two rows in a period, regressors are constant or collinear, or
        data are otherwise unfit (:func:`entente.models.data.model_data`).

    Notes
    -----
    Parameters come as one vector: ``beta1``, ``beta2``, a coefficient for each column of ``exog`` under its
    name, and ``log_rate[…]`` for each period.
    """

    def __init__(
        self,
        effort: Any,
        previous: Any,
        period: Any,
        exog: Any,
        groups: Any = None,
        *,
        centre: float | None = None,
        categories: int = 11,
    ):
        self.categories = checked_categories(categories)
        data = model_data(effort, exog, groups=groups, others={"previous": previous, "period": period})
        before = as_vector(data.others["previous"], "previous effort")
        check_efforts(data, data.endog, f"effort ({data.endog_name})", self.categories)
        check_efforts(data, before, "previous effort", self.categories)
        check_once(data)
        data, self.without_change = with_change(data, before)
        check_regressors(data)
        super().__init__(*data.design)
        self.groups, self.kept = data.groups, data.kept
        self.before = data.others["previous"].astype(int)
        self.period_codes, periods = pd.factorize(data.others["period"], sort=True)
        self.periods = pd.Index(periods, name="period")
        self.centre = checked_centre(data.endog.mean() if centre is None else centre)
        self.nobs = len(data.endog)
        self.data.param_names = parameter_names(data.exog_names, self.periods)
        self.df_model = 2 + data.exog.shape[1]
        self.df_resid = self.nobs - len(self.data.param_names)
        self._likelihood = self._likelihood_with(data.exog)

    def _likelihood_with(self, exog: np.ndarray) -> EffortLikelihood:
        slopes = 2 * (np.arange(1, self.categories) - self.centre) + 1
        after = self.endog.astype(int) - 1
        return EffortLikelihood(after, self.before - 1, exog, self.period_codes, slopes)

    def loglikeobs(self, params: Any) -> np.ndarray:
        """Log-probability of each row's effort given that before, (n,)."""
        return self._likelihood.of_rows(self.named(params))

    def loglike(self, params: Any) -> float:
        """Log-likelihood, the sum of :meth:`loglikeobs`; −∞ if a rate is above 300."""
        return self._likelihood.value(self.named(params))

    def score_obs(self, params: Any) -> np.ndarray:
        """First derivatives of :meth:`loglikeobs`, (n, p)."""
        return self._likelihood.scores(self.named(params))

    def score(self, params: Any) -> np.ndarray:
        """First derivatives of :meth:`loglike`, (p,)."""
        return self._likelihood.derivatives(self.named(params))[0]

    def hessian(self, params: Any) -> np.ndarray:
        """Second derivatives of :meth:`loglike`, (p, p)."""
        return self._likelihood.derivatives(self.named(params))[1]

    def probabilities(self, params: Any, exog: Any = None) -> np.ndarray:
        """Probability of each category at the end of the row's period, (n, categories).

        The rows are those estimated on, from where they were; with ``exog``, (n, k), as if their regressors
        had been these.
        """
        design = self.exog if exog is None else self.new_regressors(exog)[0]
        return self._likelihood_with(design).distributions(self.named(params))

    def predict(self, params: Any, exog: Any = None) -> np.ndarray:
        """Expected category at the end of the row's period, (n,); rows are those of :meth:`probabilities`."""
        design = self.exog if exog is None else self.new_regressors(exog)[0]
        return self._predicted(self.named(params), design)

    def _predicted(self, params: np.ndarray, exog: np.ndarray) -> np.ndarray:
        return self._likelihood_with(exog).distributions(params) @ np.arange(1.0, self.categories + 1)

    def new_regressors(self, exog: Any) -> tuple[np.ndarray, pd.Index | None]:
        """Return other regressors of the rows estimated on, which have the same labels in the same order."""
        design, index = super().new_regressors(exog)
        common_labels({"rows of the model": self.data.row_labels, "regressors": index}, ModelDataError)
        if len(design) != self.nobs:
            raise ModelDataError(
                f"There are {len(design)} rows of regressors, but {self.nobs} rows were estimated on.",
                "Give other regressors of these rows: what comes next depends on the category before.",
            )
        return design, index

    def simulate(self, params: Any, seed: int | np.random.SeedSequence | None = None) -> np.ndarray:
        """Draw the category at the end of each row's period, int (n,), step by step from where it was."""
        steps, rate = self._likelihood.steps(self.named(params))
        return drawn(steps, self.before - 1, rate, np.random.default_rng(seed)) + 1

    def fit(
        self,
        start_params: Any = None,
        cov_type: str | None = None,
        cov_kwds: dict[str, Any] | None = None,
        maxiter: int = 100,
    ) -> EffortProcessResultsWrapper:
        """Maximise the likelihood by Newton's method, with analytic first and second derivatives.

        Parameters
        ----------
        start_params : array_like or Series, shape (p,), optional
            Default: zeros, and the rates that the squares of the changes then suggest.
        cov_type : {"cluster", "nonrobust"}, optional
            The sandwich of the observed information and the outer products of the scores of clusters, the
            default if the model has groups; or the inverse of the information.
        cov_kwds : dict, optional
            For "cluster": ``groups``, a label for every row estimated on, by default the model's own;
            ``use_correction``, by default true, to multiply by C/(C − 1) for C clusters.
        maxiter : int, default 100
            Most Newton steps.

        Returns
        -------
        EffortProcessResultsWrapper
            Around :class:`EffortProcessResults`.

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
        cov_type = cov_type or ("nonrobust" if self.groups is None else "cluster")
        kwds = self._checked_covariance(cov_type, cov_kwds)
        start = self._start() if start_params is None else self._checked_start(start_params)
        found = self._search(start, maxiter)
        if not found.converged:
            warnings.warn(self._without_maximum(found), ConvergenceWarning, stacklevel=2)
        covariance = self._covariance(found.point, kwds)
        if covariance is None:
            warnings.warn(
                "The information is not positive definite at the estimates: there are no standard errors.",
                HessianInversionWarning,
                stacklevel=2,
            )
            covariance = np.full((len(found.point),) * 2, np.nan)
        return EffortProcessResultsWrapper(
            EffortProcessResults(self, found.point, covariance, found, cov_type)
        )

    def _search(self, start: np.ndarray, maxiter: int) -> Maximum:
        """Look for the maximum in units in which a change by 1 is sizeable."""
        scale = self._likelihood.scaled()
        back = np.linalg.inv(scale)

        def derivatives(point: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            gradient, hessian = self._likelihood.derivatives(back @ point)
            return back.T @ gradient, back.T @ hessian @ back

        found = maximise(
            lambda point: self._likelihood.value(back @ point), derivatives, scale @ start, maxiter
        )
        return Maximum(back @ found.point, found.value, found.converged, found.iterations, found.reason)

    def _start(self) -> np.ndarray:
        """Return coefficients of 0, and rates after the mean square of the changes of each period."""
        squares = (self.endog - self.before) ** 2
        rates = np.bincount(self.period_codes, squares) / np.bincount(self.period_codes) / _SQUARE_OF_A_STEP
        return np.append(np.zeros(self.df_model), np.log(np.minimum(rates, MOST / 2)))

    def _checked_start(self, start_params: Any) -> np.ndarray:
        start = self.named(start_params, "starting values")
        if not np.isfinite(self._likelihood.value(start)):
            raise ModelDataError(
                "The log-likelihood at the starting values is not finite.",
                f"Give moderate ones; the last {len(self.periods)} are logarithms of rates up to {MOST:g}.",
            )
        return start

    def _without_maximum(self, found: Maximum) -> str:
        """Say that no maximum was found, and which rate grows without end if one does."""
        log_rates = self._likelihood.parts(found.point)[3]
        highest = int(np.argmax(log_rates))
        growing = (
            f" The rate of period {self.periods[highest]} came to {np.exp(log_rates[highest]):.0f}: effort "
            "at its end may have nothing to do with that at its beginning."
            if log_rates[highest] > np.log(MOST / 10)
            else " Regressors may determine the direction of all changes; otherwise give start_params."
        )
        return f"No maximum of the likelihood was found: {found.reason}.{growing}"

    def _checked_covariance(self, cov_type: str, cov_kwds: dict[str, Any] | None) -> dict[str, Any]:
        kwds = dict(cov_kwds or {})
        if cov_type == "cluster" and kwds.get("groups") is None and self.groups is not None:
            kwds["groups"] = self.groups
        rows = self.data.row_labels
        kwds = check_covariance(cov_type, kwds, ("nonrobust", "cluster"), self.nobs, rows)
        if kwds and np.ptp(kwds["groups"]) == 0:
            raise ModelDataError("All rows lie in one cluster.", "Give at least two clusters.")
        return kwds

    def _covariance(self, params: np.ndarray, kwds: dict[str, Any]) -> np.ndarray | None:
        """Return the covariance of the estimates, or None if they have none."""
        inverse = inverse_information(self._likelihood.derivatives(params)[1])
        if inverse is None or not kwds:
            return inverse
        clusters = Clusters(kwds["groups"])
        sandwich = inverse @ clusters.products(self._likelihood.scores(params).T) @ inverse
        return sandwich * clusters.n / (clusters.n - 1) if kwds.get("use_correction", True) else sandwich
