"""Shared IGO memberships: one row for each undirected dyad and year (COW IGO 3.0)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import read_known
from entente.data.readers.missing_codes import without_codes
from entente.data.readers.raw_file import Layout
from entente.systems.dyads import order_codes

ROLES = {"igo_dyads": "from its start"}

LAYOUT = Layout(
    {"ccode1": "ccode1", "ccode2": "ccode2", "year": "year", "dyadigos": "shared_memberships"},
    ("ccode1", "ccode2", "year"),
)

MISSING = {-9: "", -1: ""}


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the number of organizations of which both states are full members."""
    frame = read_known(raw["igo_dyads"], LAYOUT, states, log, "dyad-years of shared IGO memberships")
    known = without_codes(frame["shared_memberships"], MISSING, log, "shared memberships")
    return order_codes(frame.assign(shared_memberships=known))
