"""Attributes of states that need no network: capability, regime, major-power status."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.data_log import DataLog
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
    :func:`capability_shares`; the cut-off says which states are democracies, see :func:`regime_types`.  The
    log takes the counts of what was dropped, filled or kept.  CoverageError is raised if the list of members
    ends before ``last_year``.
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


def capability_shares(
    members: pd.DataFrame, capabilities: pd.DataFrame, carry_years: int, last_year: int, log: DataLog
) -> pd.DataFrame:
    """Return each member's share of the year's military capabilities.

    From the paper: the mean of the shares of the year's military expenditure and personnel (Maoz 2011, p.
    16).  Choices where it is silent: a missing component is left out of the mean; a state with neither takes
    its nearest value within ``carry_years`` years, the earlier of two as near, else 0; shares are then
    renormalised to sum to 1.  Shares are carried from years of membership, those after ``last_year`` too, so
    that the shares of a year do not depend on where the panel ends.

    ``members`` are those of all years, ``capabilities`` the tidy table.  The result has the rows of
    ``members`` to ``last_year``, in their order: year, ccode, capability (float64, share of the system),
    capability_source ("both", "expenditure", "personnel", "carried", "none").
    """
    near = members.loc[members["year"] <= last_year + carry_years, ["year", "ccode"]]
    known = near.merge(capabilities, on=["year", "ccode"], how="left")
    components = known[["expenditure", "personnel"]]
    totals = components.groupby(known["year"]).transform("sum")
    shares = (components / totals.where(totals > 0)).where(components.notna())
    has = shares.notna()
    known["raw"] = shares.mean(axis=1)
    # A value of the year itself is the nearest.
    nearest = {"on": "year", "by": "ccode", "direction": "nearest", "tolerance": carry_years}
    asked = known[["year", "ccode"]].reset_index().sort_values("year")
    held = known[["year", "ccode", "raw"]].dropna().sort_values("year")
    carried = pd.merge_asof(asked, held, **nearest).set_index("index")["raw"].sort_index()
    known["capability_source"] = np.select(
        [has.all(axis=1), has["expenditure"], has["personnel"], carried.notna()],
        ["both", "expenditure", "personnel", "carried"],
        "none",
    )
    filled = carried.fillna(0.0)
    known["capability"] = filled / filled.groupby(known["year"]).transform("sum")
    known = known[known["year"] <= last_year].reset_index(drop=True)
    _note_sources(known, log)
    return known[["year", "ccode", "capability", "capability_source"]]


def _note_sources(known: pd.DataFrame, log: DataLog) -> None:
    meanings = {
        "expenditure": "capability from military expenditure alone",
        "personnel": "capability from military personnel alone",
        "carried": "capability carried from a near year",
        "none": "capability set to 0: no value in any near year",
    }
    for source, meaning in meanings.items():
        log.note("filled", meaning, (known["capability_source"] == source).sum())
    no_row = known["expenditure"].isna() & known["personnel"].isna()
    log.note("missing", "members without any military component", no_row.sum())
    log.note("kept", "capability exactly 0 with at least one component known", (known["raw"] == 0).sum())


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
    types = {"autocracy": -np.inf, "anocracy": ANOCRACY_FROM, "democracy": democracy_from}
    regime = pd.cut(score, [*types.values(), np.inf], right=False, labels=list(types)).astype("string")
    log.note(
        "missing", "members without a usable regime score: no democracy in the model", score.isna().sum()
    )
    return scores[["year", "ccode"]].assign(
        regime_score=score, regime=regime, democracy=score.ge(democracy_from)
    )
