"""One iteration's search for allies: opportunity costs, lists of candidates, strongest first.

All functions here expect states in descending order of capability, so that the strongest candidates of a
state are the first of its row and the search needs no sorting.
"""

from __future__ import annotations

import numpy as np

from entente.abm.inputs import StateSystem
from entente.abm.rules import Rules


def opportunity_cost(capability: np.ndarray, srg: np.ndarray, allies: np.ndarray) -> np.ndarray:
    """Alliance opportunity cost AOC_i = Σ_j srg_ij c_j − c_i − Σ_j allies_ij c_j (Maoz 2011, pp. 11-12, 38).

    Parameters
    ----------
    capability : ndarray of float64 or int64, shape (n,)
    srg, allies : ndarray of bool, shape (n, n)

    Returns
    -------
    ndarray, shape (n,)
        Of the type and in the unit of ``capability``; positive where a state is outweighed.
    """
    return _sum_over(srg, capability) - capability - _sum_over(allies, capability)


def candidate_lists(system: StateSystem, rules: Rules) -> list[np.ndarray]:
    """Candidates of every state, one bool (n, n) for each module of the rules and the fallback, in order.

    Who is in the strategic reference group, already wished or without capability is left to the search.
    Rows of states that are no democracy are empty in module D: they go on to the next module at once.
    """
    networks = {
        "D": system.joint_democracy,
        "EE": system.enemies_of_enemies,
        "JC": system.cooperation,
    }
    lists = [networks[module] for module in rules.modules]
    if rules.fallback == "any":
        lists.append(np.ones_like(system.srg))
    return lists


def tie_starts(capability: np.ndarray, ties: str) -> np.ndarray:
    """For each candidate, the first of those that are decided on together with it: int (n,).

    Candidates of equal capability if ``ties`` is "together"; else each candidate alone, which in the stable
    order leaves equals to their position.
    """
    if ties == "together":
        return np.searchsorted(-capability, -capability, side="left")
    return np.arange(len(capability))


def search(
    cost: np.ndarray,
    barred: np.ndarray,
    lists: list[np.ndarray],
    starts: np.ndarray,
    capability: np.ndarray,
    tolerance: float,
) -> np.ndarray:
    """Whom each state newly wishes for: candidates, strongest first, until its cost is covered.

    Candidates are taken in a fixed order, so that a candidate is added if and only if the capabilities of
    those before it in the same list leave a cost above zero: one running sum decides for all of a row.

    Parameters
    ----------
    cost : ndarray, shape (n,)
        Opportunity costs before the search.
    barred : ndarray of bool, shape (n, n)
        Whom a state may not add: members of its strategic reference group, those it wishes for already.
    lists : list of ndarray of bool, shape (n, n)
        Candidates, list by list (see `candidate_lists`).
    starts : ndarray of int, shape (n,)
        See `tie_starts`.
    capability : ndarray, shape (n,)
        In descending order.
    tolerance : float
        Costs up to here count as covered.

    Returns
    -------
    ndarray of bool, shape (n, n)
        Row i marks the states that i adds; its diagonal is zero.
    """
    eligible = ~barred & (capability > 0)
    np.fill_diagonal(eligible, False)
    remaining = cost
    wished = np.zeros_like(barred)
    running = np.zeros((len(cost), len(cost) + 1), dtype=capability.dtype)
    for listed in lists:
        candidates = listed & eligible & ~wished
        np.cumsum(candidates * capability, axis=1, out=running[:, 1:])
        chosen = candidates & (remaining[:, np.newaxis] - running[:, starts] > tolerance)
        remaining = remaining - _sum_over(chosen, capability)
        wished |= chosen
    return wished


def _sum_over(network: np.ndarray, capability: np.ndarray) -> np.ndarray:
    # Not a matrix product: its order of summation, and so the last bit, depends on the BLAS and its threads.
    return (network * capability).sum(axis=1)
