"""Capability shares: the mean of a state's shares of military expenditure and military personnel."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.data_log import DataLog


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
    carried = _nearest_within(known, carry_years)
    known["capability_source"] = np.select(
        [has.all(axis=1), has["expenditure"], has["personnel"], carried.notna()],
        ["both", "expenditure", "personnel", "carried"],
        "none",
    )
    filled = known["raw"].fillna(carried).fillna(0.0)
    known["capability"] = filled / filled.groupby(known["year"]).transform("sum")
    known = known[known["year"] <= last_year].reset_index(drop=True)
    _note_sources(known, log)
    return known[["year", "ccode", "capability", "capability_source"]]


def _nearest_within(known: pd.DataFrame, carry_years: int) -> pd.Series:
    """The value of the nearest year of the same state, at most ``carry_years`` away."""
    values = known.set_index(["ccode", "year"])["raw"].dropna()
    missing = known.loc[known["raw"].isna(), ["ccode", "year"]]
    nearest = pd.Series(np.nan, index=known.index)
    for distance in range(carry_years, 0, -1):
        for step in (distance, -distance):
            there = pd.MultiIndex.from_arrays([missing["ccode"], missing["year"] + step])
            found = pd.Series(values.reindex(there).to_numpy(), index=missing.index)
            nearest.update(found)
    return nearest


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
