"""Inter-state wars: one row for each participant's spell of fighting (COW list 4.0)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.country_codes import refuse_unknown
from entente.data.readers.raw_file import read_raw

ROLES = {"wars": "continued"}

#: The list's code for a war that went on when it was closed.
ONGOING = -7

#: The list's code for a second spell that never took place.
NO_SPELL = -8


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return first and second spells of each participant, with the side on which it fought."""
    path = raw["wars"]
    shared = {"WarNum": "war", "WarName": "name", "ccode": "ccode", "Side": "side"}
    spells = []
    for number in (1, 2):
        years = {f"StartYear{number}": "first_year", f"EndYear{number}": "last_year"}
        spells.append(read_raw(path, {**shared, **years}).assign(spell=number))
    frame = pd.concat(spells, ignore_index=True)
    log.note("read", "participants of inter-state wars", len(spells[0]))
    # Only these are no rows that get lost: any other year that is none must meet the schema.
    frame = frame[(frame["spell"] == 1) | (frame["first_year"] != NO_SPELL)]
    frame["last_year"] = frame["last_year"].mask(frame["last_year"] == ONGOING, states["year"].max())
    refuse_unknown(frame, states, path, "ccode")
    repeated = frame.duplicated(["war", "ccode", "side", "spell"], keep=False)
    frame["spell"] = frame.groupby(["war", "ccode", "side"]).cumcount() + 1
    log.note("kept", "several spells of one participant listed as separate rows", repeated.sum())
    return frame
