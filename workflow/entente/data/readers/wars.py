"""Inter-state wars: one row for each participant's spell of fighting (COW list 4.0)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.cell_kinds import TEXT, YEAR
from entente.data.readers.country_codes import read_known
from entente.data.readers.raw_file import Layout

ROLES = {"wars": "continued"}

#: The list's code for a war that went on when it was closed.
ONGOING = -7

#: The list's code for a second spell that never took place.
NO_SPELL = -8

#: The first spell, and the second.
SPELLS = (("first_year", "last_year"), ("second_first_year", "second_last_year"))

LAYOUT = Layout(
    {
        "WarNum": "war",
        "WarName": "name",
        "ccode": "ccode",
        "Side": "side",
        "StartYear1": "first_year",
        "EndYear1": "last_year",
        "StartYear2": "second_first_year",
        "EndYear2": "second_last_year",
    },
    # A participant's spells may also be rows of their own.
    ("war", "ccode", "side", "first_year"),
    {"name": TEXT, **dict.fromkeys(SPELLS[1], YEAR)},
    codes={
        "last_year": (ONGOING,),
        "second_first_year": (NO_SPELL,),
        "second_last_year": (NO_SPELL, ONGOING),
    },
)


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return first and second spells of each participant, with the side on which it fought."""
    listed = read_known(raw["wars"], LAYOUT, states, log, "participants of inter-state wars")
    spells = []
    for number, (first, last) in enumerate(SPELLS, start=1):
        years = {"first_year": listed[first], "last_year": listed[last], "spell": number}
        spells.append(listed[["war", "name", "ccode", "side"]].assign(**years))
    frame = pd.concat(spells, ignore_index=True)
    # Only these are no rows that get lost: any other year that is none must meet the schema.
    frame = frame[(frame["spell"] == 1) | (frame["first_year"] != NO_SPELL)]
    frame["last_year"] = frame["last_year"].mask(frame["last_year"] == ONGOING, states["year"].max())
    repeated = frame.duplicated(["war", "ccode", "side", "spell"], keep=False)
    frame["spell"] = frame.groupby(["war", "ccode", "side"]).cumcount() + 1
    log.note("kept", "several spells of one participant listed as separate rows", repeated.sum())
    return frame
