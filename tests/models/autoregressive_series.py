"""Series drawn from the autoregressive models, for their tests."""

import numpy as np


def linear_series(seed, length=120, rho=0.6, beta=(1.0, 2.0, -1.0)):
    """Outcome, and regressors with a constant, one of them autocorrelated itself."""
    random = np.random.default_rng(seed)
    error, slow = np.zeros(length), np.zeros(length)
    shocks, changes = random.normal(size=(2, length))
    # The first error has the variance of all others.
    error[0], slow[0] = shocks[0] / np.sqrt(1 - rho**2), changes[0]
    for t in range(1, length):
        error[t] = rho * error[t - 1] + shocks[t]
        slow[t] = 0.8 * slow[t - 1] + changes[t]
    exog = np.column_stack([np.ones(length), slow, random.normal(size=length)])
    return exog @ np.array(beta) + error, exog


def count_series(seed, length=150, rho=(0.5,), delta=(1.5, 0.6)):
    """Counts drawn one after the other from the predictive distribution, and their regressors."""
    random = np.random.default_rng(seed)
    order = len(rho)
    rho = np.array(rho)
    slopes = np.array(delta)
    exog = np.column_stack([np.ones(length), random.normal(0, 0.7, (length, len(delta) - 1))])
    rates = np.exp(exog @ slopes)
    counts = np.zeros(length)
    counts[: order + 2] = np.round(np.exp(delta[0]) * (1 + 0.4 * (-1.0) ** np.arange(order + 2)))
    for t in range(order + 2, length):
        mean = rho @ counts[t - order : t][::-1] + (1 - rho.sum()) * rates[t]
        scale = rho @ rho * counts[:t].var(ddof=1) + (1 - rho @ rho) * rates[:t].var(ddof=1)
        counts[t] = random.negative_binomial(scale * mean, scale / (1 + scale))
    return counts, exog
