"""System membership by the list of spells alone, in its newest edition: one row for each state and year."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.states import read_spells

ROLES = {"states": "each year"}


def read(raw: Raw, log: DataLog) -> pd.DataFrame:
    """Return system members with the first and last day of the year on which they belonged."""
    return read_spells(raw["states"], log)
