"""Monte Carlo twins of collective security: contributions drawn, groups of states drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from entente.games.answers import TIE
from entente.games.collective.capability import Coalitions, coalitions
from entente.games.collective.provision import of_states, threshold
from entente.games.draws import DRAWS, Case, Estimate, compare, generator, mean
from entente.games.parameters import POSITIVE, UNIT_INTERVAL, number


def simulate_provision(n: int, k: int, probability: float, draws: int = DRAWS, seed: Any = 0) -> Estimate:
    """Return how often k of n states contribute: the twin of :func:`provision`."""
    n, k = of_states(n, k)
    probability = number("probability", probability, UNIT_INTERVAL)
    contributing = generator(draws, seed).random((draws, n)) < probability
    return mean(contributing.sum(axis=1) >= k)


def simulate_gain(
    n: int, k: int, cost: float, probability: float, refund: bool = False, draws: int = DRAWS, seed: Any = 0
) -> Estimate:
    """Return what a state gains by contributing when the others do with a probability: 0 in equilibrium."""
    n, k = of_states(n, k)
    cost, probability = number("cost", cost, POSITIVE), number("probability", probability, UNIT_INTERVAL)
    others = (generator(draws, seed).random((draws, n - 1)) < probability).sum(axis=1)
    enough = others + 1 >= k
    paid = cost * enough if refund else cost
    return mean(enough - paid - (others >= k))


def simulate_sets(found: Coalitions, draws: int = DRAWS, seed: Any = 0) -> Estimate:
    """Return the number of minimal winning groups, from groups drawn: the twin of ``n_sets``."""
    weights = found.capability[found.willing]
    member = generator(draws, seed).random((draws, len(weights))) < 0.5
    total = member @ weights
    weakest = np.where(member, weights, np.inf).min(axis=1, initial=np.inf)
    enough = found.threshold * (1 - TIE)
    share, error = mean((total >= enough) & (total - weakest < enough))
    return Estimate(share * 2.0 ** len(weights), error * 2.0 ** len(weights))


def threshold_table(
    games: Iterable[tuple[int, int, float, bool]], draws: int = DRAWS, seed: int = 0
) -> pd.DataFrame:
    """Mixed equilibria of threshold games, beside their twins.

    Parameters
    ----------
    games : iterable of (int, int, float, bool)
        States, how many are needed, cost and refund (:func:`~entente.games.collective.threshold`).
    draws, seed : int
        As in :func:`~entente.games.draws.compare`.

    Returns
    -------
    DataFrame
        Columns of :func:`~entente.games.draws.compare`; model ``threshold``, for each mixed equilibrium the
        chance of provision, and the gain from contributing, 0 by construction.
    """

    def cases() -> Iterator[Case]:
        for n, k, cost, refund in games:
            for mixed in threshold(n, k, cost, refund).mixed:
                said = {"n": n, "k": k, "cost": cost, "refund": refund, "probability": mixed.probability}
                provided = partial(simulate_provision, n, k, mixed.probability)
                yield Case("threshold", "provision", said, mixed.provision, provided)
                gain = partial(simulate_gain, n, k, cost, mixed.probability, refund)
                yield Case("threshold", "gain from contributing", said, 0.0, gain)

    return compare(cases(), draws, seed)


def coalition_table(
    capability: Any, aggressors: Iterable[float], draws: int = DRAWS, seed: int = 0
) -> pd.DataFrame:
    """Numbers of minimal winning groups against aggressors, beside their twins.

    Parameters
    ----------
    capability : array_like, shape (n,)
        As in :func:`~entente.games.collective.coalitions`.
    aggressors : iterable of float
        Capabilities of aggressors.
    draws, seed : int
        As in :func:`~entente.games.draws.compare`.

    Returns
    -------
    DataFrame
        Columns of :func:`~entente.games.draws.compare`; model ``capability``.
    """

    def cases() -> Iterator[Case]:
        for aggressor in aggressors:
            found = coalitions(capability, aggressor)
            twin = partial(simulate_sets, found)
            yield Case("capability", "minimal winning groups", {"threshold": aggressor}, found.n_sets, twin)

    return compare(cases(), draws, seed)
