"""Shared IGO memberships: one row for each undirected dyad and year (COW IGO 3.0)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import read_known
from entente.systems.dyads import order_codes

ROLES = {"igo_dyads": "from its start"}


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the number of organizations of which both states are full members."""
    columns = {"ccode1": "ccode1", "ccode2": "ccode2", "year": "year", "dyadigos": "shared_memberships"}
    frame = read_known(raw["igo_dyads"], columns, states, log, "dyad-years of shared IGO memberships")
    unknown = frame["shared_memberships"] < 0
    log.note("missing", "shared memberships with a negative code", unknown.sum())
    return order_codes(frame.assign(shared_memberships=frame["shared_memberships"].mask(unknown)))
