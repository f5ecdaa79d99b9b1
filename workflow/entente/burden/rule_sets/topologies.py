"""Networks of a shape that has a name: what rule sets are put to when nothing but the shape is to matter."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from entente.core.errors import BurdenInputError


def star(n: int) -> np.ndarray:
    """Return the star of n states, bool (n, n): the first is tied to each other one."""
    network = np.zeros((n, n), dtype=bool)
    network[0, 1:] = network[1:, 0] = True
    return network


def ring(n: int) -> np.ndarray:
    """Return the ring of n states, bool (n, n): each is tied to the one before and the one after it."""
    network = np.zeros((n, n), dtype=bool)
    here = np.arange(n)
    network[here, (here + 1) % n] = network[(here + 1) % n, here] = True
    np.fill_diagonal(network, False)
    return network


def complete(n: int) -> np.ndarray:
    """Return the network in which all of n states are tied to each other, bool (n, n)."""
    return ~np.eye(n, dtype=bool)


def two_cliques(n: int) -> np.ndarray:
    """Return two cliques, bool (n, n), of the even and of the odd positions, without a tie between them."""
    side = np.arange(n) % 2
    return (side[:, None] == side) & complete(n)


#: Networks by the name of their shape; that of a random network is known when it is drawn.
SHAPES: dict[str, Callable[[int], np.ndarray]] = {
    "star": star,
    "ring": ring,
    "complete": complete,
    "two_cliques": two_cliques,
}


def drawn_network(n: int, degree: float, generator: np.random.Generator) -> np.ndarray:
    """Draw a network uniformly from those of n states with as many ties as make a mean degree, bool (n, n).

    The nearest whole number of ties is taken.  BurdenInputError is raised if a state cannot have so many.
    """
    if not 0 <= degree <= n - 1:
        raise BurdenInputError(
            f"{n} states cannot have {degree:g} partners each on average.", f"Give 0 to {n - 1}."
        )
    one, other = np.triu_indices(n, 1)
    chosen = generator.choice(len(one), round(degree * n / 2), replace=False, shuffle=False)
    network = np.zeros((n, n), dtype=bool)
    network[one[chosen], other[chosen]] = network[other[chosen], one[chosen]] = True
    return network
