"""One iteration's search for allies: opportunity costs, lists of candidates, strongest first.

All functions here expect packed networks whose states are in descending order of capability: the strongest
candidates of a state are then the first bits of its row, and the search needs no sorting.
"""

from __future__ import annotations

import numpy as np

from entente.abm.inputs import StateSystem
from entente.abm.rules import Rules
from entente.core.compiling import compiled
from entente.networks.bits import WORD, bit, joined_with_composition, lowest

_ONE = np.uint64(1)


def candidate_lists(system: StateSystem, rules: Rules) -> np.ndarray:
    """Candidates of every state, a packed network for each module of the rules and the fallback, in order.

    Who is in the strategic reference group, already wished or without capability is left to the search.
    Rows of states that are no democracy are empty in module D: they go on to the next module at once.

    Parameters
    ----------
    system : StateSystem
    rules : Rules

    Returns
    -------
    ndarray of uint64, shape (lists, n, ceil(n / 64))
    """
    nobody = np.zeros_like(system.srg)
    lists = []
    for module in rules.modules:
        if module == "D":
            lists.append(_all_pairs(system.democracy))
        elif module == "EE":
            lists.append(joined_with_composition(nobody, system.mid, system.mid))
        else:
            lists.append(system.cooperation)
    if rules.fallback == "any":
        lists.append(_all_pairs(np.ones(len(system.capability), dtype=np.bool_)))
    return np.stack(lists)


@compiled
def _all_pairs(chosen):
    """The packed network that ties the chosen states to each other, bool (n,), but none to itself."""
    n = len(chosen)
    everyone = np.zeros((n + WORD - 1) // WORD, np.uint64)
    for j in range(n):
        if chosen[j]:
            everyone[j // WORD] |= bit(j)
    pairs = np.zeros((n, len(everyone)), np.uint64)
    for i in range(n):
        if chosen[i]:
            pairs[i] = everyone
            pairs[i, i // WORD] &= ~bit(i)
    return pairs


@compiled
def opportunity_cost(capability, srg, allies):
    """Alliance opportunity cost AOC_i = Σ_j srg_ij c_j − c_i − Σ_j allies_ij c_j (Maoz 2011, pp. 11-12, 38).

    Parameters
    ----------
    capability : ndarray of float64 or int64, shape (n,)
    srg, allies : ndarray of uint64, shape (n, ceil(n / 64))
        Packed networks.

    Returns
    -------
    ndarray, shape (n,)
        Of the type and in the unit of ``capability``; positive where a state is outweighed.
    """
    cost = np.empty_like(capability)
    for i in range(len(capability)):
        cost[i] = _sum_over(srg[i], capability) - capability[i] - _sum_over(allies[i], capability)
    return cost


@compiled
def _sum_over(row, capability):
    """Capability of the states in a row, added in their order: the same bits on every machine."""
    total = capability[0] * 0  # of the type of the capabilities
    for w in range(len(row)):
        word = row[w]
        while word:
            total += capability[w * WORD + lowest(word)]
            word &= word - _ONE
    return total


@compiled
def search(cost, srg, carried, lists, capability, tolerance, together):
    """Whom each state wishes for: the allies carried over, and candidates until its cost is covered.

    Parameters
    ----------
    cost : ndarray, shape (n,)
        Opportunity costs before the search.
    srg, carried : ndarray of uint64, shape (n, ceil(n / 64))
        Packed networks: whom a state may not add, and whom it wishes for already.
    lists : ndarray of uint64, shape (lists, n, ceil(n / 64))
        Candidates, list by list (see `candidate_lists`).
    capability : ndarray, shape (n,)
        In descending order.
    tolerance : float or int
        Costs up to here count as covered.
    together : bool
        Whether candidates of equal capability are decided on together, else one at a time by position.

    Returns
    -------
    ndarray of uint64, shape (n, ceil(n / 64))
        Row i marks the states that i wishes for.
    """
    wishes = carried.copy()
    for i in range(len(cost)):
        remaining = cost[i]
        for candidates in lists:
            if remaining <= tolerance:
                break
            remaining = _add(wishes[i], candidates[i], srg[i], capability, remaining, tolerance, together)
    return wishes


@compiled
def _add(wished, candidates, barred, capability, remaining, tolerance, together):
    """Add candidates of one list to one state's wishes, in place; return the cost that remains."""
    tied = capability[0] * 0  # capability of the last one added; none has 0
    for w in range(len(candidates)):
        word = candidates[w] & ~barred[w] & ~wished[w]
        while word:
            j = w * WORD + lowest(word)
            strength = capability[j]
            if strength == 0 or (remaining <= tolerance and not (together and strength == tied)):
                return remaining
            wished[w] |= bit(j)
            remaining -= strength
            tied = strength
            word &= word - _ONE
    return remaining
