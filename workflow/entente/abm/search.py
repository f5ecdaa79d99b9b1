"""Candidates: whom each state may approach, module by module."""

from __future__ import annotations

import numpy as np

from entente.abm.inputs import StateSystem
from entente.abm.rules import Rules
from entente.networks.kernel import add_composition, add_pairs


def candidate_lists(system: StateSystem, rules: Rules) -> np.ndarray:
    """Candidates of every state, a packed network for each module of the rules and the fallback, in order.

    Who is in the strategic reference group, already wished or without capability is left to the search.
    Rows of states that are no democracy are empty in module D: they go on to the next module at once.  They
    are uint64 (lists, n, ceil(n / 64)).
    """
    names = [*rules.modules, *(["any"] if rules.fallback == "any" else [])]
    lists = np.zeros((len(names), *system.srg.shape), np.uint64)
    for candidates, name in zip(lists, names, strict=True):
        if name == "D":
            add_pairs(candidates, system.democracy)
        elif name == "EE":
            add_composition(candidates, system.mid, system.mid)
        elif name == "JC":
            candidates[:] = system.cooperation
        else:
            add_pairs(candidates, np.ones_like(system.democracy))
    return lists
