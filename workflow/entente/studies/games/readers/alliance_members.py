"""Members of alliances: one row for each alliance, member and phase of the treaty (ATOP)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.treaty_members import read_members

ROLES = {"alliance_members": "continued"}


def read(raw: Raw, states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return members with the days of their entry and exit, which is missing where there is none."""
    return read_members(raw["alliance_members"], states, recodes, log)
