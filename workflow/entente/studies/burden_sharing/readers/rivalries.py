"""Strategic rivalries, of which other years are known than the study has."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw, rivalries

ROLES = {"rivalries": "continued"}


def read(raw: Raw, states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return rivalries with their first and last year, as the shared reader does."""
    return rivalries.read(raw, states, recodes, log)
