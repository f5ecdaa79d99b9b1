"""The panels of state-years, dyad-years and years of the system: all regressors that need no model output."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from entente.networks.cliques import maximal_cliques, naming
from entente.networks.concentration import capability_concentration
from entente.systems.alliance_types import ALLIANCES
from entente.systems.dyads import DYAD, DYAD_YEAR
from entente.systems.international_system import InternationalSystem
from entente.systems.matrices import allies_of_enemies, by_year, enemies_of_enemies, without_diagonal
from entente.systems.spells import years_unchanged


def state_year_panel(systems: Iterable[InternationalSystem]) -> pd.DataFrame:
    """Return the state-year panel: attributes and all regressors that need no model output.

    From the paper (Maoz 2011, pp. 14–16): allies' capabilities, the sum of commitments, size, capability and
    regime of the strategic reference group, democracies and enemies of enemies outside it.  Choices: past
    cooperation is the mean of the levels of trade and of joint membership, cultural similarity outside the
    group is a mean, and status is the years through t−1 since the set of allies last changed.

    Systems are one a year, in the order of years, from the system's first year (durations count from there).
    Columns, types and units are those of the schema state_year; sorted by year and code.
    """
    frames = [
        system.states.assign(
            **allies_of_states(system, "any"),
            **allies_of_states(system, "pact"),
            alliance_commitment=system.matrix("commitment").sum(axis=1),
            **_reference_group(system),
            **_partners_outside(system),
            **{f"_allies_{kind}": _sets_of_allies(system, kind) for kind in ALLIANCES},
        )
        for system in systems
    ]
    panel = pd.concat(frames, ignore_index=True).sort_values(["ccode", "year"], ignore_index=True)
    for kind in ALLIANCES:
        allies = panel.pop(f"_allies_{kind}")
        panel[f"status_{kind}"] = years_unchanged(panel, ["ccode"], allies != allies.shift())
    return panel.sort_values(["year", "ccode"], ignore_index=True)


def allies_of_states(system: InternationalSystem, kind: str) -> dict[str, np.ndarray]:
    """Return how many allies each state has, and their capabilities, by "any" alliance or by "pact".

    They are ``allies_<kind>`` (int64) and ``allies_capability_<kind>`` (float64, share of the system), (n,).
    """
    allies = system.matrix(f"ally_{kind}")
    return {f"allies_{kind}": allies.sum(axis=1), f"allies_capability_{kind}": allies @ system.capability}


def _sets_of_allies(system: InternationalSystem, kind: str) -> list[frozenset]:
    return [frozenset(system.axis.codes[row]) for row in system.matrix(f"ally_{kind}")]


def _reference_group(system: InternationalSystem) -> dict[str, np.ndarray]:
    group, score = system.srg, system.states["regime_score"].to_numpy()
    scored = ~np.isnan(score)
    known = (group & scored).sum(axis=1)
    return {
        "srg_size": group.sum(axis=1),
        "srg_capability": group @ system.capability,
        "srg_regime_score": _ratio(group @ np.where(scored, score, 0.0), known),
        "srg_democracy_share": _ratio((group & system.democracy & scored).sum(axis=1), known),
    }


def _partners_outside(system: InternationalSystem) -> dict[str, np.ndarray]:
    """Potential partners: the states outside the group, less the state itself."""
    outside = without_diagonal(~system.srg)
    number, score = outside.sum(axis=1), system.states["regime_score"].to_numpy()
    democracies = (outside & system.democracy).sum(axis=1)
    enemies = (enemies_of_enemies(system.mid) & outside).sum(axis=1)
    trade = _mean_where(system.matrix("past_trade"), outside)
    organizations = _mean_where(system.matrix("past_joint_igo"), outside)
    levels = np.column_stack([trade, organizations])
    return {
        "non_srg_democracies": democracies,
        "non_srg_democracy_share": _ratio(democracies, number),
        "regime_x_non_srg_democracies": score * democracies,
        "regime_x_non_srg_democracy_share": score * _ratio(democracies, number),
        "non_srg_enemies_of_enemies": enemies,
        "non_srg_enemies_of_enemies_share": _ratio(enemies, number),
        "past_trade_non_srg": trade,
        "past_joint_igo_non_srg": organizations,
        "past_cooperation_non_srg": _mean_where(levels, True),
        "joint_cooperation_non_srg": _mean_where(system.cooperation.astype(float), outside),
        "cultural_similarity_non_srg": _mean_where(system.matrix("cultural_similarity"), outside),
    }


def _mean_where(values: np.ndarray, mask: np.ndarray | bool) -> np.ndarray:
    """Row means over the masked entries that are known; missing where there are none."""
    known = mask & ~np.isnan(values)
    return _ratio(np.where(known, values, 0.0).sum(axis=1), known.sum(axis=1))


def _ratio(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """Quotient, missing where the denominator is zero."""
    return np.divide(numerator, denominator, out=np.full(len(denominator), np.nan), where=denominator > 0)


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


def system_year_panel(
    systems: Iterable[InternationalSystem], disputes: pd.DataFrame, wars: pd.DataFrame, *, max_cliques: int
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
        year = system.year
        of_year = disputes_of.get(year, disputes.iloc[:0])
        # The log of threats counts the few disputes with a non-member.
        between = np.logical_and(*(system.axis.positions(of_year[code]) >= 0 for code in DYAD))
        rows.append(
            {
                "year": year,
                "n": len(system.axis),
                "major_powers": int(system.states["major_power"].sum()),
                "dispute_dyads": len(of_year.loc[between, DYAD].drop_duplicates()),
                "wars": wars.loc[wars["first_year"].le(year) & wars["last_year"].ge(year), "war"].nunique(),
                "dispute_days": int(of_year.loc[between, "days"].sum()),
                "democratic_cliques": _democratic_cliques(system, max_cliques),
                "capability_concentration": capability_concentration(system.capability),
            }
        )
    panel = pd.DataFrame(rows)
    per_state = panel[["major_powers", "dispute_dyads", "wars"]].div(panel["n"], axis=0)
    names = ["major_power_share", "dispute_dyads_per_state", "wars_per_state"]
    return panel.join(per_state.set_axis(names, axis=1))


def _democratic_cliques(system: InternationalSystem, max_cliques: int) -> float:
    """Mean over the cliques of mutual reference groups of the share of democracies in the clique.

    A choice: the paper names the proportion of democratic states in these cliques (Maoz 2011, p. 17), but
    neither which ties make a clique nor how its cliques are summed up.
    """
    with naming(f"mutual strategic reference groups, {system.year}"):
        cliques = maximal_cliques(system.srg & system.srg.T, max_cliques)
    democracies = (cliques & system.democracy[:, None]).sum(axis=0)
    return float(np.mean(democracies / cliques.sum(axis=0)))
