"""Defence expenditure by NATO's own definition: one row for each member and year."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.cell_kinds import TEXT
from entente.data.readers.country_names import codes_by_name
from entente.data.readers.raw_file import Layout, read_raw

ROLES = {"spending_nato": "continued"}

LAYOUT = Layout(
    {
        "country_stanag": "country",
        "year": "year",
        "Defense expenditure (% real GDP)": "percent",
        "Defense expenditure (USD, 2015 prices)": "dollars",
    },
    ("country", "year"),
    {"country": TEXT},
)


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return shares of GDP as fractions, and millions of dollars of 2015."""
    path = raw["spending_nato"]
    frame = read_raw(path, LAYOUT)
    log.note("read", "members and years", len(frame))
    frame = codes_by_name(frame, "country", "spending_nato", states, path, log)
    for figure in ("percent", "dollars"):
        log.note("missing", f"{figure} spent", frame[figure].isna().sum())
    figures = {"burden": frame["percent"] / 100, "expenditure": frame["dollars"] / 1e6}
    return frame[["ccode", "year"]].assign(**figures)
