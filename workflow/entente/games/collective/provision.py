"""Collective security as a threshold game: enough states must contribute, and each would rather not."""

from __future__ import annotations

from math import comb
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize.elementwise import find_root
from scipy.special import expit, gammaln, logsumexp
from scipy.stats import binom

from entente.games.answers import answer
from entente.games.parameters import POSITIVE, UNIT_INTERVAL, check, check_all, number, whole

#: An equilibrium in which contributing is worth its cost at most to this, but not more, is one, not two.
TOUCHING = 1e-9


class Threshold(NamedTuple):
    """Equilibria of a threshold game.

    Attributes
    ----------
    provided : int
        Equilibria in pure strategies with the good: every set of exactly k, if the cost is at most 1.
    unprovided : int
        Those without: nobody contributes; with a refund also contributions that are returned anyway, of so
        few that no other state makes them enough.
    mixed : tuple of Mixed
        Equilibria in which each state contributes with the same probability, within (0, 1), rising.
    """

    provided: int
    unprovided: int
    mixed: tuple[Mixed, ...]


class Mixed(NamedTuple):
    """A symmetric equilibrium in mixed strategies.

    Attributes
    ----------
    probability : float
        That a state contributes.
    provision : float
        That enough do.
    payoff : float
        What a state expects.
    """

    probability: float
    provision: float
    payoff: float


def threshold(n: int, k: int, cost: float, refund: bool = False) -> Threshold:
    """Equilibria of a game in which k of n states must contribute for all to have 1.

    Parameters
    ----------
    n, k : int
        States, and how many are needed, from 1 to n.
    cost : float
        Of contributing, above 0.
    refund : bool
        Whether it is returned if too few contribute; otherwise it is sunk.

    Returns
    -------
    Threshold

    Raises
    ------
    GameInputError
        If a number is not whole, k is not within 1 to n or the cost is not above 0.
    """
    n, k = of_states(n, k)
    cost = number("cost", cost, POSITIVE)
    probabilities = mixed_probabilities(n, k, cost, refund)
    chances = [float(q) for q in probabilities[~np.isnan(probabilities)]]
    mixed = tuple(Mixed(q, float(provision(n, k, q)), float(binom.sf(k - 1, n - 1, q))) for q in chances)
    # Fewer than this contribute if nobody's joining makes them enough, or is not worth it.
    idle = k - 1 if cost < 1 else k
    unprovided = sum(comb(n, j) for j in range(idle)) if refund else int(idle > 0)
    return Threshold(comb(n, k) if cost <= 1 else 0, unprovided, mixed)


def provision(n: int, k: int, probability: Any) -> Any:
    """Return the probability that k of n states contribute, each by itself with the given probability.

    Parameters
    ----------
    n, k : int
        States, and how many are needed, from 1 to n.
    probability : array_like
        In [0, 1].

    Returns
    -------
    float, ndarray or Series

    Raises
    ------
    GameInputError
        If a number is not whole, k is not within 1 to n or a probability not within 0 to 1.
    """
    n, k = of_states(n, k)
    known, labels = check_all({"probability": probability}, {"probability": UNIT_INTERVAL})
    return answer(binom.sf(k - 1, n, known["probability"]), labels)


def of_states(n: int, k: int) -> tuple[int, int]:
    """Return n states and k of these, checked."""
    n = whole("n", n, 1)
    return n, whole("k", k, 1, n)


def mixed_probabilities(n: int, k: int, cost: Any, refund: bool = False) -> Any:
    """Probabilities of contributing with which each state is indifferent.

    Sunk, the chance to be decisive is worth the cost, ``C(n−1, k−1) q^{k−1} (1−q)^{n−k} = c``: for 1 < k < n
    at none, one or two probabilities.  With a refund,
    ``(1 − c) P(k − 1 of the others) = c P(at least k of them)``: at one if k < n.

    Parameters
    ----------
    n, k : int
        States, and how many are needed, from 1 to n.
    cost : array_like
        Of contributing, above 0.
    refund : bool
        Whether it is returned if too few contribute.

    Returns
    -------
    ndarray of float64, shape of the cost and 2
        Within (0, 1), rising, NaN for what does not exist.  Two that come together, where the cost is within
        1e-9 of the largest chance to be decisive, are one.

    Raises
    ------
    GameInputError
        If a number is not whole, k is not within 1 to n or a cost is not above 0.
    """
    n, k = of_states(n, k)
    cost = check("cost", cost, *POSITIVE)
    found = _with_refund(n, k, cost) if refund else _sunk(n, k, cost)
    return np.sort(np.stack(found, axis=-1), axis=-1)


def _sunk(n: int, k: int, cost: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if n == 1:
        return np.full(cost.shape, np.nan), np.full(cost.shape, np.nan)
    most = (k - 1) / (n - 1)
    height = binom.pmf(k - 1, n - 1, most)

    def excess(q: np.ndarray, cost: np.ndarray) -> np.ndarray:
        return binom.pmf(k - 1, n - 1, q) - cost

    touches = (np.abs(height - cost) <= TOUCHING) & (1 < k < n)
    crosses = (height > cost) & ~touches
    rising = find_root(excess, (0.0, most), args=(cost,)).x
    falling = find_root(excess, (most, 1.0), args=(cost,)).x
    rising = np.where(crosses & (k > 1), rising, np.where(touches, most, np.nan))
    return rising, np.where(crosses & (k < n), falling, np.nan)


def _with_refund(n: int, k: int, cost: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    nowhere = np.full(cost.shape, np.nan)
    if k == n or not (cost < 1).any():
        return nowhere, nowhere
    # P(at least k) / P(k − 1) of the others is a polynomial in the odds of contributing, and rises.
    powers = np.arange(1, n - k + 1)
    others = k - 1 + powers
    logs = gammaln(k) + gammaln(n - k + 1) - gammaln(others + 1) - gammaln(n - others)

    def excess(log_odds: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        return logsumexp(logs + powers * log_odds[..., None], axis=-1) - wanted

    wanted = np.log1p(-np.where(cost < 1, cost, 0.5)) - np.log(cost)
    log_odds = find_root(excess, (-750.0, 750.0), args=(wanted,)).x
    return np.where(cost < 1, expit(log_odds), np.nan), nowhere
