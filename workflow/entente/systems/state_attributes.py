"""Attributes of states that need no network: capability, regime, major-power status."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.systems.capability import capability_shares
from entente.systems.members import note_outside, state_years

#: Cut-offs on the score 10 × (democracy − autocracy) (Maoz 1998, pp. 78–79).
DEMOCRACY_FROM, ANOCRACY_FROM = 30, -25
#: Cut-off on democracy − autocracy that is usual with Polity.
POLITY_DEMOCRACY_FROM = 6


def state_attributes(
    states: pd.DataFrame,
    capabilities: pd.DataFrame,
    regimes: pd.DataFrame,
    major_powers: pd.DataFrame,
    *,
    last_year: int,
    carry_years: int,
    democracy_cutoff: str,
    log: DataLog,
) -> pd.DataFrame:
    """Return one row for each member and year, from the system's first year to ``last_year``.

    Of the tidy tables of these names it makes the columns, types and units of the schema state_attributes,
    sorted by year and code.  Capability shares are carried at most ``carry_years``, see
    :func:`entente.systems.capability.capability_shares`; the cut-off says which states are democracies, see
    :func:`regime_types`.  The log takes the counts of what was dropped, filled or kept.  CoverageError is
    raised if the list of members ends before ``last_year``.
    """
    members = state_years(states, last_year)
    key = ["year", "ccode"]
    shares = capability_shares(states, capabilities, carry_years, last_year, log)
    types = regime_types(members, regimes, democracy_cutoff, log)
    tables = {"capabilities": capabilities, "regimes": regimes, "major powers": major_powers}
    note_outside(tables, members, log)
    majors = major_powers[key].assign(major_power=True)
    attributes = members.merge(shares, on=key).merge(types, on=key).merge(majors, on=key, how="left")
    return attributes.assign(major_power=attributes["major_power"].notna())


def regime_types(members: pd.DataFrame, regimes: pd.DataFrame, cutoff: str, log: DataLog) -> pd.DataFrame:
    """Return the regime score and type of each member, in the order of ``members``.

    Maoz's score also has a factor for the concentration of power, which no release of Polity holds.

    Democracies have, by the cut-off "maoz", a score of at least 30 (Maoz 2011, p. 16); by "polity", a
    democracy − autocracy of at least 6.  The result is year, ccode, regime_score (float64, −100 to 100,
    missing without a usable score), regime (string: "democracy", "anocracy", "autocracy" or missing),
    democracy (bool: False without a usable score).
    """
    scores = members[["year", "ccode"]].merge(regimes, on=["year", "ccode"], how="left")
    score = 10.0 * (scores["democracy"].astype("float64") - scores["autocracy"].astype("float64"))
    democracy_from = {"maoz": DEMOCRACY_FROM, "polity": 10 * POLITY_DEMOCRACY_FROM}[cutoff]
    regime = pd.Series(pd.NA, index=scores.index, dtype="string")
    regime[score < ANOCRACY_FROM] = "autocracy"
    regime[(score >= ANOCRACY_FROM) & (score < democracy_from)] = "anocracy"
    regime[score >= democracy_from] = "democracy"
    log.note(
        "missing", "members without a usable regime score: no democracy in the model", score.isna().sum()
    )
    return scores[["year", "ccode"]].assign(
        regime_score=score, regime=regime, democracy=score.ge(democracy_from)
    )
