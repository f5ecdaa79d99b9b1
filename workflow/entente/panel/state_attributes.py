"""Attributes of states that need no network: capability, regime, major-power status."""

from __future__ import annotations

import pandas as pd

from entente.data_log import DataLog
from entente.panel.capability import capability_shares
from entente.panel.members import state_years
from entente.panel.regimes import regime_types


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
    """Return one row for each member and year, from the system's first year to ``last_year``."""
    members = state_years(states, last_year)
    key = ["year", "ccode"]
    shares = capability_shares(members, capabilities, carry_years, log)
    types = regime_types(members, regimes, democracy_cutoff, log)
    majors = major_powers[key].assign(major_power=True)
    attributes = members.merge(shares, on=key).merge(types, on=key).merge(majors, on=key, how="left")
    return attributes.assign(major_power=attributes["major_power"].notna())
