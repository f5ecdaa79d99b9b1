"""Closed forms of the lecture's models beside their Monte Carlo twins, model by model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from entente.games.ally import War
from entente.games.ally.draws import ally_table
from entente.games.collective.draws import coalition_table, threshold_table
from entente.games.linkage import linkage_table
from entente.games.winsets.draws import (
    iteration_table,
    ratification_table,
    reversion_table,
    split_table,
)

#: Bodies that ratify: so many of so many; of larger ones agreement is so rare that draws meet none.
BODIES = ((1, 1), (2, 3), (3, 5), (4, 5), (51, 100))

#: Linked issues: what each side loses and gains, and how values go together.
LINKED = ((0.0, 0.0, 0.0), (1.0, 1.0, 0.0), (1.0, 1.0, 0.5))

#: Games of contribution: states, needed, cost, and whether costs come back.
CONTRIBUTIONS = ((2, 1, 0.5, False), (5, 3, 0.3, False), (5, 3, 0.3, True), (10, 4, 0.15, False))


def ally_twins(ally: Mapping[str, Any], draws: int, seed: int) -> pd.DataFrame:
    """Return the quantities of bargaining with an ally, whose motives are v_C = .5, c̄ = .5 and α = .1."""
    war = War(**ally["war"])
    return ally_table(war, ally["probability"], ally["status_quo"], (0.5, 0.5, 0.1), draws=draws, seed=seed)


def winset_twins(winsets: Mapping[str, Any], draws: int, seed: int) -> pd.DataFrame:
    """Return splits, ratification, reversion, iteration and linkage."""
    often = {"draws": draws, "seed": seed}
    parts = [
        split_table(tuple(winsets["least_shares"].values()), (0.0, 0.0), winsets["discount"], **often),
        ratification_table(BODIES, winsets["x_1"], **often),
        reversion_table(0.5, (0.1, 0.2, 0.3, 0.6, 0.9), (0.5, 1.0, 1.5708), **often),
        iteration_table(0.25, (1, 3, 10), 0.5, 0.9, **often),
        linkage_table(LINKED, **often),
    ]
    return pd.concat(parts, ignore_index=True)


def collective_twins(draws: int, seed: int) -> pd.DataFrame:
    """Return who contributes where enough must, and who wins together against an aggressor."""
    often = {"draws": draws, "seed": seed}
    parts = [
        threshold_table(CONTRIBUTIONS, **often),
        coalition_table((5.0, 3.0, 2.0, 1.0), (6.0, 4.0), **often),
    ]
    return pd.concat(parts, ignore_index=True)
