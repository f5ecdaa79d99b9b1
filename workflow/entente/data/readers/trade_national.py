"""National trade: total imports and exports of each state and year (COW trade 4.0)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import read_known

ROLES = {"trade_national": "from its start"}


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return total imports and exports in millions of current US dollars."""
    columns = {name: name for name in ("ccode", "year", "imports", "exports")}
    frame = read_known(raw["trade_national"], columns, states, log, "state-years of total trade")
    for flow in ("imports", "exports"):
        frame[flow] = frame[flow].mask(frame[flow] < 0)
        log.note("missing", f"total {flow} unknown", frame[flow].isna().sum())
    return frame
