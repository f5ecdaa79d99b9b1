"""Alliances: one row for each allied undirected dyad and year, with its obligations (ATOP)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import recode, refuse_unknown
from entente.data.readers.directions import fold_directions
from entente.data.readers.raw_file import read_edition
from entente.systems.dyads import DYAD_YEAR, order_codes

ROLES = {"alliances": "each year"}

#: The files' stems of the obligations, and what the table calls them.
OBLIGATIONS = {
    "defense": "defense",
    "offense": "offense",
    "neutral": "neutrality",
    "nonagg": "nonaggression",
    "consul": "consultation",
}

ATOP_3 = "ATOP 3.0, undirected"
ATOP_5 = "ATOP 5 as processed by peacesciencer, directed"

EDITIONS = {
    ATOP_3: {"mem1": "ccode1", "mem2": "ccode2", "year": "year", **OBLIGATIONS},
    ATOP_5: {
        **{name: name for name in DYAD_YEAR},
        **{f"atop_{stem}": name for stem, name in OBLIGATIONS.items()},
    },
}


def read(raw: Raw, states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return allied dyad-years with their obligations; a dyad-year that is absent is not allied.

    This holds only within the years that ATOP covers: see :func:`entente.data.raw_sources.raw_source`.  An
    obligation of either state counts for both, as in ATOP 3.0: its undirected rows agree with those of the
    directed file so, and not if both states had to have it.
    """
    path = raw["alliances"]
    edition, frame = read_edition(path, EDITIONS)
    log.note("read", "allied dyad-years", len(frame))
    frame = recode(frame, "alliances", recodes, log, "ccode1", "ccode2")
    refuse_unknown(frame, states, path, "ccode1", "ccode2")
    if edition == ATOP_3:
        return order_codes(frame)
    return fold_directions(frame, ["year"], list(OBLIGATIONS.values()), log)
