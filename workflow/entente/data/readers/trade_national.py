"""National trade: total imports and exports of each state and year (COW trade 4.0)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers.country_codes import refuse_unknown
from entente.data.readers.raw_file import read_raw

#: The raw files that the table is made of, and what their years mean to a run.
ROLES = {"trade_national": "from its start"}


def read(raw: Mapping[str, Path], states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return total imports and exports in millions of current US dollars."""
    path = raw["trade_national"]
    frame = read_raw(path, {"ccode": "ccode", "year": "year", "imports": "imports", "exports": "exports"})
    log.note("read", "state-years of total trade", len(frame))
    refuse_unknown(frame, states, path, "ccode")
    for flow in ("imports", "exports"):
        frame[flow] = frame[flow].mask(frame[flow] < 0)
        log.note("missing", f"total {flow} unknown", frame[flow].isna().sum())
    return frame
