"""National trade: total imports and exports of each state and year (COW trade 4.0)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import read_known
from entente.data.readers.missing_codes import without_codes
from entente.data.readers.raw_file import Layout

ROLES = {"trade_national": "from its start"}

LAYOUT = Layout({name: name for name in ("ccode", "year", "imports", "exports")}, ("ccode", "year"))

MISSING = {-9: ""}


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return total imports and exports in millions of current US dollars."""
    frame = read_known(raw["trade_national"], LAYOUT, states, log, "state-years of total trade")
    for flow in ("imports", "exports"):
        frame[flow] = without_codes(frame[flow], MISSING, log, f"total {flow}")
    return frame
