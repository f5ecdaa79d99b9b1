"""Dyadic inter-state wars: one row for each war, undirected dyad and year."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import read_known
from entente.data.readers.raw_file import Layout
from entente.systems.dyads import order_codes

ROLES = {"dyadic_wars": "continued"}

LAYOUT = Layout(
    {"warnum": "war", "statea": "ccode1", "stateb": "ccode2", "year": "year"},
    ("war", "ccode1", "ccode2", "year"),
)


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the dyad-years at war; each comes once although the file lists both directions.

    The file has one row a year of war, so its start and end dates, two of which are misprinted, are not used.
    """
    frame = read_known(raw["dyadic_wars"], LAYOUT, states, log, "directed dyad-years of inter-state war")
    undirected = order_codes(frame).drop_duplicates()
    log.note("dropped", "other direction of the same dyad-year", len(frame) - len(undirected))
    return undirected
