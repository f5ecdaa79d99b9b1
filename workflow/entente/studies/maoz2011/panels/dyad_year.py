"""The dyad-year panel: dyad attributes, conflict, and what two states' reference groups say of the pair."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from entente.systems.dyads import DYAD_YEAR
from entente.systems.international_system import InternationalSystem
from entente.systems.matrices import allies_of_enemies, enemies_of_enemies


def dyad_year_panel(systems: Iterable[InternationalSystem], threats: pd.DataFrame) -> pd.DataFrame:
    """Return the dyad-year panel: attributes and all regressors that need no model output.

    From the paper (Maoz 2011, p. 16): mutual membership in reference groups, the enemy of my enemy, the lower
    regime score, and ally of my enemy with pacts as alliances.  A choice: ``ally_of_enemy`` holds if either
    state is allied with an enemy of the other, since the dyads are undirected.

    Columns, types and units are those of the schema dyad_year; one row for each row of the systems' dyads.  A
    dyad without a row in the table threats had neither dispute nor war nor rivalry.
    """
    frames = [system.dyads.assign(**_relations(system)) for system in systems]
    panel = pd.concat(frames, ignore_index=True).merge(threats, on=DYAD_YEAR, how="left")
    conflict = [name for name in threats.columns if name not in DYAD_YEAR]
    return panel.assign(**{name: panel[name].eq(True) for name in conflict})


def _relations(system: InternationalSystem) -> dict[str, np.ndarray]:
    first, second = (system.axis.positions(system.dyads[code]) for code in ("ccode1", "ccode2"))
    srg_capability = system.srg @ system.capability
    ally_of_enemy = allies_of_enemies(system.mid, system.matrix("ally_pact"))
    return {
        "contiguous": system.dyads["contiguity"].notna().to_numpy(),
        "joint_democracy": system.democracy[first] & system.democracy[second],
        "srg_1_has_2": system.srg[first, second],
        "srg_2_has_1": system.srg[second, first],
        "srg_mutual": system.srg[first, second] & system.srg[second, first],
        "minimum_srg_capability": np.minimum(srg_capability[first], srg_capability[second]),
        "common_enemies": system.pairs(enemies_of_enemies(system.mid)),
        "ally_of_enemy": system.pairs(ally_of_enemy | ally_of_enemy.T),
    }
