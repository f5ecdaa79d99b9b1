"""Maximal cliques of an undirected network: listed, or counted by size, by node and by pair.

A clique is a group that are all tied to each other and can take in nobody else; a node without ties is a
clique of its own, as in the program of the paper's author, so every node belongs to at least one.  Their
number can grow as ``3^(n/3)`` for n nodes, so a search stops at the first clique beyond a bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from entente.core.errors import ConfigurationError, TooManyCliques
from entente.networks.adjacency import check_adjacency

#: Far beyond history, whose networks, actual and expected under either rule set, have fewer than 600.
MAX_CLIQUES = 100_000


def maximal_cliques(adjacency: Any, max_cliques: int = MAX_CLIQUES) -> np.ndarray:
    """List the maximal cliques.  Indices of polarization need less, and get it sooner: :func:`count_cliques`.

    Parameters
    ----------
    adjacency : array_like, DataFrame or networkx Graph, shape (n, n)
        Undirected network.
    max_cliques : int, default 100_000
        Bound on their number k.

    Returns
    -------
    ndarray of bool, shape (n, k)
        Clique affiliation: entry (i, j) says that node i belongs to clique j.  Nodes are in the order of the
        matrix, those of a graph in that of ``list(graph)``; cliques in the order of their sorted members, so
        that the same network always gives the same matrix.

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

    ties = check_adjacency(adjacency)
    _check_bound(max_cliques)
    found = list(islice(nx.find_cliques(nx.from_numpy_array(ties)), max_cliques + 1))
    _refuse_too_many(len(found), max_cliques, ties)
    affiliation = np.zeros((len(ties), len(found)), dtype=bool)
    for j, members in enumerate(sorted(map(sorted, found))):
        affiliation[members, j] = True
    return affiliation


@dataclass(frozen=True, eq=False)
class CliqueCounts:
    """Counts of the k maximal cliques of a network of n nodes: all that indices of polarization ask of them.

    Attributes
    ----------
    n_cliques : int
        k.
    held : ndarray of int64, shape (n, s + 1)
        Entry (i, size): cliques of that size that node i belongs to; s is at least the largest size.
    shared : ndarray of int64, shape (n, n)
        Entry (i, j): cliques that both nodes belong to, on the diagonal those of the node itself.
    """

    n_cliques: int
    held: np.ndarray
    shared: np.ndarray

    def without_isolates(self) -> CliqueCounts:
        """Return what the network has without its nodes without ties, and the cliques of each alone."""
        tied = self.held[:, 1] == 0
        isolates = int((~tied).sum())
        return CliqueCounts(self.n_cliques - isolates, self.held[tied], self.shared[np.ix_(tied, tied)])


def count_cliques(ties: np.ndarray, max_cliques: int) -> CliqueCounts:
    """Count the maximal cliques of a network, a checked adjacency matrix, without listing them.

    Memory is O(n²) however many there are: of the order of 50 bytes × n × (largest number of ties), so that
    thousands of states around one hub take gigabytes.  The first call of a process loads the compiled search.
    Errors are those of :func:`maximal_cliques`.
    """
    from entente.networks.kernel import pack, search_cliques

    _check_bound(max_cliques)
    n = len(ties)
    # A clique holds no more than a node and all that it is tied to.
    largest = int(ties.sum(axis=1).max(initial=0)) + 1
    held, shared = np.zeros((n, largest + 1), np.int64), np.zeros((n, n), np.int64)
    neighbours, _, _ = pack(np.ascontiguousarray(ties), np.arange(n))
    found = search_cliques(neighbours, max_cliques, held, shared)
    _refuse_too_many(found, max_cliques, ties)
    one_way = shared - np.diag(shared.diagonal())
    return CliqueCounts(found, held, shared + one_way.T)


@contextmanager
def naming(network: str) -> Iterator[None]:
    """Put the name of the network in front of what TooManyCliques says."""
    try:
        yield
    except TooManyCliques as error:
        raise TooManyCliques(f"{network}: {error.what}", error.remedy) from None


def _check_bound(max_cliques: int) -> None:
    if max_cliques < 1:
        raise ConfigurationError(f"max_cliques is {max_cliques}.", "Give a bound of at least 1.")


def _refuse_too_many(found: int, max_cliques: int, ties: np.ndarray) -> None:
    if found > max_cliques:
        raise TooManyCliques(
            f"A network of {len(ties)} nodes and {np.count_nonzero(ties) // 2} ties has more than "
            f"{max_cliques} maximal cliques.",
            "Raise max_cliques.",
        )
