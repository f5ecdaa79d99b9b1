"""Power laws of degrees."""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import zeta
from scipy.stats import poisson


def power_law(degrees: np.ndarray) -> tuple[float, float, float]:
    """Fit a discrete power law and a Poisson distribution, both cut off below 2, by maximum likelihood.

    Returned for degrees of at least 2 are the exponent of the power law (Clauset, Shalizi and Newman 2009),
    and the log-likelihoods of it and of the Poisson distribution.
    """
    logs, count = np.log(degrees).sum(), len(degrees)

    def power_loss(exponent: float) -> float:
        return exponent * logs + count * math.log(zeta(exponent, 2))

    def poisson_loss(rate: float) -> float:
        return -(poisson.logpmf(degrees, rate).sum() - count * poisson.logsf(1, rate))

    power = minimize_scalar(power_loss, bounds=(1.01, 10), method="bounded")
    other = minimize_scalar(poisson_loss, bounds=(0.01, float(degrees.max()) + 1), method="bounded")
    return float(power.x), -float(power.fun), -float(other.fun)
