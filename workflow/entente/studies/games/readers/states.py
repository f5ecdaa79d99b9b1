"""System membership by the list of spells alone, in its newest edition: one row for each state and year."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.cell_kinds import TEXT
from entente.data.readers.raw_file import joined_dates, read_raw
from entente.data.readers.states import END, SPELLS, START, days_of_membership

ROLES = {"states": "each year"}

LAYOUT = replace(
    SPELLS,
    columns=SPELLS.columns | {"stateabb": "abbreviation"},
    kinds=SPELLS.kinds | {"abbreviation": TEXT},
)


def read(raw: Raw, log: DataLog) -> pd.DataFrame:
    """Return system members with the first and last day of the year on which they belonged."""
    path = raw["states"]
    spells = read_raw(path, LAYOUT)
    log.note("read", "spells of membership", len(spells))
    dates = {"start": joined_dates(spells[START], path), "end": joined_dates(spells[END], path)}
    days = days_of_membership(spells.assign(**dates))
    return days.merge(spells.groupby("ccode", as_index=False)["abbreviation"].last(), on="ccode")
