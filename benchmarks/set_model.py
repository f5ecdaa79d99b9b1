"""The agent-based model in plain Python: sets, lists and loops, no arrays.

The yardstick for what a reader could write in an afternoon: relations that stay the same during a run are
sorted once, a search stops as soon as it may.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

#: Relative to the sum of float capabilities: opportunity costs up to here count as balanced.
BALANCE_TOLERANCE = 1e-11


class Search(NamedTuple):
    """How a rule set lets states search; the two rule sets agree in all else."""

    modules: tuple[str, ...]
    any_at_last: bool
    ties_together: bool


RULE_SETS = {
    "paper": Search(("D", "EE", "JC"), any_at_last=False, ties_together=False),
    "program": Search(("D", "JC", "EE"), any_at_last=True, ties_together=True),
}


class Iteration(NamedTuple):
    """One iteration: a set of states, or a number, for each state."""

    wishes: list[set[int]]
    alliances: list[set[int]]
    srg: list[set[int]]
    aoc: list[float]


def simulate_with_sets(
    *, capability, srg, mid, democracy, cooperation, rules: str = "paper", max_iterations: int = 50
) -> tuple[list[Iteration], bool]:
    """Run the model; arguments as for `entente.abm.simulate`, but ``rules`` is the name of a rule set.

    Returns
    -------
    list of Iteration
        All iterations.
    bool
        Whether the last repeats the alliances of the one before.
    """
    how = RULE_SETS[rules]
    capability = np.asarray(capability).tolist()
    group, opponents, partners = neighbours(srg), neighbours(mid), neighbours(cooperation)
    candidates = candidate_lists(capability, opponents, partners, np.asarray(democracy).tolist(), how)
    tolerance = BALANCE_TOLERANCE * sum(capability) if isinstance(capability[0], float) else 0
    states = range(len(capability))
    allies = [set() for _ in states]
    trace = []
    while len(trace) < max_iterations:
        aoc, wishes = [], []
        for i in states:
            cost = sum(capability[j] for j in group[i]) - capability[i]
            cost -= sum(capability[j] for j in allies[i])
            aoc.append(cost)
            wishes.append(
                search(cost, group[i], allies[i], candidates[i], capability, tolerance, how.ties_together)
            )
        allies = [{j for j in wishes[i] if i in wishes[j]} for i in states]
        trace.append(Iteration(wishes, allies, group, aoc))
        if len(trace) > 1 and allies == trace[-2].alliances:
            return trace, True
        group = [group[i].union(*(allies[j] for j in opponents[i])) - {i} for i in states]
    return trace, False


def search(cost, group, allies, lists, capability, tolerance, ties_together) -> set[int]:
    """Allies carried over and, list by list, candidates, strongest first, until the cost is covered."""
    wished = set(allies)
    for candidates in lists:
        last_added = None
        for j in candidates:
            if cost <= tolerance and not (ties_together and capability[j] == last_added):
                break
            if j not in group and j not in wished:
                wished.add(j)
                cost -= capability[j]
                last_added = capability[j]
    return wished


def candidate_lists(capability, opponents, partners, democracy, how: Search) -> list[list[list[int]]]:
    """For every state the candidates of each module in turn, strongest first, equals by position."""
    states = range(len(capability))
    ranking = sorted((j for j in states if capability[j] > 0), key=lambda j: -capability[j])
    fellows = {j for j in states if democracy[j]}
    of_state = []
    for i in states:
        modules = {
            "D": fellows if democracy[i] else set(),
            "EE": set().union(*(opponents[enemy] for enemy in opponents[i])),
            "JC": partners[i],
        }
        sets = [modules[name] for name in how.modules] + [set(states)] * how.any_at_last
        of_state.append([[j for j in ranking if j in members and j != i] for members in sets])
    return of_state


def neighbours(matrix) -> list[set[int]]:
    """For every row of a boolean matrix the set of columns that it marks."""
    return [set(np.flatnonzero(row).tolist()) for row in np.asarray(matrix)]
