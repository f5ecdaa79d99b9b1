"""Country codes: recodes keyed by code and years, and a refusal of codes that are wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from entente.core.data_log import DataLog
from entente.core.errors import ConfigurationError, RawFileError, UnknownStateError
from entente.data.readers.raw_file import REMEDY, Layout, read_raw
from entente.systems.dyads import DYAD

COLUMNS = ["role", "code", "first_year", "last_year", "cow_code", "reason"]


def load_recodes(path: str | Path) -> pd.DataFrame:
    """Read the recode table: role, code, first_year, last_year, cow_code (missing: no COW state), reason.

    ConfigurationError is raised if columns are missing, a line ends before it begins, or two lines of a role
    claim the same code and year.
    """
    recodes = pd.read_csv(path, dtype={"cow_code": "Int32"})
    if list(recodes.columns) != COLUMNS:
        raise ConfigurationError(f"{path}: expected the columns {COLUMNS}, found {list(recodes.columns)}.")
    backward = ~(recodes["first_year"] <= recodes["last_year"])
    if backward.any():
        raise ConfigurationError(
            f"{path}: lines without years, or whose last year is before the first:\n"
            f"{recodes[backward].to_string(index=False)}",
            "Give each line a first_year and a last_year that is not before it.",
        )
    ordered = recodes.sort_values(["role", "code", "first_year"])
    previous_end = ordered.groupby(["role", "code"])["last_year"].shift()
    overlap = ordered["first_year"] <= previous_end
    if overlap.any():
        raise ConfigurationError(
            f"{path}: lines claim the same code and year:\n{ordered[overlap].to_string(index=False)}",
            "Give each code at most one line for each year.",
        )
    return recodes


def lines_of_rows(frame: pd.DataFrame, role: str, recodes: pd.DataFrame, code: str = "ccode") -> pd.Series:
    """Return the index of the line of a role in the recode table that covers each row, missing without one.

    ``frame`` has the columns ``code``, not recoded, and year; the result is a Series of Int64.
    """
    numbers = pd.to_numeric(frame[code], errors="coerce")
    of_row = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    for line in recodes[recodes["role"] == role].itertuples():
        rows = (numbers == line.code) & frame["year"].between(line.first_year, line.last_year)
        of_row[rows] = line.Index
    return of_row


def recode(frame: pd.DataFrame, role: str, recodes: pd.DataFrame, log: DataLog, *codes: str) -> pd.DataFrame:
    """Return ``frame`` with the columns ``codes`` recoded to COW's by a role's lines and the column year.

    Rows of states that are none of COW's are dropped and counted.
    """
    for code in codes:
        # A code that is no whole number has no line; it stays, without a number, for refuse_wrong_codes.
        numbers = pd.to_numeric(frame[code], errors="coerce")
        recoded = numbers.where(numbers % 1 == 0).astype("Int64")
        of_row = lines_of_rows(frame, role, recodes, code)
        moved = of_row.notna()
        recoded[moved] = of_row[moved].map(recodes["cow_code"])
        for line in recodes[recodes.index.isin(of_row[moved])].itertuples():
            target = "no COW state" if pd.isna(line.cow_code) else f"COW {line.cow_code}"
            what = f"{line.code} in {line.first_year}–{line.last_year} to {target}: {line.reason}"
            log.note("recoded", what, (of_row == line.Index).sum())
        unwanted = moved & recoded.isna()
        frame = frame.assign(**{code: recoded})
        frame = log.keep(frame, ~unwanted, "not a COW state (recode table)")
    return frame


def refuse_wrong_codes(
    frame: pd.DataFrame, states: pd.DataFrame, path: str | os.PathLike, *codes: str
) -> None:
    """Refuse rows of a raw file whose codes, of the columns ``codes``, are wrong.

    UnknownStateError is raised if a code never belongs to a COW state, and names the file, the codes and how
    many rows have them; RawFileError if they are ccode1 and ccode2, and a state is paired with itself.
    """
    for code in codes:
        unknown = frame.loc[~frame[code].isin(states["ccode"]), code]
        if len(unknown):
            rows = unknown.value_counts(dropna=False)
            rows = rows.sort_index(key=lambda values: pd.to_numeric(values, errors="coerce"))
            counts = ", ".join(f"{value} ({number} rows)" for value, number in rows.items())
            raise UnknownStateError(
                f"{path}: country codes that are no COW codes: {counts}.",
                "Add a line for each to config/recodes/country_codes.csv: its COW code, or none to drop it.",
            )
    if set(DYAD) <= set(codes) and (alone := frame["ccode1"] == frame["ccode2"]).any():
        row = alone.idxmax()
        raise RawFileError(
            f"{path}, row {row}: state {frame.loc[row, 'ccode1']} is paired with itself; there are "
            f"{alone.sum()} such rows.",
            f"A dyad is two states. {REMEDY} Lines of the recode table may make one state of two.",
        )


def read_known(
    path: str | os.PathLike, layout: Layout, states: pd.DataFrame, log: DataLog, what: str
) -> pd.DataFrame:
    """Read the columns of a raw file as :func:`entente.data.readers.raw_file.read_raw` does.

    The log takes how many rows there are of ``what``; codes (ccode, ccode1, ccode2) are refused if wrong.
    """
    frame = read_raw(path, layout)
    log.note("read", what, len(frame))
    refuse_wrong_codes(frame, states, path, *(name for name in frame if name.startswith("ccode")))
    return frame
