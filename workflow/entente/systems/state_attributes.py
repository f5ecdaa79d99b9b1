"""Attributes of states that need no network: capability, regime, major-power status."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.systems.capability import capability_shares
from entente.systems.members import note_outside, state_years
from entente.systems.regime_types import regime_types


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

    Parameters
    ----------
    states, capabilities, regimes, major_powers : DataFrame
        The tidy tables of these names.
    last_year : int
        Last year of the panel.
    carry_years : int
        Most years that a capability share is carried, see
        :func:`entente.systems.capability.capability_shares`.
    democracy_cutoff : {"maoz", "polity"}
        Which states are democracies, see :func:`entente.systems.regime_types.regime_types`.
    log : DataLog
        Takes the counts of what was dropped, filled or kept.

    Returns
    -------
    DataFrame
        Columns, types and units of the schema state_attributes; sorted by year and code.

    Raises
    ------
    CoverageError
        If the list of members ends before ``last_year``.
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
