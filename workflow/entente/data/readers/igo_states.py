"""IGO memberships of states: one row for each state and year (COW IGO 3.0)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.cell_kinds import TEXT
from entente.data.readers.country_codes import read_known
from entente.data.readers.raw_file import Layout

ROLES = {"igo_states": "from its start"}

FULL_MEMBER = 1
UNKNOWN = -9

#: The file's codes of a membership: beside these an associate's, an observer's, none, and none possible; or a
#: blank.
MEMBERSHIPS = (FULL_MEMBER, 2, 3, 0, -1, UNKNOWN, None)

#: Columns that are no organizations.
IDENTIFIERS = ["ccode", "year", "state"]

LAYOUT = Layout({}, ("ccode", "year"), {"state": TEXT}, others=MEMBERSHIPS)


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the number of organizations of which each state is a full member.

    Associates and observers are not members; a membership coded −9 is not counted, and −1 says that the
    organization or the state did not exist.
    """
    frame = read_known(raw["igo_states"], LAYOUT, states, log, "state-years of IGO memberships")
    memberships = frame.drop(columns=IDENTIFIERS)
    for reason, unknown in (("coded −9", memberships == UNKNOWN), ("blank", memberships.isna())):
        counted = f"single memberships {reason}, not counted as membership"
        log.note("missing", counted, unknown.to_numpy().sum())
    return frame[["ccode", "year"]].assign(memberships=(memberships == FULL_MEMBER).sum(axis=1))
