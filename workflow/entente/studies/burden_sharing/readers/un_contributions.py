"""Uniformed contributions to UN peacekeeping: one row for each contributor and month (IPI)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.cell_kinds import DATE, TEXT
from entente.data.readers.country_codes import recode, refuse_wrong_codes
from entente.data.readers.raw_file import Layout, read_raw

ROLES = {"un_contributions": "continued"}

PERSONNEL = ("troops", "police", "experts")

LAYOUT = Layout(
    {name: name for name in ("contributor", "ccode", "date", *PERSONNEL)},
    ("contributor", "date"),
    {"contributor": TEXT, "date": DATE},
)


def read(raw: Raw, states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return troops, police and experts; a blank is none of that kind beside others, and 0."""
    path = raw["un_contributions"]
    frame = read_raw(path, LAYOUT).drop(columns="contributor")
    log.note("read", "contributors and months, of 148 files that are stacked", len(frame))
    frame = recode(frame.assign(year=frame["date"].dt.year), "un_contributions", recodes, log, "ccode")
    refuse_wrong_codes(frame, states, path, "ccode")
    for name in PERSONNEL:
        log.note("filled", f"{name} blank: none, 0", frame[name].isna().sum())
    return frame.fillna(dict.fromkeys(PERSONNEL, 0.0)).drop(columns="year")
