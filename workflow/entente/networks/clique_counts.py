"""Maximal cliques counted by size, by node and by pair: all that indices of polarization ask of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from entente.networks.cliques import check_bound, refuse_too_many


@dataclass(frozen=True, eq=False)
class CliqueCounts:
    """Counts of the k maximal cliques of a network of n nodes.

    Attributes
    ----------
    n_cliques : int
        k; a node without ties is a clique of its own.
    held : ndarray of int64, shape (n, s + 1)
        Entry (i, size): cliques of that size that node i belongs to; s is at least the largest size.
    shared : ndarray of int64, shape (n, n)
        Entry (i, j): cliques that both nodes belong to, on the diagonal those of the node itself.
    """

    n_cliques: int
    held: np.ndarray
    shared: np.ndarray

    def without_isolates(self) -> CliqueCounts:
        """Leave out the nodes without ties, and the cliques that each of them forms alone.

        Returns
        -------
        CliqueCounts
            What the network of the others has.
        """
        tied = self.held[:, 1] == 0
        isolates = int((~tied).sum())
        return CliqueCounts(self.n_cliques - isolates, self.held[tied], self.shared[np.ix_(tied, tied)])


def count_cliques(ties: np.ndarray, max_cliques: int) -> CliqueCounts:
    """Count the maximal cliques of a network without listing them.

    Memory is O(n²) however many there are: of the order of 50 bytes × n × (largest number of ties), so that
    thousands of states around one hub take gigabytes.  The first call of a process loads the compiled search.

    Parameters
    ----------
    ties : ndarray of bool, shape (n, n)
        Adjacency matrix that :func:`entente.networks.adjacency.check_adjacency` has passed.
    max_cliques : int
        Bound on the number of cliques, at which the search stops.

    Returns
    -------
    CliqueCounts

    Raises
    ------
    TooManyCliques
        If there are more than ``max_cliques``.
    ConfigurationError
        If ``max_cliques`` is less than 1.
    """
    from entente.networks.kernel import pack, search_cliques

    check_bound(max_cliques)
    n = len(ties)
    # A clique holds no more than a node and all that it is tied to.
    largest = int(ties.sum(axis=1).max(initial=0)) + 1
    held, shared = np.zeros((n, largest + 1), np.int64), np.zeros((n, n), np.int64)
    neighbours, _, _ = pack(np.ascontiguousarray(ties), np.arange(n))
    found = search_cliques(neighbours, max_cliques, held, shared)
    refuse_too_many(found, max_cliques, ties)
    one_way = shared - np.diag(shared.diagonal())
    return CliqueCounts(found, held, shared + one_way.T)
