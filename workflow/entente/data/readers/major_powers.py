"""Major powers: one row for each state and year with that status on any day (COW list)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import read_known
from entente.data.readers.raw_file import Layout
from entente.systems.spells import expand_spells

ROLES = {"major_powers": "from its start"}

LAYOUT = Layout(
    {"ccode": "ccode", "styear": "first_year", "endyear": "last_year"}, ("ccode", "first_year", "last_year")
)


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the state-years of major powers."""
    spells = read_known(raw["major_powers"], LAYOUT, states, log, "spells of major-power status")
    return expand_spells(spells, "first_year", "last_year")[["ccode", "year"]].drop_duplicates()
