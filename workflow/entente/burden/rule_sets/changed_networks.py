"""Networks changed for the sake of comparison: without triangles, or with a layer of drawn ties added."""

from __future__ import annotations

import numpy as np

from entente.core.errors import BurdenInputError


def without_triangles(network: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Take away ties until there is no triangle.

    Each time the tie goes that is part of most triangles; which of equals is drawn.  Ties that are part of
    none stay, so that fewer go than if all in triangles went; that no smaller number would do is not said.

    Parameters
    ----------
    network : ndarray of bool, shape (n, n)
        Symmetric, without ties to oneself.
    generator : Generator

    Returns
    -------
    ndarray of bool, shape (n, n)
    """
    left = network.copy()
    ones, others = np.nonzero(np.triu(left))
    tie = np.zeros(left.shape, dtype=np.intp)
    tie[ones, others] = tie[others, ones] = np.arange(len(ones))
    # Triangles of each tie: partners that both ends share.
    triangles = (left[ones] & left[others]).sum(axis=1)
    luck = generator.random(len(ones))
    while triangles.any():
        gone = np.argmax(np.where(triangles == triangles.max(), luck, -1.0))
        one, other = ones[gone], others[gone]
        left[one, other] = left[other, one] = False
        third = np.flatnonzero(left[one] & left[other])
        triangles[tie[one, third]] -= 1
        triangles[tie[other, third]] -= 1
        triangles[gone] = 0
    return left


def drawn_layer(n: int, density: float, closure: float, generator: np.random.Generator) -> np.ndarray:
    """Draw a layer of ties, each of which closes a triangle with a given chance.

    Ties are made one by one, the nearest whole number that makes the density.  With the chance ``closure``
    the next joins two states that share a partner and are not tied, drawn uniformly from all such pairs, or
    else two that are not tied; where no pair shares a partner it joins any.  With a closure of 0 ties fall
    as by lot.

    Parameters
    ----------
    n : int
        States, 2 or more.
    density : float
        Share of all pairs that are tied, 0 to 1.
    closure : float
        From 0 to 1.
    generator : Generator

    Returns
    -------
    ndarray of bool, shape (n, n)

    Raises
    ------
    BurdenInputError
        If there are too few states, or a number is no share.
    """
    if n < 2 or not 0 <= density <= 1 or not 0 <= closure <= 1:
        raise BurdenInputError(
            f"A layer of {n} states, density {density:g} and closure {closure:g} cannot be drawn.",
            "Give at least 2 states, and shares from 0 to 1.",
        )
    tied = np.zeros((n, n), dtype=bool)
    free = np.triu(np.ones((n, n), dtype=bool), 1)
    # Of the free pairs those that share a partner.
    open_triads = np.zeros((n, n), dtype=bool)
    for closes in generator.random(round(density * n * (n - 1) / 2)) < closure:
        pairs = np.flatnonzero(open_triads) if closes else ()
        if not len(pairs):
            pairs = np.flatnonzero(free)
        one, other = divmod(int(pairs[generator.integers(len(pairs))]), n)
        for end, partners in ((one, tied[other]), (other, tied[one])):
            open_triads[end] |= partners & free[end]
            open_triads[:, end] |= partners & free[:, end]
        tied[one, other] = tied[other, one] = True
        free[one, other] = open_triads[one, other] = False
    return tied
