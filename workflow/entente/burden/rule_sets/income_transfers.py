"""Income moved between contributors to a public good: whether anybody's consumption notices (Warr 1983)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.burden.public_good.equilibrium import commons
from entente.burden.rule_sets.designs import Draws
from entente.burden.rule_sets.drawn_situations import drawn_situation

#: The giver parts with so much of what it contributes, so that it still contributes.
PART = 0.5

#: A contribution above this is one.
_SOME = 1e-9


def transfers(draws: Draws, count: int, seed: int, weight: float = 0.4) -> pd.DataFrame:
    """Move income from the largest to the smallest contributor in each of some drawn systems.

    All have the same weight of security, and partners' effort is as good as own (φ₀ = 1).

    Parameters
    ----------
    draws : Draws
    count, seed : int
        Systems from index 0 on.
    weight : float
        a, between 0 and 1.

    Returns
    -------
    DataFrame
        A row a topology and system with two contributors or more: topology, index, states, contributors,
        same_contributors (whether they are the same afterwards), moved (share of the giver's resources),
        total (relative change of all effort), consumption (largest relative change of anybody's w − m).
    """
    rows = []
    for topology in draws.topologies:
        for index in range(count):
            situation, _ = drawn_situation(draws, topology, seed, index)
            given = {"weight": weight, "network": situation.network}
            before = commons(resources=situation.resources, **given).contributions
            contributing = before > _SOME
            if contributing.sum() < 2:
                continue
            giver = int(np.argmax(before))
            taker = int(np.argmin(np.where(contributing, before, np.inf)))
            resources = situation.resources.copy()
            moved = PART * before[giver]
            resources[giver] -= moved
            resources[taker] += moved
            after = commons(resources=resources, **given).contributions
            left = situation.resources - before
            rows.append(
                {
                    "topology": topology,
                    "index": index,
                    "states": situation.n,
                    "contributors": int(contributing.sum()),
                    "same_contributors": bool(((after > _SOME) == contributing).all()),
                    "moved": moved / situation.resources[giver],
                    "total": after.sum() / before.sum() - 1,
                    "consumption": float(np.abs((resources - after) / left - 1).max()),
                }
            )
    return pd.DataFrame(rows)
