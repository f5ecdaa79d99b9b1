"""Logarithm of the coefficient of negative binomial probabilities, and its derivatives, to full accuracy.

The coefficient is ``Γ(λ + y) / (Γ(λ) y!)``, the rising factorial λ (λ + 1) … (λ + y − 1) over y!.
Written with logarithms of gamma functions it is a small difference of large numbers: at λ = e³⁰ and y = 5 no
digit of the difference of ψ(λ + 5) and ψ(λ) is left.  Here such differences are taken term by term in
Stirling's series where the base is large, and 1/λ, which cancels, is taken out where it is small.
"""

from __future__ import annotations

import numpy as np
from scipy.special import digamma, gammaln, polygamma

#: From here on four terms of Stirling's series are exact to rounding.
_LARGE = 30.0

#: exp(±300) is as good as infinity or zero in all corrections, and its square is still a float.
_EXTREME = 300.0


def log_coefficient(log_base: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Logarithm of Γ(λ + y) / (Γ(λ) y!), shape (n,), 0 where y = 0.

    ln λ, (n,), is finite, and the counts y, (n,), are whole numbers of at least 0.
    """
    value = np.zeros(len(count))
    some = count > 0
    log_base, count = log_base[some], count[some]
    base = np.exp(np.clip(log_base, -_EXTREME, _EXTREME))
    smaller, log_larger = np.minimum(base, count), np.maximum(log_base, np.log(count))
    log_smaller = np.minimum(log_base, np.log(count))
    rise = _log_gamma_rise(np.maximum(base, count), smaller, log_larger)
    # ln Γ(s) = ln Γ(1 + s) − ln s, where ln s is known even if s is not.
    value[some] = rise - gammaln(1 + smaller) + log_smaller - np.log(count)
    return value


def log_coefficient_derivatives(log_base: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and second derivative of :func:`log_coefficient` with respect to ln λ, (n,) each.

    The first is ``λ [ψ(λ + y) − ψ(λ)]``: 0 where y = 0, otherwise from 1 (λ → 0) to y (λ → ∞).  The second is
    ``first + λ² [ψ′(λ + y) − ψ′(λ)]``.
    """
    first, second = np.zeros(len(count)), np.zeros(len(count))
    base = np.exp(np.clip(log_base, -_EXTREME, _EXTREME))
    small, large = (count > 0) & (base < _LARGE), (count > 0) & (base >= _LARGE)
    first[small], second[small] = _derivatives_at_small_base(base[small], count[small])
    first[large], second[large] = _derivatives_at_large_base(base[large], count[large])
    return first, second


def _log_gamma_rise(base: np.ndarray, increase: np.ndarray, log_base: np.ndarray) -> np.ndarray:
    """Return ln Γ(base + increase) − ln Γ(base) for a base of at least the increase."""
    total = base + increase
    growth = np.log1p(increase / base)
    series = (base - 0.5) * growth + increase * (log_base + growth) - increase
    series += _stirling_remainder(total) - _stirling_remainder(base)
    return np.where(base < _LARGE, gammaln(total) - gammaln(base), series)


def _derivatives_at_small_base(base: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    # ψ(λ) = ψ(1 + λ) − 1/λ and ψ′(λ) = ψ′(1 + λ) + 1/λ²
    slope = base * (digamma(base + count) - digamma(base + 1))
    return 1 + slope, slope + base**2 * (polygamma(1, base + count) - polygamma(1, base + 1))


def _derivatives_at_large_base(base: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    total = base + count
    level, curvature = _digamma_remainder(total)
    level_at_base, curvature_at_base = _digamma_remainder(base)
    rest = base * (level - level_at_base)
    first = base * np.log1p(count / base) + count / (2 * total) + rest
    second = base * _log1p_excess(count / base) - count * base / (2 * total**2)
    return first, second + rest + base**2 * (curvature - curvature_at_base)


def _log1p_excess(ratio: np.ndarray) -> np.ndarray:
    """Return ln(1 + u) − u/(1 + u), which is about u²/2."""
    series = ratio**2 * (1 / 2 - ratio * (2 / 3 - ratio * (3 / 4 - ratio * (4 / 5 - ratio * 5 / 6))))
    return np.where(ratio < 1e-3, series, np.log1p(ratio) - ratio / (1 + ratio))


def _stirling_remainder(z: np.ndarray) -> np.ndarray:
    """Return ln Γ(z) less (z − ½) ln z − z + ½ ln 2π, for a large z."""
    w = 1 / z**2
    return (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w / 1680))) / z


def _digamma_remainder(z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return ψ(z) less ln z − 1/2z, for a large z, and the derivative."""
    w = 1 / z**2
    level = -w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))
    return level, w / z * (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30)))
