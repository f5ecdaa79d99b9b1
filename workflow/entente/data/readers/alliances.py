"""Alliances: one row for each allied undirected dyad and year, with its obligations (ATOP)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import recode, refuse_wrong_codes
from entente.data.readers.directions import fold_directions
from entente.data.readers.raw_file import Layout, read_edition
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
ATOP_3_UNFLAGGED = "ATOP 3.0, undirected, without its flag of allied dyads"
ATOP_5 = "ATOP 5 as processed by peacesciencer, directed"

UNDIRECTED = {"mem1": "ccode1", "mem2": "ccode2", "year": "year", **OBLIGATIONS}
DIRECTED = {
    **{name: name for name in DYAD_YEAR},
    **{f"atop_{stem}": name for stem, name in OBLIGATIONS.items()},
}

KEY = tuple(DYAD_YEAR)

EDITIONS = {
    ATOP_3: Layout({**UNDIRECTED, "atopally": "allied"}, KEY, {"allied": (0, 1)}),
    ATOP_3_UNFLAGGED: Layout(UNDIRECTED, KEY),
    ATOP_5: Layout(DIRECTED, KEY),
}


def read(raw: Raw, states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return allied dyad-years with their obligations; a dyad-year that is absent is not allied.

    This holds only within the years that ATOP covers: see :func:`entente.data.raw_sources.raw_source`.  An
    obligation of either state counts for both, as in ATOP 3.0: its undirected rows agree with those of the
    directed file so, and not if both states had to have it.

    A file may list dyads that are not allied.  Allied are those of which ATOP 3.0 says so; some of these
    share an alliance that obliges neither to the other.  Without its flag, they are those with an obligation.
    """
    path = raw["alliances"]
    edition, frame = read_edition(path, EDITIONS)
    log.note("read", "dyad-years of alliances", len(frame))
    frame = recode(frame, "alliances", recodes, log, "ccode1", "ccode2")
    refuse_wrong_codes(frame, states, path, "ccode1", "ccode2")
    obligations = list(OBLIGATIONS.values())
    if edition == ATOP_5:
        frame = fold_directions(frame, ["year"], obligations, log)
    # A blank stays, to be refused.
    without = (frame[obligations] == 0).all(axis=1)
    if edition == ATOP_3:
        frame = log.keep(frame, frame["allied"] == 1, "not allied, as the file says")
        log.note("kept", "allied, as the file says, without any obligation", without[frame.index].sum())
        frame = frame.drop(columns="allied")
    else:
        frame = log.keep(frame, ~without, "without any obligation")
    return order_codes(frame)
