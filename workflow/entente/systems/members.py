"""Who is in the system: state-years, and the undirected dyads that they form."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from entente.core.data_log import DataLog
from entente.core.errors import CoverageError
from entente.systems.dyads import DYAD_YEAR


def state_years(states: pd.DataFrame, last_year: int) -> pd.DataFrame:
    """Return the rows of the members of the system up to ``last_year``, sorted by year and code.

    CoverageError is raised if the list of members ends before.
    """
    covered = int(states["year"].max())
    if last_year > covered:
        raise CoverageError(
            f"The list of members of the system ends in {covered}, before {last_year}.",
            f"Choose {covered} or an earlier year as the last.",
        )
    members = states[states["year"] <= last_year]
    return members.sort_values(["year", "ccode"], ignore_index=True)


def are_members(table: pd.DataFrame, members: pd.DataFrame, code: str = "ccode") -> np.ndarray:
    """Return, for each row, whether the state in column ``code`` is a member in the row's year."""
    listed = pd.MultiIndex.from_frame(members[["year", "ccode"]])
    return pd.MultiIndex.from_arrays([table["year"], table[code]]).isin(listed)


def outside_membership(table: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table, within the years of the panel, whose state is no member in that year.

    ``members`` has a row for each member and year of the panel.
    """
    within = table[table["year"].between(members["year"].min(), members["year"].max())]
    return within[~are_members(within, members)]


def note_outside(tables: Mapping[str, pd.DataFrame], members: pd.DataFrame, log: DataLog) -> None:
    """Count in the log, for each of the tables, the state-years that are no members."""
    for name, table in tables.items():
        outside = outside_membership(table, members)
        log.note("dropped", f"{name}: state-years that are no members", len(outside))


def dyad_years(members: pd.DataFrame, same_day_only: bool, log: DataLog) -> pd.DataFrame:
    """Return every undirected pair of members of each year: year (int16), ccode1 < ccode2, sorted.

    ``members`` are sorted by year and code.  With ``same_day_only``, pairs are dropped that were members in
    the same year but never on the same day; they are counted either way.
    """
    about = members[["year", "ccode", "first_day", "last_day"]]
    pairs = about.merge(about, on="year", suffixes=("1", "2"))
    pairs = pairs[pairs["ccode1"] < pairs["ccode2"]]
    met = (pairs["first_day1"] <= pairs["last_day2"]) & (pairs["first_day2"] <= pairs["last_day1"])
    action = "dropped" if same_day_only else "kept"
    log.note(action, "dyads of members that never belonged on the same day of the year", (~met).sum())
    dyads = pairs[met] if same_day_only else pairs
    return dyads[DYAD_YEAR].astype({"year": "int16"}).reset_index(drop=True)
