"""The exact process of few states: every network with every effort, and the rates between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np

from entente.burden.actors.actor_system import ActorSystem, read_actors
from entente.burden.actors.objectives import chances, consent, effort_gains, tie_gains, toggled
from entente.core.errors import BurdenInputError

#: How many states and categories there may be: 216 situations at most.
MOST = 3


@dataclass(frozen=True, eq=False)
class RateMatrix:
    """A continuous-time Markov chain on m situations, each a network with the effort of its states.

    Attributes
    ----------
    rates : ndarray of float64, shape (m, m)
        Q: at (a, b) the rate from situation a to b; rows sum to zero.
    networks : ndarray of bool, shape (m, n, n)
    efforts : ndarray of int64, shape (m, n)
        Categories from 1.
    """

    rates: np.ndarray
    networks: np.ndarray
    efforts: np.ndarray

    def position(self, network: Any, effort: Any) -> int:
        """Return which situation a network with an effort is; BurdenInputError if it is none."""
        network, effort = np.asarray(network), np.asarray(effort)
        found = ()
        if network.shape == self.networks.shape[1:] and effort.shape == self.efforts.shape[1:]:
            same = (self.networks == network).all(axis=(1, 2))
            found = np.flatnonzero(same & (self.efforts == effort).all(axis=1))
        if not len(found):
            asked = f"Network {network.tolist()} with effort {effort.tolist()}"
            raise BurdenInputError(
                f"{asked} is none of the {len(self.rates)} situations.",
                "Give a network of as many states, and categories within those of the matrix.",
            )
        return int(found[0])

    def probabilities(self, network: Any, effort: Any, time: float = 1.0) -> np.ndarray:
        """Return the probability of each situation, (m,), some time after the process began in one.

        It is a row of the matrix exponential of rates × time, which is 0 or more (else BurdenInputError).
        """
        if not 0 <= time < np.inf:
            raise BurdenInputError(f"time is {time!r}.", "Give a number of 0 or more.")
        from scipy.linalg import expm

        return expm(self.rates * time)[self.position(network, effort)]


def generator(
    n: int = MOST,
    categories: int = MOST,
    *,
    ties: Any = None,
    efforts: Any = None,
    rates: Any = 1.0,
    rule: str = "confirm",
    centre: float,
) -> RateMatrix:
    """Build the exact rate matrix of the process that :func:`entente.burden.actors.simulate` draws from.

    It is computed from the formulas in plain Python, and shares no code with the compiled runs.

    Parameters
    ----------
    n, categories : int
        Numbers of states, 2 or 3, and of categories, 1 to 3.
    ties, efforts, rates, rule
        As for ``simulate``.
    centre : float
        z̄: there is no beginning whose mean it could be.

    Returns
    -------
    RateMatrix
        Situations in the order of networks, then of efforts, those of the last pair and state changing first.

    Raises
    ------
    BurdenInputError
        If there are more states or categories, or an input cannot be used.
    """
    for name, value, least in (("n", n, 2), ("categories", categories, 1)):
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST:
            raise BurdenInputError(
                f"{name} is {value!r}.", f"Give {least} to {MOST}; the matrix grows beyond use with more."
            )
    if centre is None:
        raise BurdenInputError("centre is None.", "Give z̄: no beginning has a mean that it could be.")
    given = {"ties": ties, "efforts": efforts, "rates": rates, "rule": rule, "centre": centre}
    networks = [_network(n, chosen) for chosen in product((False, True), repeat=n * (n - 1) // 2)]
    levels = [np.array(z) for z in product(range(1, categories + 1), repeat=n)]
    situations = [(x, z) for x in networks for z in levels]
    system = read_actors(*situations[0], categories=categories, **given)
    places = {_key(*situation): place for place, situation in enumerate(situations)}
    matrix = np.zeros((len(situations), len(situations)))
    for place, (x, z) in enumerate(situations):
        for then, rate in _moves(system, x, z):
            matrix[place, places[then]] += rate
    np.fill_diagonal(matrix, 0.0)
    np.fill_diagonal(matrix, -matrix.sum(axis=1))
    return RateMatrix(matrix, *(np.array(part) for part in zip(*situations, strict=True)))


def _network(n: int, chosen: tuple[bool, ...]) -> np.ndarray:
    network = np.zeros((n, n), bool)
    for (i, j), tied in zip(combinations(range(n), 2), chosen, strict=True):
        network[i, j] = network[j, i] = tied
    return network


def _key(network: np.ndarray, effort: np.ndarray) -> tuple[bytes, tuple[int, ...]]:
    return network.tobytes(), tuple(effort.tolist())


def _moves(system: ActorSystem, network: np.ndarray, effort: np.ndarray):
    """Yield where each choice of each state leads, and its rate."""
    for i in range(len(network)):
        gains = tie_gains(system, network, effort, i)
        for j, chance in enumerate(chances(gains)):
            if j != i:
                agreed = 1.0 if network[i, j] else consent(system, network, effort, i, j)
                yield _key(toggled(network, i, j), effort), system.rates.ties * chance * agreed
        steps = effort_gains(system, network, effort, i)
        for step, chance in zip(steps, chances(steps.values()), strict=True):
            then = effort.copy()
            then[i] += step
            yield _key(network, then), system.rates.efforts * chance
