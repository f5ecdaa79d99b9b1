"""The search for maximal cliques on rows of bits: it counts them, and never holds more than one.

Depth-first with pivots (Bron and Kerbosch 1973; Tomita, Tanaka and Takahashi 2006).  Networks, and sets of
nodes, are packed (:mod:`entente.networks.bits`).  Libraries list cliques, which for the dense networks of the
random experiment takes several times as long, and memory for each clique; the indices need counts only.
"""

from __future__ import annotations

import numpy as np

from entente.core.compiling import compiled
from entente.networks.bits import WORD, bit, lowest

_ONE = np.uint64(1)
_PAIRS, _FOURS, _EIGHTS = (np.uint64(mask * (2**64 // 255)) for mask in (0x55, 0x33, 0x0F))
_BYTES = np.uint64(2**64 // 255)


@compiled
def search(neighbours, bound, held, shared):
    """Enter every maximal clique in the counts, and return their number, or ``bound + 1`` if there are more.

    Parameters
    ----------
    neighbours : ndarray of uint64, shape (n, ceil(n / 64))
        Packed rows of an undirected network without loops.
    bound : int
        The search stops at the first clique beyond it; the counts are of no use then.
    held : ndarray of int64, shape (n, s + 1), zeros
        Receives at (i, size) the cliques of that size that hold node i; none may be larger than s.
    shared : ndarray of int64, shape (n, n), zeros
        Receives at (i, j), in one of the two triangles, the cliques that hold both nodes.
    """
    n, words = neighbours.shape
    if n == 0:
        return 0
    clique = np.zeros(held.shape[1], np.int64)
    # By depth: who can still join the clique; who could, but whose cliques are all known; who is to be tried.
    candidates = np.zeros((held.shape[1], words), np.uint64)
    known = np.zeros_like(candidates)
    branches = np.zeros_like(candidates)
    for node in range(n):
        candidates[0, node // WORD] |= bit(node)
    depth = found = 0
    _choose_branches(neighbours, candidates[0], known[0], branches[0])
    while depth >= 0:
        node = _take(branches[depth])
        if node < 0:
            depth -= 1
            continue
        clique[depth] = node
        open_to_more = _intersect(candidates[depth], neighbours[node], candidates[depth + 1])
        part_of_known = _intersect(known[depth], neighbours[node], known[depth + 1])
        candidates[depth, node // WORD] &= ~bit(node)
        known[depth, node // WORD] |= bit(node)
        if open_to_more:
            depth += 1
            _choose_branches(neighbours, candidates[depth], known[depth], branches[depth])
        elif not part_of_known:
            found += 1
            if found > bound:
                break
            _enter(clique[: depth + 1], held, shared)
    return found


@compiled
def _choose_branches(neighbours, candidates, known, branches):
    """Set the branches to the candidates that are not tied to the node with ties to most of them (the pivot).

    A maximal clique holds either the pivot or somebody whom the pivot has no tie to, so the rest need not be
    tried.  If a known node is tied to every candidate, nothing new is to be found and no branch remains.
    """
    most, pivot = -1, 0
    for w in range(len(candidates)):
        eligible = known[w] | candidates[w]
        while eligible:
            node = w * WORD + lowest(eligible)
            eligible &= eligible - _ONE
            ties = 0
            for v in range(len(candidates)):
                ties += _size(candidates[v] & neighbours[node, v])
            if ties > most:
                most, pivot = ties, node
    for w in range(len(candidates)):
        branches[w] = candidates[w] & ~neighbours[pivot, w]


@compiled
def _enter(clique, held, shared):
    for a in range(len(clique)):
        held[clique[a], len(clique)] += 1
        for b in range(a + 1):
            shared[clique[a], clique[b]] += 1


@compiled
def _take(nodes):
    """Remove the first node from a set and return it, −1 if the set is empty."""
    for w in range(len(nodes)):
        if nodes[w]:
            node = w * WORD + lowest(nodes[w])
            nodes[w] &= nodes[w] - _ONE
            return node
    return -1


@compiled
def _intersect(one, other, result):
    """Write what two sets share into a third; return whether there is anything."""
    anything = np.uint64(0)
    for w in range(len(result)):
        result[w] = one[w] & other[w]
        anything |= result[w]
    return anything != 0


@compiled
def _size(word):
    """Count the bits of a word: in pairs, fours and bytes, then all bytes added up in the highest."""
    word -= (word >> _ONE) & _PAIRS
    word = (word & _FOURS) + ((word >> np.uint64(2)) & _FOURS)
    word = (word + (word >> np.uint64(4))) & _EIGHTS
    return np.int64((word * _BYTES) >> np.uint64(56))
