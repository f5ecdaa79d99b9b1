"""Military capabilities: expenditure and personnel of each state and year (COW NMC)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import read_known

ROLES = {"capabilities": "each year"}

MISSING = -9


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return military expenditure and personnel, −9 turned into missing."""
    columns = {"ccode": "ccode", "year": "year", "milex": "expenditure", "milper": "personnel"}
    frame = read_known(raw["capabilities"], columns, states, log, "state-years of material capabilities")
    for component in ("expenditure", "personnel"):
        unknown = frame[component] == MISSING
        log.note("missing", f"military {component} coded −9", unknown.sum())
        frame[component] = frame[component].mask(unknown)
    return frame
