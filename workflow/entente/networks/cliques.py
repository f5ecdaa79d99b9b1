"""Maximal cliques of an undirected network, as a clique-affiliation matrix, never more than a bound."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike

from entente.errors import ConfigurationError, TooManyCliques
from entente.networks.adjacency import check_adjacency, to_networkx

#: Far beyond history, whose networks, actual and expected by the paper's rules, have fewer than 400.
MAX_CLIQUES = 100_000


def maximal_cliques(adjacency: ArrayLike, max_cliques: int = MAX_CLIQUES) -> np.ndarray:
    """Find the maximal cliques: groups that are all tied to each other and can take in nobody else.

    A node without ties is a clique of its own, as in the program of the paper's author, so every node
    belongs to at least one clique.

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
    import networkx as nx

    if max_cliques < 1:
        raise ConfigurationError(f"max_cliques is {max_cliques}.", "Give a bound of at least 1.")
    ties = check_adjacency(adjacency)
    found = list(islice(nx.find_cliques(to_networkx(ties)), max_cliques + 1))
    if len(found) > max_cliques:
        raise TooManyCliques(
            f"A network of {len(ties)} nodes and {int(ties.sum()) // 2} ties has more than "
            f"{max_cliques} maximal cliques.",
            "Raise networks.max_cliques in the configuration, or the argument max_cliques.",
        )
    cliques = sorted(sorted(clique) for clique in found)
    affiliation = np.zeros((len(ties), len(cliques)), dtype=bool)
    for j, members in enumerate(cliques):
        affiliation[members, j] = True
    return affiliation


@contextmanager
def naming(network: str) -> Iterator[None]:
    """Put the name of the network in front of what TooManyCliques says."""
    try:
        yield
    except TooManyCliques as error:
        raise TooManyCliques(f"{network}: {error.what}", error.remedy) from None


def without_isolates(affiliation: np.ndarray) -> np.ndarray:
    """Drop the nodes without ties, and the cliques that each of them forms alone.

    Parameters
    ----------
    affiliation : ndarray of bool, shape (n, k)
        From :func:`maximal_cliques`.

    Returns
    -------
    ndarray of bool, shape (n − isolates, k − isolates)
        What :func:`maximal_cliques` gives for the network of the others.
    """
    alone = affiliation.sum(axis=0) == 1
    isolated = affiliation[:, alone].any(axis=1)
    return affiliation[np.ix_(~isolated, ~alone)]
