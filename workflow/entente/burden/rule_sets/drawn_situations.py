"""Situations that are drawn: each by the seed and its own index, so that it is the same in any batch."""

from __future__ import annotations

import numpy as np

from entente.burden.rule_sets.designs import Draws, Topology
from entente.burden.rule_sets.situation import Situation
from entente.burden.rule_sets.topologies import SHAPES, drawn_network

#: The side of the square on which states lie, in kilometres: no two are farther apart than half the equator.
SIDE = 20_000 / np.sqrt(2)

#: So many states are neighbours of one on average, but for those at an edge.
_NEIGHBOURS = 5

#: Categories of effort that a run of small steps starts from, as most states have: below six in a hundred.
_FIRST_CATEGORIES = (1, 7)

#: Streams of one seed and index: what the situation is, and what happens in it.
_SITUATION, _RUN = 0, 1


def stream(seed: int, index: int, kind: int = _RUN) -> np.random.SeedSequence:
    """Return the random stream of one index: by default what happens in a run, apart from what it is of."""
    return np.random.SeedSequence(entropy=seed, spawn_key=(index, kind))


def drawn_situation(draws: Draws, topology: Topology, seed: int, index: int) -> tuple[Situation, float]:
    """Return the situation of an index, and the dispersion of its resources.

    States of one seed and index are the same whatever the topology: number, resources, places, regimes,
    enemies.  Resources are lognormal with the dispersion, in descending order, and sum to n.

    Parameters
    ----------
    draws : Draws
    topology : {"star", "ring", "complete", "two_cliques", "random"}
        In a star the state with the most resources is the centre; of two cliques each takes every second
        state.
    seed, index : int
        Not negative.

    Returns
    -------
    situation : Situation
        With all that rule sets ask for: capability, the share in resources; places on a square, of which
        distance is in kilometres and neighbours are those within a distance that makes five in the mean;
        democracy; culture, the same (1) or another (0); enemies, primary ones mutual; categories of effort
        from 1 to 7; duration 0.
    dispersion : float
    """
    generator = np.random.default_rng(stream(seed, index, _SITUATION))
    n = int(generator.integers(draws.states[0], draws.states[1] + 1))
    dispersion = float(generator.uniform(*draws.dispersion))
    resources = np.sort(np.exp(dispersion * generator.standard_normal(n)))[::-1]
    resources *= n / resources.sum()
    threat = np.exp(draws.threat * generator.standard_normal(n))
    place = generator.random((n, 2))
    democracy, culture = generator.random(n) < draws.democracies, generator.random(n) < 0.5
    enemies = np.triu(generator.random((n, n)) < draws.enemies, 1)
    category = generator.integers(*_FIRST_CATEGORIES, size=n, endpoint=True)
    degree = generator.uniform(*draws.degree)
    network = drawn_network(n, degree, generator) if topology == "random" else SHAPES[topology](n)
    apart = np.sqrt(((place[:, None] - place[None]) ** 2).sum(axis=2))
    enemies |= enemies.T
    near = (apart < np.sqrt(_NEIGHBOURS / (np.pi * n))) & ~np.eye(n, dtype=bool)
    situation = Situation(
        labels=np.arange(n),
        resources=resources,
        network=network,
        capability=resources / resources.sum(),
        category=category,
        effort=(category - 0.5) / 100,
        effort_change=np.zeros(n),
        threat=threat,
        democracy=democracy,
        culture=((culture[:, None] == culture) & ~np.eye(n, dtype=bool)).astype(float),
        neighbours=near,
        distance=apart * SIDE,
        duration=np.zeros((n, n)),
        primary_enemies=enemies,
        secondary_enemies=_allies_of(enemies, network),
    )
    return situation, dispersion


def _allies_of(enemies: np.ndarray, network: np.ndarray) -> np.ndarray:
    """Who is allied to a primary enemy, and no primary enemy itself."""
    allied = enemies.astype(np.float32) @ network.astype(np.float32) > 0
    np.fill_diagonal(allied, False)
    return allied & ~enemies
