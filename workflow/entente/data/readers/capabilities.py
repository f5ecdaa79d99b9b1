"""Military capabilities: expenditure and personnel of each state and year (COW NMC)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import read_known
from entente.data.readers.missing_codes import without_codes
from entente.data.readers.raw_file import Layout

ROLES = {"capabilities": "each year"}

LAYOUT = Layout(
    {"ccode": "ccode", "year": "year", "milex": "expenditure", "milper": "personnel"}, ("ccode", "year")
)

MISSING = {-9: ""}


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return military expenditure and personnel, −9 turned into missing."""
    frame = read_known(raw["capabilities"], LAYOUT, states, log, "state-years of material capabilities")
    for component in ("expenditure", "personnel"):
        frame[component] = without_codes(frame[component], MISSING, log, f"military {component}")
    return frame
