"""Direct contiguity: one row for each contiguous undirected dyad and year (COW 3.2)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import read_known
from entente.data.readers.raw_file import Layout
from entente.systems.dyads import order_codes

ROLES = {"contiguity": "each year"}

LAYOUT = Layout(
    {"state1no": "ccode1", "state2no": "ccode2", "year": "year", "conttype": "contiguity"},
    # Some dyads are contiguous in two ways.
    ("ccode1", "ccode2", "year", "contiguity"),
)


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the closest type of contiguity of each dyad-year: 1 by land to 5 within 400 miles of water."""
    frame = read_known(raw["contiguity"], LAYOUT, states, log, "directed contiguous dyad-years")
    key = ["ccode1", "ccode2", "year"]
    log.note("dropped", "repeated rows of one directed dyad-year", frame.duplicated(key).sum())
    directed = _closest(frame, key)
    undirected = _closest(order_codes(directed), key)
    log.note("dropped", "other direction of the same dyad-year", len(directed) - len(undirected))
    return undirected


def _closest(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    # A blank stays, to be refused, instead of vanishing beside another row of its group.
    return frame.groupby(key, as_index=False, dropna=False)["contiguity"].min(skipna=False)
