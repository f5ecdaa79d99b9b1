"""Capitals: one row for each state's capital and the dates between which it was the capital."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import read_known
from entente.data.readers.raw_file import to_dates

ROLES = {"capitals": "free"}

COLUMNS = {
    "ccode": "ccode",
    "capital": "capital",
    "stdate": "first_date",
    "enddate": "last_date",
    "lat": "latitude",
    "lng": "longitude",
}


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return capitals with their coordinates in degrees."""
    frame = read_known(raw["capitals"], COLUMNS, states, log, "capitals")
    dates = {edge: to_dates(frame[edge], raw["capitals"]) for edge in ("first_date", "last_date")}
    return frame.assign(**dates)
