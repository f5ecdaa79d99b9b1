"""Direct contiguity, of which other years are known than the study has."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw, contiguity

ROLES = {"contiguity": "continued"}


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the closest type of contiguity of each dyad-year, as the shared reader does."""
    return contiguity.read(raw, states, log)
