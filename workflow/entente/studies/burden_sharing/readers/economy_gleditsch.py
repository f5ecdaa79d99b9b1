"""Real GDP by Gleditsch: one row for each state and year."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import recode, refuse_wrong_codes
from entente.data.readers.raw_file import Layout, read_raw

ROLES = {"economy_gleditsch": "continued"}

LAYOUT = Layout({"statenum": "ccode", "year": "year", "realgdp": "gdp"}, ("ccode", "year"))


def read(raw: Raw, states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return real GDP in millions of dollars, codes of Gleditsch and Ward turned into COW's."""
    path = raw["economy_gleditsch"]
    frame = read_raw(path, LAYOUT)
    log.note("read", "state-years of GDP", len(frame))
    frame = recode(frame, "economy_gleditsch", recodes, log, "ccode")
    refuse_wrong_codes(frame, states, path, "ccode")
    return frame
