"""Inter-state wars, of which other years are known than the study has."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw, wars

ROLES = {"wars": "continued"}


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return each participant's spells of fighting, as the shared reader does."""
    return wars.read(raw, states, log)
