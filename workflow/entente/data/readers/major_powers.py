"""Major powers: one row for each state and year with that status on any day (COW list)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers.country_codes import refuse_unknown
from entente.data.readers.raw_file import read_raw
from entente.systems.spells import expand_spells

#: The raw files that the table is made of, and what their years mean to a run.
ROLES = {"major_powers": "from its start"}


def read(raw: Mapping[str, Path], states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the state-years of major powers."""
    path = raw["major_powers"]
    spells = read_raw(path, {"ccode": "ccode", "styear": "start", "endyear": "end"})
    log.note("read", "spells of major-power status", len(spells))
    refuse_unknown(spells, states, path, "ccode")
    return expand_spells(spells, "start", "end")[["ccode", "year"]].drop_duplicates()
