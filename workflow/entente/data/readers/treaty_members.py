"""Members of alliances by ATOP: one row for each alliance, member and phase of the treaty."""

from __future__ import annotations

import os

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers.alliances import OBLIGATIONS
from entente.data.readers.cell_kinds import YEAR
from entente.data.readers.country_codes import recode, refuse_wrong_codes
from entente.data.readers.raw_file import Layout, joined_dates, read_raw

ENTRY, EXIT = ([f"{end}_{part}" for part in ("year", "month", "day")] for end in ("entry", "exit"))

#: What stands in the columns of an exit where there is none.
NONE = 0

LAYOUT = Layout(
    {
        "atopid": "atopid",
        "member": "ccode",
        "phase": "phase",
        **dict(zip(("yrent", "moent", "dayent"), ENTRY, strict=True)),
        **dict(zip(("yrexit", "moexit", "dayexit"), EXIT, strict=True)),
        "term": "ending",
        **OBLIGATIONS,
    },
    ("atopid", "ccode", "phase", "entry_year", "entry_month"),
    {
        **dict.fromkeys(("entry_year", "exit_year"), YEAR),
        "ending": (0, 1, 2, 3),
        **dict.fromkeys(OBLIGATIONS.values(), (0, 1)),
    },
    codes={"exit_year": (NONE,)},
)


def read_members(
    path: str | os.PathLike, states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog
) -> pd.DataFrame:
    """Return ATOP's members with the days of their entry and exit, which is missing where there is none.

    Of a day that is not known stands the first of the month.
    """
    frame = read_raw(path, LAYOUT)
    log.note("read", "members by alliance and phase", len(frame))
    frame = recode(frame.assign(year=frame["entry_year"]), "alliance_members", recodes, log, "ccode")
    refuse_wrong_codes(frame, states, path, "ccode")
    left = frame["exit_year"] != NONE
    for day, known in (("entry_day", True), ("exit_day", left)):
        unknown = frame[day].isna() & known
        log.note(
            "filled", f"{day.split('_')[0]} on a day that is not known: the first of the month", unknown.sum()
        )
        frame[day] = frame[day].fillna(1)
    frame["entry"] = joined_dates(frame[ENTRY], path)
    frame["exit"] = joined_dates(frame.loc[left, EXIT], path).reindex(frame.index)
    log.note("missing", "exit: member when the data end", (~left).sum())
    return frame.drop(columns=[*ENTRY, *EXIT, "year"])
