"""Militarized interstate disputes, of which other years are known than the study has."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw, disputes

ROLES = {"disputes": "continued"}


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return dispute-dyad-years, as the shared reader does."""
    return disputes.read(raw, states, log)
