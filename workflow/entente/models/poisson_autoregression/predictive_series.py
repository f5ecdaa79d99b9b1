"""A series of counts as a Poisson autoregression sees it: each one predicted from those before."""

from __future__ import annotations

import numpy as np

from entente.core.errors import ModelDataError
from entente.models.poisson_autoregression.predictive_counts import (
    Curve,
    log_probability,
    log_probability_values,
    predictive_mean,
    predictive_scale,
    running_covariance,
    running_rate_variances,
)


class PredictiveSeries:
    """Log-probabilities of the counts after the p-th, given those before.

    Methods take the parameters (ρ, δ) as ``params``, ndarray of float64, shape (p + k,); all but
    :meth:`allows` and :meth:`log_likelihood` want each ρ at least 0, and their sum below 1.

    Parameters
    ----------
    counts : ndarray of float64, shape (T,)
    exog : ndarray of float64, shape (T, k)
    order : int
        p.

    Raises
    ------
    ModelDataError
        If a positive count has scale 0 whatever the parameters, because nothing has varied before it.
    """

    def __init__(self, counts: np.ndarray, exog: np.ndarray, order: int):
        self.counts, self.exog, self.order = counts, exog, order
        self.lags = np.column_stack([counts[order - i : -i] for i in range(1, order + 1)])
        self._count_variances = running_covariance(counts, counts)
        self._start = self._starting_probabilities()
        self._rows = self._rows_with_scale()

    def _starting_probabilities(self) -> np.ndarray:
        """Log-probabilities of the two counts that have too short a past, which no parameter changes."""
        past, counts = self.counts[: self.order + 3], self.counts[self.order : self.order + 2]
        values = log_probability_values(counts, np.full(2, past.mean()), np.full(2, past.var(ddof=1)))
        if not np.isfinite(values).all():
            raise ModelDataError(
                f"The first {len(past)} counts are all {past[0]:.0f}: the model has no scale to start from.",
                "Start the series where the counts vary, or use another model.",
            )
        return values

    def _rows_with_scale(self) -> np.ndarray:
        """Positions of the other counts, but for zeros before which neither counts nor regressors varied."""
        rows = np.arange(self.order + 2, len(self.counts))
        moved = np.maximum.accumulate((self.exog != self.exog[0]).any(axis=1))
        varied = (self._count_variances[rows - 1] > 0) | moved[rows - 1]
        stuck = rows[~varied & (self.counts[rows] > 0)]
        if len(stuck):
            raise ModelDataError(
                f"Before observation {stuck[0] + 1}, neither counts nor regressors vary: there is no scale.",
                "Start the series later, or add a regressor that varies.",
            )
        return rows[varied]

    def _curves(self, params: np.ndarray) -> tuple[Curve, Curve]:
        """Mean and scale of the counts in ``_rows``."""
        rho, delta = np.split(params, [self.order])
        rates, rows = np.exp(self.exog @ delta), self._rows
        variances = running_rate_variances(rates, self.exog)
        so_far = Curve(variances.value[rows - 1], variances.gradient[rows - 1], variances.hessian[rows - 1])
        mean = predictive_mean(self.lags[rows - self.order], rates[rows], self.exog[rows], rho)
        return mean, predictive_scale(self._count_variances[rows - 1], so_far, rho)

    def allows(self, params: np.ndarray) -> bool:
        """Whether all ρ are at least 0 and add up to less than 1."""
        rho = np.asarray(params)[: self.order]
        return bool((rho >= 0).all() and rho.sum() < 1)

    def log_likelihood(self, params: np.ndarray) -> float:
        """Sum of the log-probabilities; −∞ where the model does not allow the parameters."""
        return float(self.log_probabilities(params).sum()) if self.allows(params) else -np.inf

    def log_probabilities(self, params: np.ndarray) -> np.ndarray:
        """Log-probability of each count, float64, shape (T − p,)."""
        mean, scale = self._curves(params)
        values = np.zeros(len(self.lags))
        values[:2], rows = self._start, self._rows
        values[rows - self.order] = log_probability_values(self.counts[rows], mean.value, scale.value)
        return values

    def derivatives(self, params: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Gradients of the log-probabilities, (T − p, p + k), and their summed Hessian, (p + k, p + k)."""
        curve = log_probability(self.counts[self._rows], *self._curves(params))
        scores = np.zeros((len(self.lags), len(params)))
        scores[self._rows - self.order] = curve.gradient
        return scores, curve.hessian.sum(axis=0)

    def expected(self, params: np.ndarray) -> np.ndarray:
        """Mean m_t of each count after the p-th, shape (T − p,)."""
        rho, delta = np.split(params, [self.order])
        return self.lags @ rho + (1 - rho.sum()) * np.exp(self.exog[self.order :] @ delta)

    def forecast(self, params: np.ndarray, exog: np.ndarray) -> np.ndarray:
        """Expected counts, (h,), of the h periods that follow the series, with regressors ``exog``, (h, k).

        Given the counts of the series; those unseen are replaced by their expectations.
        """
        rho, delta = np.split(params, [self.order])
        counts = list(self.counts)
        for rate in np.exp(exog @ delta):
            counts.append(rho @ counts[: -self.order - 1 : -1] + (1 - rho.sum()) * rate)
        return np.array(counts[len(self.counts) :])
