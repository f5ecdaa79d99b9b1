"""Reading the wanted columns of a raw file: what stands in them is checked here, once, for every reader."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from entente.core.checked_yaml import listed
from entente.core.errors import RawFileError
from entente.data.readers.cell_kinds import DATE, NUMBER, STATE, YEAR, Kind, may_be_blank, typed
from entente.data.readers.raw_formats import Cells, beginning, read_cells

#: Tidy names of codes of states, of which no row lacks one.
CODES = ("ccode", "ccode1", "ccode2")

#: Kinds of columns by their tidy names.
BY_NAME = {**dict.fromkeys(CODES, STATE), **dict.fromkeys(("year", "first_year", "last_year"), YEAR)}

#: Tidy names of dates between which a row holds.
SPAN = ("first_date", "last_date")

BLANK = "is blank"

REMEDY = (
    "Correct a file of your own; of a published one check that it is the version that its entry in "
    "config/datasets.yaml describes."
)


@dataclass(frozen=True)
class RawPath(os.PathLike):
    """A raw file as a reader is given it: its path, and the first and last year that it covers, if known."""

    path: Path
    years: tuple[int, int] | None = None

    def __fspath__(self) -> str:
        return str(self.path)

    __str__ = __fspath__


@dataclass(frozen=True)
class Layout:
    """The columns of a raw file that a reader takes, and what stands in them.

    ``columns`` are from raw names to tidy names; an empty mapping takes every column under its own name.  The
    columns of ``key`` identify a row of the file; if it is empty all columns do, those not taken too.  Codes
    of states are whole numbers, and ``year``, ``first_year`` and ``last_year`` years; what other columns are
    is said by ``kinds``, and of all that this does not name by ``others``.  ``codes`` are values that stand
    for something else than the number or text that they are, such as −9.  Key, kinds and codes go by tidy
    names.
    """

    columns: Mapping[str, str]
    key: tuple[str, ...]
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    others: Kind = NUMBER
    codes: Mapping[str, Collection] = field(default_factory=dict)

    def kind(self, tidy: str) -> Kind:
        """Return the kind of a column."""
        return self.kinds.get(tidy, BY_NAME.get(tidy, self.others))

    def places(self, tidy: str) -> bool:
        """Return whether a column says to which time a row belongs: years, and dates of a span or the key."""
        kind = self.kind(tidy)
        return kind == YEAR or (kind == DATE and tidy in (*SPAN, *self.key))

    def complete(self, tidy: str) -> bool:
        """Return whether no cell of a column may be blank: codes of states, the key, one of some numbers."""
        return tidy in (*CODES, *self.key) or not may_be_blank(self.kind(tidy))

    def lacking(self, header: Collection[str]) -> list[str]:
        """Return the raw names that a header does not have."""
        wanted = self.columns or dict.fromkeys([*self.key, *self.kinds])
        return [name for name in wanted if name not in header]


def read_raw(path: str | os.PathLike, layout: Layout) -> pd.DataFrame:
    """Read a raw file in any format of :mod:`entente.data.readers.raw_formats`.

    Returned are the wanted columns under tidy names, typed; the index is the row in the file.

    RawFileError is raised if the file cannot be read, holds no rows, has rows longer or shorter than its
    header or a quote that is not closed, lacks a column or has it twice; if a cell is not of its column's
    kind, a country code, part of the key or one of some numbers is blank, or a year is none of those that the
    file covers; or if rows share a key.  It names the file, the row, the column and what stands there.
    """
    return taken(read_cells(Path(path)), path, layout)


def read_edition(path: str | os.PathLike, editions: Mapping[str, Layout]) -> tuple[str, pd.DataFrame]:
    """Read a raw file of which several editions are known, told apart by their columns.

    Returned are the name of the edition that the file is, which lacks none of its columns there, and the
    wanted columns as from :func:`read_raw`.  A file that is none of the editions is refused for the columns
    that it lacks as the nearest of them.
    """
    cells = read_cells(Path(path))
    nearest = min(editions, key=lambda edition: len(editions[edition].lacking(cells.frame.columns)))
    return nearest, taken(cells, path, editions[nearest])


def refuse_changed(path: str | os.PathLike, sha256: str) -> None:
    """Raise RawFileError if a raw file has another digest: it was changed after it was retrieved."""
    with Path(path).open("rb") as file:
        actual = hashlib.file_digest(file, "sha256").hexdigest()
    if actual != sha256:
        raise RawFileError(
            f"{path} was changed after it was retrieved: expected sha256 {sha256}, found {actual}.",
            "Raw files are never edited: delete it and run again, or register the new file.",
        )


def joined_dates(parts: pd.DataFrame, path: str | os.PathLike) -> pd.Series:
    """Return the dates of which the three columns of ``parts`` are the years, months and days.

    RawFileError is raised if one is no date.
    """
    dates = pd.to_datetime(parts.set_axis(["year", "month", "day"], axis=1), errors="coerce")
    if (wrong := dates.isna()).any():
        row, first = wrong.idxmax(), parts[wrong].iloc[0]
        said = ", ".join(f"{name} {value:g}" for name, value in first.items())
        raise RawFileError(f"{path}, row {row}: {said} is no date{_more(wrong)}.", REMEDY)
    return dates


def taken(cells: Cells, path: str | os.PathLike, layout: Layout) -> pd.DataFrame:
    """Return the wanted columns of the cells of a file, after all checks, as :func:`read_raw` does."""
    columns = _wanted(cells, path, layout)
    years = path.years if isinstance(path, RawPath) else None
    frame, problems = {}, []
    for raw, tidy in columns.items():
        given, codes = cells.frame[raw], layout.codes.get(tidy, ())
        frame[tidy], wrong, why = typed(given, layout.kind(tidy), codes, cells.day_one)
        if not wrong.any() and layout.complete(tidy):
            wrong, why = frame[tidy].isna(), BLANK
        if not wrong.any() and years and layout.places(tidy):
            wrong = _outside(frame[tidy], years, codes)
            why = f"is none of the years that the file covers, {years[0]}–{years[1]}"
        if wrong.any():
            row = wrong.idxmax()
            said = "the cell" if why == BLANK else _quoted(given[row])
            problems.append(f"row {row}, column {raw}: {said} {why}{_more(wrong)}")
    if problems:
        raise RawFileError(
            listed(path, problems),
            f"{REMEDY} Numbers have a decimal point and nothing between thousands{cells.manner}; the cell "
            "of a missing one is empty.",
        )
    found = pd.DataFrame(frame)
    _refuse_repeated(found[list(layout.key)] if layout.key else cells.frame, path)
    return found


def _wanted(cells: Cells, path: str | os.PathLike, layout: Layout) -> Mapping[str, str]:
    """The wanted columns by their raw names, each of which is there, and once."""
    names = list(cells.frame.columns)
    if cells.frame.empty:
        raise RawFileError(f"{path}: the file has a header but no rows.", "Delete it and retrieve it again.")
    if missing := layout.lacking(names):
        raise RawFileError(
            f"{path}: columns {missing} are missing; the file has {names[:40]}{cells.manner}.", REMEDY
        )
    if also := [sheet for sheet, header in cells.other_sheets.items() if not layout.lacking(header)]:
        raise RawFileError(
            f"{path}: the columns are on its first sheet and on {', '.join(map(repr, also))}.",
            "Save the sheet that is meant as a file of its own.",
        )
    wanted = layout.columns or {name: name for name in names}
    if doubled := sorted(name for name in wanted if names.count(name) > 1):
        raise RawFileError(f"{path}: columns {doubled} are there more than once.", REMEDY)
    if broken := sorted((row, name) for name, row in cells.line_breaks.items() if name in wanted):
        row, name = broken[0]
        raise RawFileError(
            f"{path}, row {row}, column {name}: a line break within a field, "
            f"{beginning(cells.frame.loc[row, name])}.",
            "Take it out, or close the quote that was opened there.",
        )
    return wanted


def _outside(values: pd.Series, years: tuple[int, int], codes: Collection) -> pd.Series:
    dated = pd.api.types.is_datetime64_dtype(values)
    found = values.dt.year if dated else pd.to_numeric(values, errors="coerce")
    return found.notna() & ~found.between(*years) & ~values.isin(list(codes))


def _refuse_repeated(keys: pd.DataFrame, path: str | os.PathLike) -> None:
    repeated = keys[keys.duplicated(keep=False)]
    if len(repeated):
        # A value may be missing, and a name may come twice among the columns that are not taken.
        places = list(range(repeated.shape[1]))
        group = repeated.set_axis(places, axis=1).groupby(places, dropna=False, sort=False).ngroup()
        rows = ", ".join(map(str, group.index[group == 0][:5]))
        said = ", ".join(f"{name} {value}" for name, value in list(repeated.iloc[0].items())[:8])
        raise RawFileError(
            f"{path}: {len(repeated)} rows share a key; rows {rows} have {said}.",
            f"Each row must be one unit of analysis. {REMEDY}",
        )


def _quoted(cell: object) -> str:
    return repr(cell) if isinstance(cell, str) else f"{cell}"


def _more(wrong: pd.Series) -> str:
    others = int(wrong.sum()) - 1
    return f", and {others} more rows are like it" if others else ""
