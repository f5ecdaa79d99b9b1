"""Alliances: one row for each allied undirected dyad and year, with its obligations (ATOP)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from entente.data_log import DataLog
from entente.dyads import order_codes
from entente.readers.country_codes import recode, refuse_unknown
from entente.readers.raw_file import read_raw

OBLIGATIONS = {
    "defense": "defense",
    "offense": "offense",
    "neutral": "neutrality",
    "nonagg": "nonaggression",
    "consul": "consultation",
}


def read(raw: Mapping[str, Path], states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return allied dyad-years with their obligations; a dyad-year that is absent is not allied.

    This holds only within the years that ATOP covers: see :func:`entente.raw_sources.raw_source`.
    """
    path = raw["alliances"]
    frame = read_raw(path, {"mem1": "ccode1", "mem2": "ccode2", "year": "year", **OBLIGATIONS})
    log.note("read", "allied dyad-years", len(frame))
    for code in ("ccode1", "ccode2"):
        frame = recode(frame, "alliances", recodes, log, code=code)
    refuse_unknown(frame, states, path, "ccode1", "ccode2")
    return order_codes(frame)
