"""What a Poisson autoregression predicts from one period to the next, with first and second derivatives.

The predictive distribution of a count is negative binomial with mean m and variance ``m (1 + 1/s)``.  Mean m
and scale s are functions of the parameters (ρ_1, …, ρ_p, δ_1, …, δ_k); both enter by their logarithms, so
that counts in the thousands, with scales in the millions, keep their digits.  Arrays are float64; n is the
number of periods, of all periods T.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from entente.core.errors import ModelDataError
from entente.models.rising_factorial import log_coefficient, log_coefficient_derivatives


class PredictiveSeries:
    """Log-probabilities of the counts after the p-th, given those before.

    There are T counts, with regressors ``exog``, (T, k).  ModelDataError is raised if a positive count has
    scale 0 whatever the parameters, because nothing has varied before it.  Methods take the parameters (ρ, δ)
    as ``params``, (p + k,); all but the first two want each ρ at least 0, and their sum below 1.
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

    def log_probabilities(self, params: np.ndarray) -> np.ndarray:
        """Log-probability of each count, (T − p,); −∞ where the model does not allow the parameters."""
        if not self.allows(params):
            return np.full(len(self.lags), -np.inf)
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


@dataclass(frozen=True)
class Curve:
    """A function of q parameters in each period, (n,), its gradient, (n, q), and its Hessian, (n, q, q)."""

    value: np.ndarray
    gradient: np.ndarray
    hessian: np.ndarray

    @property
    def log(self) -> Curve:
        """Logarithm of the function, where it is positive."""
        slope = self.gradient / self.value[:, None]
        return Curve(
            np.log(self.value), slope, self.hessian / self.value[:, None, None] - _outer(slope, slope)
        )


def running_covariance(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Covariance (divisor t − 1) of the first t values of ``a``, (T,), with those of ``b``, for all t.

    ``b`` has the shape (T,) or (T, …), and so has the result, whose row t − 1 is about the first t values,
    with NaN in row 0.  They are sums of products of the distances from the mean so far (Welford 1962): sums
    of squares less the square of sums would lose the digits of early values that later ones dwarf.
    """
    number = np.arange(1, len(a) + 1.0)
    a, count = a.reshape(-1, *[1] * (b.ndim - 1)), number.reshape(-1, *[1] * (b.ndim - 1))
    mean_a, mean_b = np.cumsum(a, axis=0) / count, np.cumsum(b, axis=0) / count
    products = np.zeros(b.shape)
    products[1:] = (a[1:] - mean_a[:-1]) * (b[1:] - mean_b[:-1]) * (count[:-1] / count[1:])
    with np.errstate(invalid="ignore"):
        return np.cumsum(products, axis=0) / (count - 1)


def predictive_mean(lags: np.ndarray, rates: np.ndarray, exog: np.ndarray, rho: np.ndarray) -> Curve:
    """Mean ``m_t = Σ ρ_i y_{t−i} + (1 − Σ ρ_i) exp(x_t δ)`` of the count of each period.

    ``lags``, (n, p), are the counts of the p periods before, the latest first; ``rates``, (n,), are exp(x_t
    δ), ``exog``, (n, k), the x_t, and ``rho`` is (p,).
    """
    (n, order), k, rest = lags.shape, exog.shape[1], 1 - rho.sum()
    rate_slopes = rates[:, None] * exog
    gradient = np.hstack([lags - rates[:, None], rest * rate_slopes])
    hessian = np.zeros((n, order + k, order + k))
    hessian[:, :order, order:] = -rate_slopes[:, None, :]
    hessian[:, order:, :order] = -rate_slopes[:, :, None]
    hessian[:, order:, order:] = rest * _outer(rate_slopes, exog)
    return Curve(lags @ rho + rest * rates, gradient, hessian)


def predictive_scale(count_variances: np.ndarray, rate_variances: Curve, rho: np.ndarray) -> Curve:
    """Scale of each period: variances of the counts and of the rates so far, weighted by ρ.

    ``s_t = Σ ρ_i² var(y_1 … y_{t−1}) + (1 − Σ ρ_i²) var(exp(x_1 δ) … exp(x_{t−1} δ))``, of variances (n,) of
    the counts so far and of the rates, a function of δ alone (:func:`running_rate_variances`).
    """
    order, (n, k) = len(rho), rate_variances.gradient.shape
    excess, squares = count_variances - rate_variances.value, rho @ rho
    gradient = np.hstack([2 * excess[:, None] * rho, (1 - squares) * rate_variances.gradient])
    hessian = np.zeros((n, order + k, order + k))
    hessian[:, np.arange(order), np.arange(order)] = 2 * excess[:, None]
    crossed = -2 * rho[:, None] * rate_variances.gradient[:, None, :]
    hessian[:, :order, order:], hessian[:, order:, :order] = crossed, crossed.swapaxes(1, 2)
    hessian[:, order:, order:] = (1 - squares) * rate_variances.hessian
    # Written so that no difference of large variances is taken.
    value = squares * count_variances + (1 - squares) * rate_variances.value
    return Curve(value, gradient, hessian)


def running_rate_variances(rates: np.ndarray, exog: np.ndarray) -> Curve:
    """Variance of the first t of the rates exp(x_t δ), (T,), for all t, as a function of δ.

    Row t − 1 is about the first t values; NaN in row 0.
    """
    slopes = rates[:, None] * exog
    of_slopes = np.stack([running_covariance(column, slopes) for column in slopes.T], axis=1)
    return Curve(
        running_covariance(rates, rates),
        2 * running_covariance(rates, slopes),
        2 * of_slopes + 2 * running_covariance(rates, _outer(slopes, exog)),
    )


def log_probability(count: np.ndarray, mean: Curve, scale: Curve) -> Curve:
    """Logarithm of the predictive probability of each count, for a positive mean and scale.

    ``ln Γ(sm + y) − ln Γ(sm) − ln Γ(y + 1) + sm ln s − (sm + y) ln(1 + s)``, of counts (n,).
    """
    value = log_probability_values(count, mean.value, scale.value)
    mean, scale, s = mean.log, scale.log, scale.value
    size = np.exp(mean.value + scale.value)
    first, second = log_coefficient_derivatives(mean.value + scale.value, count)
    by_mean = first - size * np.log1p(1 / s)
    by_scale = by_mean + (size - count * s) / (1 + s)
    mean_mean = second - size * np.log1p(1 / s)
    mean_scale = mean_mean + size / (1 + s)
    scale_scale = mean_scale + size / (1 + s) - (size + count) * (s / (1 + s)) / (1 + s)
    gradient = by_mean[:, None] * mean.gradient + by_scale[:, None] * scale.gradient
    crossed = mean_scale[:, None, None] * _outer(mean.gradient, scale.gradient)
    hessian = by_mean[:, None, None] * mean.hessian + by_scale[:, None, None] * scale.hessian
    hessian += mean_mean[:, None, None] * _outer(mean.gradient, mean.gradient)
    hessian += scale_scale[:, None, None] * _outer(scale.gradient, scale.gradient)
    return Curve(value, gradient, hessian + crossed + crossed.swapaxes(1, 2))


def log_probability_values(count: np.ndarray, mean: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """As :func:`log_probability`, without derivatives, and in the limit where mean or scale are 0.

    All probability is at 0 then: the value is 0 for a count of 0, −∞ for another.
    """
    value = np.where(count > 0, -np.inf, 0.0)
    some = (mean > 0) & (scale > 0)
    count, mean, scale = count[some], mean[some], scale[some]
    coefficient = log_coefficient(np.log(mean) + np.log(scale), count)
    value[some] = coefficient - scale * mean * np.log1p(1 / scale) - count * np.log1p(scale)
    return value


def _outer(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return a[:, :, None] * b[:, None, :]
