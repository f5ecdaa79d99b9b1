"""The state-year panel: allies, strategic reference group and potential partners of each state."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from entente.systems.alliance_types import ALLIANCES
from entente.systems.international_system import InternationalSystem
from entente.systems.matrices import enemies_of_enemies
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
    frames = []
    portfolios: dict[str, dict[int, frozenset]] = {kind: {} for kind in ALLIANCES}
    for system in systems:
        columns = {
            **_allies(system),
            **_reference_group(system),
            **_partners_outside(system),
        }
        frame = system.states.assign(**columns)
        for kind, before in portfolios.items():
            present = _portfolios(system, kind)
            frame[f"_changed_{kind}"] = [present[code] != before.get(code) for code in system.axis.codes]
            portfolios[kind] = present
        frames.append(frame)
    panel = pd.concat(frames, ignore_index=True).sort_values(["ccode", "year"], ignore_index=True)
    for kind in portfolios:
        panel[f"status_{kind}"] = years_unchanged(panel, ["ccode"], panel.pop(f"_changed_{kind}"))
    return panel.sort_values(["year", "ccode"], ignore_index=True)


def allies_of_states(system: InternationalSystem, kind: str) -> dict[str, np.ndarray]:
    """Return how many allies each state has, and their capabilities, by "any" alliance or by "pact".

    They are ``allies_<kind>`` (int64) and ``allies_capability_<kind>`` (float64, share of the system), (n,)
    each.
    """
    allies = system.matrix(f"ally_{kind}")
    return {
        f"allies_{kind}": allies.sum(axis=1),
        f"allies_capability_{kind}": allies @ system.capability,
    }


def _allies(system: InternationalSystem) -> dict[str, np.ndarray]:
    return {
        **allies_of_states(system, "any"),
        **allies_of_states(system, "pact"),
        "alliance_commitment": system.matrix("commitment").sum(axis=1),
    }


def _portfolios(system: InternationalSystem, kind: str) -> dict[int, frozenset]:
    """The set of allies of each state."""
    codes = system.axis.codes
    allies = system.matrix(f"ally_{kind}")
    return {code: frozenset(codes[row]) for code, row in zip(codes, allies, strict=True)}


def _reference_group(system: InternationalSystem) -> dict[str, np.ndarray]:
    group = system.srg
    scored = ~np.isnan(system.regime_score)
    known = (group & scored).sum(axis=1)
    return {
        "srg_size": group.sum(axis=1),
        "srg_capability": group @ system.capability,
        "srg_regime_score": _ratio(group @ np.where(scored, system.regime_score, 0.0), known),
        "srg_democracy_share": _ratio((group & system.democracy & scored).sum(axis=1), known),
    }


def _partners_outside(system: InternationalSystem) -> dict[str, np.ndarray]:
    """Potential partners: the states outside the group, less the state itself."""
    outside = ~system.srg
    np.fill_diagonal(outside, False)
    number = outside.sum(axis=1)
    democracies = (outside & system.democracy).sum(axis=1)
    enemies = (enemies_of_enemies(system.mid) & outside).sum(axis=1)
    trade = _mean_where(system.matrix("past_trade"), outside)
    organizations = _mean_where(system.matrix("past_joint_igo"), outside)
    levels = np.vstack([trade, organizations])
    return {
        "non_srg_democracies": democracies,
        "non_srg_democracy_share": _ratio(democracies, number),
        "regime_x_non_srg_democracies": system.regime_score * democracies,
        "regime_x_non_srg_democracy_share": system.regime_score * _ratio(democracies, number),
        "non_srg_enemies_of_enemies": enemies,
        "non_srg_enemies_of_enemies_share": _ratio(enemies, number),
        "past_trade_non_srg": trade,
        "past_joint_igo_non_srg": organizations,
        "past_cooperation_non_srg": _mean_where(levels.T, np.ones_like(levels.T, dtype=bool)),
        "joint_cooperation_non_srg": _mean_where(system.cooperation.astype(float), outside),
        "cultural_similarity_non_srg": _mean_where(system.matrix("cultural_similarity"), outside),
    }


def _mean_where(values: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Row means over the masked entries that are known; missing where there are none."""
    known = mask & ~np.isnan(values)
    return _ratio(np.where(known, values, 0.0).sum(axis=1), known.sum(axis=1))


def _ratio(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """Quotient, missing where the denominator is zero."""
    return np.divide(numerator, denominator, out=np.full(len(denominator), np.nan), where=denominator > 0)
