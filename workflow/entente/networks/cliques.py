"""Maximal cliques of an undirected network, as a clique-affiliation matrix, never more than a bound."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

import numpy as np
from numpy.typing import ArrayLike

from entente.core.errors import ConfigurationError, TooManyCliques
from entente.networks.adjacency import check_adjacency, to_igraph

#: Far beyond history, whose networks, actual and expected under either rule set, have fewer than 600.
MAX_CLIQUES = 100_000


def maximal_cliques(adjacency: ArrayLike, max_cliques: int = MAX_CLIQUES) -> np.ndarray:
    """Find the maximal cliques: groups that are all tied to each other and can take in nobody else.

    A node without ties is a clique of its own, as in the program of the paper's author, so every node
    belongs to at least one clique.  Indices of polarization need less, and get it sooner, from
    :func:`entente.networks.clique_counts.count_cliques`.

    Parameters
    ----------
    adjacency : array_like, shape (n, n)
        Undirected network.
    max_cliques : int, default 100_000
        Bound on their number k, which can grow as ``3^(n/3)``: the search stops at the first clique
        beyond it.

    Returns
    -------
    ndarray of bool, shape (n, k)
        Clique affiliation: entry (i, j) says that node i belongs to clique j.  Cliques are in the order of
        their sorted members, so that the same network always gives the same matrix.

    Raises
    ------
    NetworkError
        If ``adjacency`` is not that of an undirected network.
    TooManyCliques
        If there are more than ``max_cliques``.
    ConfigurationError
        If ``max_cliques`` is less than 1.
    """
    check_bound(max_cliques)
    ties = check_adjacency(adjacency)
    found = to_igraph(ties).maximal_cliques(max_results=max_cliques + 1)
    refuse_too_many(len(found), max_cliques, ties)
    cliques = sorted(map(sorted, found))
    affiliation = np.zeros((len(ties), len(cliques)), dtype=bool)
    columns = np.repeat(np.arange(len(cliques)), list(map(len, cliques)))
    affiliation[list(chain.from_iterable(cliques)), columns] = True
    return affiliation


def check_bound(max_cliques: int) -> None:
    """Raise ConfigurationError if a bound on the number of cliques is less than 1."""
    if max_cliques < 1:
        raise ConfigurationError(f"max_cliques is {max_cliques}.", "Give a bound of at least 1.")


def refuse_too_many(found: int, max_cliques: int, ties: np.ndarray) -> None:
    """Raise TooManyCliques if a search, which stops there, found a clique beyond the bound."""
    if found > max_cliques:
        raise TooManyCliques(
            f"A network of {len(ties)} nodes and {np.count_nonzero(ties) // 2} ties has more than "
            f"{max_cliques} maximal cliques.",
            "Raise max_cliques.",
        )


@contextmanager
def naming(network: str) -> Iterator[None]:
    """Put the name of the network in front of what TooManyCliques says."""
    try:
        yield
    except TooManyCliques as error:
        raise TooManyCliques(f"{network}: {error.what}", error.remedy) from None
