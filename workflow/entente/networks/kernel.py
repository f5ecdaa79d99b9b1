"""All compiled code: networks as rows of bits, the model's iterations, the search for maximal cliques.

It is one file because compiled functions call each other: numba keeps what it compiled until the file of a
function changes, and would not notice a change in the file of another that it calls.

A packed network is of uint64 (n, ceil(n / 64)): bit ``j % 64`` of word ``j // 64`` in row i says whether i is
tied to j.  Bits beyond the last state are 0.  No function changes its arguments, unless it says so.
"""

from __future__ import annotations

from collections.abc import Callable

import numba
import numpy as np

#: States in a word.
WORD = 64

_ONE, _LAST = np.uint64(1), np.uint64(WORD - 1)
_PAIRS, _FOURS, _EIGHTS = (np.uint64(mask * (2**64 // 255)) for mask in (0x55, 0x33, 0x0F))
_BYTES = np.uint64(2**64 // 255)

#: Brings the lowest bits of eight bytes together in the highest of them.
_GATHER = np.uint64(0x0102040810204080)


def compiled(function: Callable) -> Callable:
    """Compile a function when it is first called, without Python's global lock, and keep what was compiled.

    numba keeps it in the folder of its setting ``NUMBA_CACHE_DIR``, else beside this file, else in the user's
    cache folder; where none can be written, it is compiled anew in every process.
    """
    try:
        return numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no folder to keep it in
        return numba.njit(nogil=True)(function)


# --- bits of a word ----------------------------------------------------------------------------------------


@compiled
def count(word):
    """Count the bits of a word, int64: in pairs, fours and bytes, then all bytes added up in the highest."""
    word -= (word >> _ONE) & _PAIRS
    word = (word & _FOURS) + ((word >> np.uint64(2)) & _FOURS)
    word = (word + (word >> np.uint64(4))) & _EIGHTS
    return np.int64((word * _BYTES) >> np.uint64(56))


@compiled
def lowest(word):
    """Return the position of the lowest set bit of a word that is not 0, int64: the number of bits below."""
    return count((word & -word) - _ONE)


@compiled
def bit(position):
    """Return the word in which only the bit of a state is set, given its position in the network: uint64."""
    return _ONE << (np.uint64(position) & _LAST)


# --- packed networks ---------------------------------------------------------------------------------------


@compiled
def pack(network, order):
    """Pack a network, bool (n, n), C-contiguous, with its states in another order.

    ``order``, int64 (n,), says which state comes to stand in each position.  Returned are the packed network,
    whether no state is tied to itself, and whether every tie goes both ways.
    """
    n = len(order)
    rows = np.empty((n, (n + WORD - 1) // WORD), np.uint64)
    eights = rows.view(np.uint8)
    cells = np.zeros(rows.shape[1] * WORD, np.bool_)
    cells_by_eight = cells.view(np.uint64)
    loopless = True
    for i in range(n):
        row = network[order[i]]
        loopless &= not row[order[i]]
        for j in range(n):
            cells[j] = row[j]
        for k in range(len(cells_by_eight)):
            eights[i, k] = (cells_by_eight[k] * _GATHER) >> np.uint64(56)
    columns = transposed(rows)[order]
    packed = transposed(columns)
    return packed, loopless, (packed == columns).all()


@compiled
def unpack(packed, order):
    """Unpack a network into the order that its states had before it was packed: bool (n, n)."""
    n = len(order)
    network = np.zeros((n, n), np.bool_)
    for i in range(n):
        row = network[order[i]]
        for w in range(packed.shape[1]):
            word = packed[i, w]
            while word:
                row[order[w * WORD + lowest(word)]] = True
                word &= word - _ONE
    return network


@compiled
def transposed(packed):
    """Return a packed network with all ties turned round, block by block of 64 × 64."""
    n, words = packed.shape
    turned = np.empty_like(packed)
    block, other = np.empty(WORD, np.uint64), np.empty(WORD, np.uint64)
    for v in range(words):
        height = min(WORD, n - v * WORD)
        for w in range(words):
            for k in range(height):
                block[k] = packed[v * WORD + k, w]
            block[height:] = 0
            _transpose(block, other)
            for k in range(min(WORD, n - w * WORD)):
                turned[w * WORD + k, v] = block[k]
    return turned


@compiled
def _transpose(block, other):
    """Transpose 64 words of 64 bits in place, through another 64 words (Warren, Hacker's Delight, 7-3)."""
    _swap_halves(block, other, np.uint64(32), np.uint64(0x00000000FFFFFFFF))
    _swap_halves(other, block, np.uint64(16), np.uint64(0x0000FFFF0000FFFF))
    _swap_halves(block, other, np.uint64(8), np.uint64(0x00FF00FF00FF00FF))
    _swap_halves(other, block, np.uint64(4), np.uint64(0x0F0F0F0F0F0F0F0F))
    _swap_halves(block, other, np.uint64(2), np.uint64(0x3333333333333333))
    _swap_halves(other, block, np.uint64(1), np.uint64(0x5555555555555555))


@compiled
def _swap_halves(block, shuffled, width, lower):
    """Swap the higher parts of words with the lower parts of those that are ``width`` rows on.

    These always stand 32 places on, because their order is shuffled on the way: after six rounds it is the
    old one again.
    """
    half = WORD // 2
    for k in range(half):
        swap = ((block[k] >> width) ^ block[k + half]) & lower
        shuffled[2 * k] = block[k] ^ (swap << width)
        shuffled[2 * k + 1] = block[k + half] ^ swap


@compiled
def mutual(packed):
    """Return the ties of a packed network that go both ways, as a packed network."""
    return packed & transposed(packed)


@compiled
def add_pairs(network, chosen):
    """Tie the chosen states, bool (n,), to each other, but none to itself: the packed network changes."""
    everyone = np.zeros(network.shape[1], np.uint64)
    for j in range(len(chosen)):
        if chosen[j]:
            everyone[j // WORD] |= bit(j)
    for i in range(len(chosen)):
        if chosen[i]:
            for w in range(len(everyone)):
                network[i, w] |= everyone[w]
            network[i, i // WORD] &= ~bit(i)


@compiled
def add_composition(network, first, second):
    """Add first·second with a zero diagonal, the ties by first and then second, to a network that changes.

    All are packed.  It takes time of the order (ties of ``first``) × n / 64.
    """
    for i in range(len(first)):
        for w in range(first.shape[1]):
            word = first[i, w]
            while word:
                j = w * WORD + lowest(word)
                for v in range(network.shape[1]):
                    network[i, v] |= second[j, v]
                word &= word - _ONE
        network[i, i // WORD] &= ~bit(i)


# --- the agent-based model ---------------------------------------------------------------------------------
# Networks are packed, and their states in descending order of capability: the strongest candidates of a state
# are then the first bits of its row, and the search needs no sorting.


@compiled
def run_model(
    capability, tolerance, srg, mid, lists, together, carry, cumulative, on_wishes, limit, keep_all
):
    """Iterate the search for allies until a network repeats.

    Capabilities (n,) are float64 or int64, and costs up to the tolerance count as covered; srg (the initial
    strategic reference groups) and mid (disputes) are packed networks; lists, uint64 (lists, n,
    ceil(n / 64)), are of candidates (see `entente.abm.simulation.candidate_lists`).  The switches together,
    carry, cumulative and on_wishes are ``ties``, ``carry_allies``, ``srg_update`` and ``converged_on`` of
    `entente.abm.Rules`.  There are at most ``limit`` iterations, of which all or only the last are kept.

    Returned are, of each iteration kept, three packed networks (wishes, alliances, strategic reference groups
    in force) and the opportunity costs (n,) before its search; and whether it converged.
    """
    networks, costs = [], []
    nobody = np.zeros_like(srg)
    groups, carried, before = srg, nobody, nobody
    for t in range(limit):
        cost = opportunity_cost(capability, groups, carried)
        wishes = search_allies(cost, groups, carried, lists, capability, tolerance, together)
        alliances = mutual(wishes)
        if not keep_all:
            networks.clear()
        networks.append((wishes, alliances, groups))
        costs.append(cost)

        compared = wishes if on_wishes else alliances
        converged = t > 0 and (compared == before).all()
        if converged:
            break
        before = compared
        carried = alliances if carry else nobody
        groups = groups.copy() if cumulative else srg.copy()
        add_composition(groups, mid, alliances)
    return networks, costs, converged


@compiled
def opportunity_cost(capability, srg, allies):
    """Alliance opportunity cost AOC_i = Σ_j srg_ij c_j − c_i − Σ_j allies_ij c_j (Maoz 2011, pp. 11-12, 38).

    It is of the type and in the unit of the capabilities, (n,), and positive where a state is outweighed.
    """
    cost = np.empty_like(capability)
    for i in range(len(capability)):
        cost[i] = _sum(srg, i, capability) - capability[i] - _sum(allies, i, capability)
    return cost


@compiled
def _sum(network, i, capability):
    """Capability of the states that i is tied to, added in their order: the same bits on every machine."""
    total = capability[0] * 0  # of the type of the capabilities
    for w in range(network.shape[1]):
        word = network[i, w]
        while word:
            total += capability[w * WORD + lowest(word)]
            word &= word - _ONE
    return total


@compiled
def search_allies(cost, srg, carried, lists, capability, tolerance, together):
    """Whom each state wishes for: the allies carried over, and candidates until its cost is covered.

    ``cost``, (n,), are the opportunity costs before the search, ``srg`` are whom a state may not add, and
    ``carried`` whom it wishes for already.  Candidates of equal capability are decided on together, or one at
    a time by position.  Row i of the packed network that is returned marks whom i wishes for.
    """
    wishes = carried.copy()
    for i in range(len(cost)):
        remaining = cost[i]
        for k in range(len(lists)):
            if remaining <= tolerance:
                break
            remaining = _add(wishes, i, lists[k], srg, capability, remaining, tolerance, together)
    return wishes


@compiled
def _add(wishes, i, candidates, srg, capability, remaining, tolerance, together):
    """Add candidates of one list to the wishes of state i, in place; return the cost that remains."""
    tied = capability[0] * 0  # capability of the last one added; none has 0
    for w in range(wishes.shape[1]):
        word = candidates[i, w] & ~srg[i, w] & ~wishes[i, w]
        while word:
            j = w * WORD + lowest(word)
            strength = capability[j]
            if strength == 0 or (remaining <= tolerance and not (together and strength == tied)):
                return remaining
            wishes[i, w] |= bit(j)
            remaining -= strength
            tied = strength
            word &= word - _ONE
    return remaining


# --- random networks -------------------------------------------------------------------------------------


@compiled
def network_of_pairs(pairs, n):
    """Return the adjacency matrix, bool (n, n), of pairs, int64 (m,), numbered as in `states_of_pair`."""
    network = np.zeros((n, n), np.bool_)
    for k in range(len(pairs)):
        i, j = states_of_pair(pairs[k])
        network[i, j] = network[j, i] = True
    return network


@compiled
def states_of_pair(pair):
    """Return the two states of a numbered pair, the one of the higher position first.

    Pairs are counted along the rows of the lower triangle: 0 is (1, 0), 1 is (2, 0), 2 is (2, 1), and so on.
    """
    # In float64 the root falls on the right side of an integer up to millions of states.
    row = np.int64((1 + np.sqrt(1 + 8 * pair)) / 2)
    return row, pair - row * (row - 1) // 2


# --- maximal cliques ---------------------------------------------------------------------------------------
# Depth-first with pivots (Bron and Kerbosch 1973; Tomita, Tanaka and Takahashi 2006).  The search counts
# cliques, and never holds more than one.  Libraries list cliques, which for the dense networks of the random
# experiment takes several times as long, and memory for each clique; the indices need counts only.


@compiled
def search_cliques(neighbours, bound, held, shared):
    """Enter every maximal clique in the counts, and return their number, or ``bound + 1`` if there are more.

    The network is packed, undirected and without loops.  ``held``, int64 (n, s + 1), zeros, receives at
    (i, size) the cliques of that size that hold node i; none may be larger than s.  ``shared``, int64 (n, n),
    zeros, receives at (i, j), in one of the two triangles, the cliques that hold both nodes.  Beyond the
    bound the search stops, and the counts are of no use.
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
                ties += count(candidates[v] & neighbours[node, v])
            if ties > most:
                most, pivot = ties, node
    for w in range(len(candidates)):
        branches[w] = candidates[w] & ~neighbours[pivot, w]


@compiled
def _enter(clique, held, shared):
    """Add a clique to the counts, in place."""
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
