"""What a state weighs at an opportunity, in plain Python from the formulas: all is counted each time anew.

The compiled runs do not use it; the exact rate matrix and explanations of runs do.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from entente.burden.actors.actor_system import ActorSystem


def triangles_of(network: np.ndarray, i: int) -> int:
    """Return how many triangles a state is in."""
    partners = np.flatnonzero(network[i])
    return int(network[np.ix_(partners, partners)].sum()) // 2


def tie_objective(system: ActorSystem, network: np.ndarray, effort: np.ndarray, i: int) -> float:
    """Return f_i(x), what its ties are worth to a state, see :mod:`entente.burden.actors.coefficients`."""
    ties = system.ties
    scale = float if ties.scale == "linear" else math.sqrt
    own = int(network[i].sum())
    total = ties.closure * triangles_of(network, i) * (1 if ties.triangles == "once" else 2)
    for j in np.flatnonzero(network[i]).tolist():
        degree = int(network[j].sum())
        total += ties.density + system.pairs[i, j]
        total += ties.degree * (scale(own) + scale(degree)) + ties.partner_degree * degree
        total += ties.partner_effort * (effort[j] - system.centre)
    return float(total)


def effort_objective(system: ActorSystem, network: np.ndarray, effort: np.ndarray, i: int, z: int) -> float:
    """Return f_i(z), what effort of a category is worth to a state."""
    efforts, beyond = system.efforts, z - system.centre
    triangles, carried = triangles_of(network, i), int(effort[network[i]].sum())
    appeal = efforts.direct * int(network[i].sum()) + efforts.indirect * triangles
    appeal += efforts.conditional * triangles * carried + system.states[i]
    return float(efforts.linear * beyond + efforts.quadratic * beyond**2 + z * appeal)


def toggled(network: np.ndarray, i: int, j: int) -> np.ndarray:
    """Return a network in which the tie of two states is made, or ended if there is one."""
    changed = network.copy()
    changed[i, j] = changed[j, i] = not network[i, j]
    return changed


def tie_gains(system: ActorSystem, network: np.ndarray, effort: np.ndarray, i: int) -> list[float]:
    """Return by how much f_i rises if i toggles its tie to each state; 0 for itself, which is nothing."""
    now = tie_objective(system, network, effort, i)
    return [
        0.0 if j == i else tie_objective(system, toggled(network, i, j), effort, i) - now
        for j in range(len(network))
    ]


def effort_gains(system: ActorSystem, network: np.ndarray, effort: np.ndarray, i: int) -> dict[int, float]:
    """Return by how much f_i rises by each step of effort, −1, 0 or 1, that stays within the categories."""
    now = effort_objective(system, network, effort, i, effort[i])
    return {
        step: effort_objective(system, network, effort, i, effort[i] + step) - now
        for step in (-1, 0, 1)
        if 1 <= effort[i] + step <= system.categories
    }


def consent(system: ActorSystem, network: np.ndarray, effort: np.ndarray, i: int, j: int) -> float:
    """Return the probability that j agrees to a new tie that i offers; 1 if it is not asked."""
    if system.rule == "unilateral":
        return 1.0
    now, then = (tie_objective(system, x, effort, j) for x in (network, toggled(network, i, j)))
    return chances([now, then])[1]


def chances(gains: Iterable[float]) -> list[float]:
    """Return probabilities of alternatives, ∝ exp of what they gain."""
    gains = list(gains)
    weights = [math.exp(gain - max(gains)) for gain in gains]
    return [weight / sum(weights) for weight in weights]
