"""Shared IGO memberships: one row for each undirected dyad and year (COW IGO 3.0)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers.country_codes import refuse_unknown
from entente.data.readers.raw_file import read_raw
from entente.systems.dyads import order_codes

#: The raw files that the table is made of, and what their years mean to a run.
ROLES = {"igo_dyads": "from its start"}


def read(raw: Mapping[str, Path], states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the number of organizations of which both states are full members."""
    path = raw["igo_dyads"]
    columns = {"ccode1": "ccode1", "ccode2": "ccode2", "year": "year", "dyadigos": "shared_memberships"}
    frame = read_raw(path, columns)
    log.note("read", "dyad-years of shared IGO memberships", len(frame))
    refuse_unknown(frame, states, path, "ccode1", "ccode2")
    unknown = frame["shared_memberships"] < 0
    log.note("missing", "shared memberships with a negative code", unknown.sum())
    return order_codes(frame.assign(shared_memberships=frame["shared_memberships"].mask(unknown)))
