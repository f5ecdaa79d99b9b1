"""Capitals: one row for each state's capital and the dates between which it was the capital."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.cell_kinds import DATE, TEXT
from entente.data.readers.country_codes import read_known
from entente.data.readers.raw_file import Layout

ROLES = {"capitals": "free"}

LAYOUT = Layout(
    {
        "ccode": "ccode",
        "capital": "capital",
        "stdate": "first_date",
        "enddate": "last_date",
        "lat": "latitude",
        "lng": "longitude",
    },
    ("ccode", "first_date"),
    {"capital": TEXT, "first_date": DATE, "last_date": DATE},
)


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return capitals with their coordinates in degrees."""
    return read_known(raw["capitals"], LAYOUT, states, log, "capitals")
