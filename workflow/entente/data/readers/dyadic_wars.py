"""Dyadic inter-state wars: one row for each war, undirected dyad and year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers.country_codes import refuse_unknown
from entente.data.readers.raw_file import read_raw
from entente.systems.dyads import order_codes

#: The raw files that the table is made of, and what their years mean to a run.
ROLES = {"dyadic_wars": "continued"}


def read(raw: Mapping[str, Path], states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the dyad-years at war; each comes once although the file lists both directions.

    The file has one row a year of war, so its start and end dates, two of which are misprinted, are not used.
    """
    path = raw["dyadic_wars"]
    frame = read_raw(path, {"warnum": "war", "statea": "ccode1", "stateb": "ccode2", "year": "year"})
    log.note("read", "directed dyad-years of inter-state war", len(frame))
    refuse_unknown(frame, states, path, "ccode1", "ccode2")
    undirected = order_codes(frame).drop_duplicates()
    log.note("dropped", "other direction of the same dyad-year", len(frame) - len(undirected))
    return undirected
