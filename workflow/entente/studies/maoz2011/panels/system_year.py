"""The system-year panel: conflict, major powers, concentration and democratic cliques of each year."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from entente.networks.cliques import maximal_cliques, naming
from entente.networks.concentration import capability_concentration
from entente.systems.international_system import InternationalSystem
from entente.systems.matrices import YearAxis, by_year


def system_year_panel(
    systems: Iterable[InternationalSystem],
    disputes: pd.DataFrame,
    wars: pd.DataFrame,
    *,
    max_cliques: int,
) -> pd.DataFrame:
    """Return one row a year with the systemic variables (Maoz 2011, pp. 15–17).

    Of the systems, one a year, the dispute-dyad-years and the spells of war participants it makes year, n
    (states), major_powers, dispute_dyads and wars (counts), the last three per state, dispute_days (days
    summed over dispute-dyads), democratic_cliques (share, 0 to 1), capability_concentration (0 to 1); types
    of the schema system_year.  TooManyCliques is raised if the network of mutual strategic reference groups
    of a year has more than the bound.
    """
    disputes_of = by_year(disputes)
    rows = []
    for system in systems:
        year, n = system.year, len(system.axis)
        of_members = _between_members(disputes_of.get(year, disputes.iloc[:0]), system.axis)
        dispute_dyads = len(of_members[["ccode1", "ccode2"]].drop_duplicates())
        ongoing = wars.loc[wars["first_year"].le(year) & wars["last_year"].ge(year), "war"].nunique()
        majors = int(system.states["major_power"].sum())
        rows.append(
            {
                "year": year,
                "n": n,
                "major_powers": majors,
                "dispute_dyads": dispute_dyads,
                "wars": ongoing,
                "major_power_share": majors / n,
                "dispute_dyads_per_state": dispute_dyads / n,
                "wars_per_state": ongoing / n,
                "dispute_days": int(of_members["days"].sum()),
                "democratic_cliques": _democratic_cliques(system, max_cliques),
                "capability_concentration": capability_concentration(system.capability),
            }
        )
    return pd.DataFrame(rows)


def _between_members(disputes: pd.DataFrame, axis: YearAxis) -> pd.DataFrame:
    """Disputes of the year between two members; the log of threats counts the few with a non-member."""
    members = (axis.positions(disputes["ccode1"]) >= 0) & (axis.positions(disputes["ccode2"]) >= 0)
    return disputes[members]


def _democratic_cliques(system: InternationalSystem, max_cliques: int) -> float:
    """Mean over the cliques of mutual reference groups of the share of democracies in the clique.

    A choice: the paper names the proportion of democratic states in these cliques (Maoz 2011, p. 17), but
    neither which ties make a clique nor how its cliques are summed up.
    """
    with naming(f"mutual strategic reference groups, {system.year}"):
        cliques = maximal_cliques(system.srg & system.srg.T, max_cliques)
    democracies = (cliques & system.democracy[:, None]).sum(axis=0)
    return float(np.mean(democracies / cliques.sum(axis=0)))
