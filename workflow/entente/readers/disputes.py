"""Militarized interstate disputes: one row for each dispute, undirected dyad and year (DYDMID)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from entente.data_log import DataLog
from entente.dyads import order_codes
from entente.readers.country_codes import refuse_unknown
from entente.readers.raw_file import read_raw

COLUMNS = {
    "DISNO": "dispute",
    "STATEA": "ccode1",
    "STATEB": "ccode2",
    "YEAR": "year",
    "HIHOST": "hostility",
    "WAR": "war",
    "Duration": "days",
}


def read(raw: Mapping[str, Path], states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return dispute-dyad-years with the highest hostility, the war flag and the days within the year."""
    path = raw["disputes"]
    frame = read_raw(path, COLUMNS)
    log.note("read", "dispute-dyad-years", len(frame))
    refuse_unknown(frame, states, path, "ccode1", "ccode2")
    return order_codes(frame)
