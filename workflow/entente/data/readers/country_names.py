"""Countries by name: the code of the state that a name of a source means in a year."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from entente.core.data_log import DataLog
from entente.core.errors import UnknownStateError
from entente.systems.state_names import StateNames

#: Names by source and years that mean another state than they do elsewhere, or none.
LINES = Path(__file__).with_suffix(".csv")


@dataclass(frozen=True)
class Line:
    """What a name of a source means within some years; no code: no state."""

    first_year: int
    last_year: int
    ccode: int | None
    reason: str

    def __contains__(self, year: int) -> bool:
        return self.first_year <= year <= self.last_year


def codes_by_name(
    frame: pd.DataFrame, name: str, role: str, states: pd.DataFrame, path: str | os.PathLike, log: DataLog
) -> pd.DataFrame:
    """Return ``frame`` with ccode for the names in the column ``name`` and the column year, without that one.

    A line of ``country_names.csv`` for the role comes first; else a name means the member of the year's
    system that is called so (:class:`entente.systems.state_names.StateNames`).  Rows of what is no state, and
    of states that were no members in the year, are dropped and counted.

    ``states`` has year, ccode, name and abbreviation.  UnknownStateError is raised for names that no member
    ever bears, or that mean several in a year.
    """
    known, lines = StateNames(states), _lines(role)
    found, unknown = {}, {}
    for called, years in frame.groupby(name)["year"].unique().items():
        borne = set(known.years(called))
        for year in map(int, years):
            line = next((line for line in lines.get(called, ()) if year in line), None)
            try:
                if line is None and not borne:
                    known.check_known(called)
                meant = known.member(called, year) if line is None and year in borne else None
                found[called, year] = line.ccode if line else meant
            except UnknownStateError as error:
                unknown.setdefault(called, error.what)
    if unknown:
        raise UnknownStateError(
            f"{path}: names that mean no state, or several: {'; '.join(unknown.values())}",
            f"Add a line for each to {LINES.name} beside the readers: its COW code, or none to drop it.",
        )
    no_state = {
        (called, year): line
        for (called, year) in found
        for line in lines.get(called, ())
        if line.ccode is None and year in line
    }
    pairs = pd.Series(list(zip(frame[name], frame["year"], strict=True)), index=frame.index, dtype=object)
    for reason in dict.fromkeys(line.reason for line in no_state.values()):
        of_reason = {pair for pair, line in no_state.items() if line.reason == reason}
        wanted = ~pairs.isin(of_reason)
        frame, pairs = log.keep(frame, wanted, reason), pairs[wanted]
    _note_meanings(pairs, lines, log)
    codes = pairs.map(found).astype("Int64")
    frame = log.keep(frame.assign(ccode=codes), codes.notna(), "states that are no members in the year")
    return frame.drop(columns=name).astype({"ccode": "int64"})


def _note_meanings(pairs: pd.Series, lines: dict[str, list[Line]], log: DataLog) -> None:
    """Count the rows whose names mean a state for a reason that a line gives."""
    for called, line in (
        (called, line) for called, of in lines.items() for line in of if line.ccode and line.reason
    ):
        rows = sum(name == called and year in line for name, year in pairs)
        if rows:
            log.note("recoded", f"{called} to COW {line.ccode}: {line.reason}", rows)


def _lines(role: str) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for row in _rows():
        if row["role"] == role:
            years = int(row["first_year"] or 0), int(row["last_year"] or 9999)
            code = int(row["cow_code"]) if row["cow_code"] else None
            found.setdefault(row["name"], []).append(Line(*years, code, row["reason"]))
    return found


def _rows() -> Iterator[dict[str, str]]:
    with LINES.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
