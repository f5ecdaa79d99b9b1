"""Inter-state wars by dyad and year, of which other years are known than the study has."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw, dyadic_wars

ROLES = {"dyadic_wars": "continued"}


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the dyad-years at war, as the shared reader does."""
    return dyadic_wars.read(raw, states, log)
