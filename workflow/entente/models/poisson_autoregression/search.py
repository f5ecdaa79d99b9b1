"""Search for maxima of a Poisson autoregression's likelihood, within what the model allows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import nnls
from scipy.special import softmax

from entente.core.errors import ModelDataError
from entente.models.newton import Maximum, maximise
from entente.models.poisson_autoregression.likelihood import PredictiveSeries

#: Sums of ρ to start from beside the consistent one (choice); each lag has half of what the lag before has.
SUMS = (0.05, 0.3, 0.6, 0.9)
#: Least ρ, and largest sum of ρ, of consistent estimates (choice): on the edge no search can start.
LEAST_RHO, LARGEST_SUM = 0.01, 0.95
#: Starts elsewhere, at random distances in units in which 1 is sizeable (choice).
RANDOM_STARTS, DISTANCE = 12, 2.0
#: A ρ below this may be at 0, and one minus their sum too (choice).
CLOSE = 1e-4
#: Maxima whose log-likelihoods differ by less than this share are one and the same (choice).
SAME = 1e-8
#: Beyond these nothing is tried: logarithms of rates, and of a ρ over one minus their sum (choice).
LARGEST_LOG_RATE, LARGEST_LOG_ODDS = 200.0, 20.0


@dataclass(frozen=True)
class Found:
    """The best maximum, next to consistent estimates, as parameters (ρ, δ), and what there is elsewhere.

    Free, bool (p + k,), is False for a ρ at 0, and for all parameters where the sum of ρ goes to 1; the edge
    says in words which of these constraints bind.  The others are where else a search ended, the highest
    first: other maxima, and places that are higher than the best without being one.
    """

    best: Maximum
    free: np.ndarray
    edge: str
    others: list[Maximum]


class _Coordinates:
    """Coordinates (η, γ) without constraints for the parameters (ρ, δ), with the ρ of other lags at 0.

    ``ρ_i = e^η_i / (1 + Σ e^η_j)``, and ``x_t δ = q_t γ`` with q the orthonormal regressors times √T.
    """

    def __init__(self, series: PredictiveSeries, lags: np.ndarray):
        self.series, self.lags = series, lags
        length = np.abs(series.exog).max(axis=0)
        _, triangle = np.linalg.qr(series.exog / length)
        self.basis = np.linalg.inv(triangle) * np.sqrt(len(series.counts)) / length[:, None]

    def params(self, point: np.ndarray) -> np.ndarray:
        eta, gamma = np.split(point, [len(self.lags)])
        params = np.zeros(self.series.order + len(gamma))
        params[self.lags] = softmax(np.append(0.0, eta))[1:]
        params[self.series.order :] = self.basis @ gamma
        return params

    def point(self, params: np.ndarray) -> np.ndarray:
        rho, delta = np.split(params, [self.series.order])
        eta = np.log(rho[self.lags] / (1 - rho[self.lags].sum()))
        return np.append(eta, np.linalg.solve(self.basis, delta))

    def value(self, point: np.ndarray) -> float:
        params = self.params(point)
        log_rates = self.series.exog @ params[self.series.order :]
        tried = np.abs(log_rates).max() < LARGEST_LOG_RATE
        if not tried or (np.abs(point[: len(self.lags)]) > LARGEST_LOG_ODDS).any():
            return -np.inf
        return float(self.series.log_probabilities(params).sum())

    def derivatives(self, point: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        params, count = self.params(point), len(self.lags)
        chosen = np.append(self.lags, np.arange(self.series.order, len(params)))
        scores, hessian = self.series.derivatives(params)
        gradient, hessian = scores.sum(axis=0)[chosen], hessian[np.ix_(chosen, chosen)]
        rho, by_rho = params[self.lags], gradient[:count]
        shares = np.diag(rho) - np.outer(rho, rho)
        jacobian = np.zeros((len(chosen), len(chosen)))
        jacobian[:count, :count], jacobian[count:, count:] = shares, self.basis
        curved = jacobian.T @ hessian @ jacobian
        away = np.eye(count) - rho
        curved[:count, :count] += away.T @ ((by_rho * rho)[:, None] * away) - (by_rho @ rho) * shares
        return jacobian.T @ gradient, curved

    def climb(self, starts: list[np.ndarray], maxiter: int) -> list[Maximum]:
        """Return where each start with a likelihood led to; starts and ends are parameters."""
        points = [self.point(start) for start in starts]
        points = [point for point in points if np.isfinite(self.value(point))]
        found = [maximise(self.value, self.derivatives, point, maxiter) for point in points]
        return [replace(maximum, point=self.params(maximum.point)) for maximum in found]


def search(series: PredictiveSeries, maxiter: int, start_params: np.ndarray | None = None) -> Found:
    """Find the maximum next to consistent estimates, or to ``start_params``, (p + k,), and look for others.

    ModelDataError is raised if the likelihood is 0 at all starts, or ``start_params`` are not allowed.
    """
    inside = _Coordinates(series, np.arange(series.order))
    starts = _starts(inside) if start_params is None else [_checked(series, start_params)]
    found = inside.climb(starts, maxiter)
    if not found:
        raise ModelDataError("The likelihood is 0 wherever the search starts.", "Give other start_params.")
    # The first start is the consistent one; if it leads nowhere, the highest of the others is taken.
    first = found[0] if found[0].converged else max(found, key=lambda maximum: maximum.value)
    best, held = _at_edge(series, first, maxiter)
    edge, free = [f"rho_{lag + 1} = 0" for lag in np.flatnonzero(held)], ~held
    if not best.converged and 1 - best.point[: series.order].sum() < CLOSE:
        edge.append("the sum of rho goes to 1")
        free = np.zeros_like(held)
    return Found(best, free, ", ".join(edge), _others(best, found))


def _at_edge(series: PredictiveSeries, best: Maximum, maxiter: int) -> tuple[Maximum, np.ndarray]:
    """Return what is higher: the maximum, or one with the ρ that are close to 0 held there; and which are."""
    held = np.zeros(len(best.point), dtype=bool)
    held[: series.order] = best.point[: series.order] < CLOSE
    if not held.any():
        return best, held
    edge = _Coordinates(series, np.flatnonzero(~held[: series.order]))
    found = edge.climb(_near(series, edge.lags, best.point[series.order :]), maxiter)
    highest = max(found, key=lambda maximum: maximum.value, default=best)
    if highest is not best and highest.value >= best.value:
        return highest, held
    return best, np.zeros_like(held)


def _others(best: Maximum, found: list[Maximum]) -> list[Maximum]:
    """Return different maxima, and higher places; of two that are the same the one that converged."""
    others: list[Maximum] = []
    for maximum in sorted(found, key=lambda maximum: (-maximum.value, not maximum.converged)):
        tolerance = SAME * abs(maximum.value)
        new = all(abs(maximum.value - known.value) > tolerance for known in [best, *others])
        if new and (maximum.converged or maximum.value > best.value):
            others.append(maximum)
    return others


def _near(series: PredictiveSeries, lags: np.ndarray, delta: np.ndarray) -> list[np.ndarray]:
    """Starts with the same coefficients and several sums of ρ."""
    halves = 0.5 ** np.arange(len(lags))
    starts = [np.append(np.zeros(series.order), delta) for _ in (SUMS if len(lags) else SUMS[:1])]
    for start, total in zip(starts, SUMS, strict=False):
        start[lags] = total * halves / halves.sum()
    return starts


def _starts(inside: _Coordinates) -> list[np.ndarray]:
    """Consistent estimates, the same with other ρ, and places further away; always the same."""
    series, (rho, delta) = inside.series, _consistent(inside)
    centre = np.append(np.zeros(series.order), np.linalg.solve(inside.basis, delta))
    draws = np.random.default_rng(0).normal(0.0, DISTANCE, (RANDOM_STARTS, len(centre)))
    far = [inside.params(centre + draw) for draw in draws]
    return [np.append(rho, delta), *_near(series, inside.lags, delta), *far, *_dispersed(series)]


def _consistent(inside: _Coordinates) -> tuple[np.ndarray, np.ndarray]:
    """Consistent estimates of ρ and δ.

    exp(x δ) is what the counts return to, hence a Poisson regression gives δ; and what they are above it is
    expected to be the sum of ρ_i times what they were above it, hence least squares, weighted as for Poisson
    counts, give ρ.
    """
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    series = inside.series
    fitted = GLM(series.counts, series.exog @ inside.basis, family=Poisson()).fit(maxiter=25)
    rates = np.asarray(fitted.mu)[series.order :, None]
    weights = 1 / np.sqrt(np.maximum(rates, np.finfo(float).tiny))
    later = series.counts[series.order :, None]
    rho, _ = nnls((series.lags - rates) * weights, ((later - rates) * weights)[:, 0])
    rho = np.maximum(rho, LEAST_RHO)
    return rho * min(1.0, LARGEST_SUM / rho.sum()), inside.basis @ np.asarray(fitted.params)


def _dispersed(series: PredictiveSeries) -> list[np.ndarray]:
    """Starts without slopes at which the scale, through a small ρ, has the dispersion of the counts."""
    mean, variance = series.counts.mean(), series.counts.var()
    if variance <= mean:
        return []
    delta, *_ = np.linalg.lstsq(series.exog, np.full(len(series.counts), np.log(mean)), rcond=None)
    rho = min(0.5, np.sqrt(mean / (variance - mean) / variance)) / series.order
    return [np.append(np.full(series.order, share * rho), delta) for share in (1.0, 0.03)]


def _checked(series: PredictiveSeries, start_params: np.ndarray) -> np.ndarray:
    params = np.asarray(start_params, dtype=float)
    right = params.shape == (series.order + series.exog.shape[1],)
    if not (right and series.allows(params) and (params[: series.order] > 0).all()):
        raise ModelDataError(
            f"start_params {params} are not inside of what the model allows.",
            "Give each rho above 0, their sum below 1, and a coefficient for each regressor.",
        )
    return params
