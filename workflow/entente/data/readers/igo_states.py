"""IGO memberships of states: one row for each state and year (COW IGO 3.0)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import refuse_unknown
from entente.data.readers.raw_file import read_raw, require_columns

ROLES = {"igo_states": "from its start"}

FULL_MEMBER = 1
UNKNOWN = -9


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the number of organizations of which each state is a full member.

    Associates and observers are not members; a membership coded −9 is not counted, and −1 says that the
    organization or the state did not exist.
    """
    path = raw["igo_states"]
    frame = read_raw(path, {})
    identifiers = require_columns(frame, path, {"ccode": "ccode", "year": "year", "state": "name"})
    log.note("read", "state-years of IGO memberships", len(frame))
    refuse_unknown(identifiers, states, path, "ccode")
    memberships = frame.drop(columns=["ccode", "year", "state"]).to_numpy()
    log.note(
        "missing", "single memberships coded −9, not counted as membership", (memberships == UNKNOWN).sum()
    )
    return identifiers[["ccode", "year"]].assign(memberships=(memberships == FULL_MEMBER).sum(axis=1))
