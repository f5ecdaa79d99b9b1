"""What may stand in a column of a raw file: its cells as values of a kind, and those that are none."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from numbers import Real
from typing import NamedTuple

import numpy as np
import pandas as pd

#: Kinds: numbers; whole ones, which are codes of states or years; texts; dates, which are full ISO text or,
#: in a format that counts days, numbers; flags, which are numbers or TRUE and FALSE.  Some numbers, one by
#: one, are a kind as well; among them None says that a cell may be blank.
NUMBER, STATE, YEAR, TEXT, DATE, FLAG = "number", "state", "year", "text", "date", "flag"
Kind = str | Collection[float | None]

#: Texts that stand for nothing, as an empty cell does.
BLANKS = ("", "NA", "NaN", "nan")

#: How flags are written, in capitals.
TRUTH = {"TRUE": 1, "FALSE": 0}

#: A date of which nothing is left to be guessed, perhaps with a time of day.
FULL_DATE = r"\s*\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?\s*"


class Typed(NamedTuple):
    """The cells of a column as values of its kind, blanks missing; which are not of it, and what they are."""

    values: pd.Series
    wrong: pd.Series
    why: str


def typed(cells: pd.Series, kind: Kind, codes: Collection = (), day_one: str = "") -> Typed:
    """Return cells, texts or what a library made of them, as values of a kind.

    ``codes`` are values that are admitted beside, each found as the text and as the number that it is; they
    stay as they are given.  ``day_one`` is the day 0 of a format that counts the days of its dates.
    """
    blank = cells.isna() if _is_numeric(cells) else cells.isna() | cells.isin(BLANKS)
    convert, why = CONVERSIONS[kind if isinstance(kind, str) else NUMBER]
    coded = {code: _equal(cells, code, kind, day_one) for code in codes}
    aside = np.logical_or.reduce([blank, *coded.values()])
    values = convert(cells.mask(aside) if aside.any() else cells, day_one)
    wrong = values.isna() & ~aside
    if not isinstance(kind, str) and not wrong.any():
        numbers = [number for number in kind if number is not None]
        wrong = values.notna() & ~values.isin(numbers)
        why = f"is none of {', '.join(f'{number:g}' for number in numbers)}"
    for code, rows in coded.items():
        if rows.any():
            among_numbers = _is_numeric(values) and isinstance(code, Real)
            values = (values if among_numbers else values.astype(object)).mask(rows, code)
    return Typed(values, wrong, why)


def may_be_blank(kind: Kind) -> bool:
    """Return whether a cell of a kind may be blank, if nothing else is said of its column."""
    return isinstance(kind, str) or None in kind


def written(code: object) -> str:
    """Return a code as text: −9.0 as -9."""
    return f"{code:g}" if isinstance(code, Real) else str(code)


def _equal(cells: pd.Series, code: object, kind: Kind, day_one: str) -> pd.Series:
    """Where cells are a code, which a format may give as text, as a number or as a date."""
    found = cells.astype(object) == written(code)
    if kind == TEXT:
        # What is text there is no number: 007 is not 7.
        cells = cells.mask(cells.map(lambda cell: isinstance(cell, str)))
    for convert in (_numbers, CONVERSIONS[kind][0] if isinstance(kind, str) else _numbers):
        value = convert(pd.Series([code]), day_one)[0]
        if not pd.isna(value):
            found |= convert(cells, day_one).eq(value).fillna(False).astype(bool)
    return found


def _is_numeric(cells: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells)


def _numbers(cells: pd.Series, day_one: str = "") -> pd.Series:
    if not (_is_numeric(cells) or isinstance(cells.dtype, pd.StringDtype)):
        # pandas takes what is true for 1, and dates for the nanoseconds since 1970.
        cells = cells.astype(object).where(cells.map(_may_be_number).astype(bool))
    numbers = pd.to_numeric(cells, errors="coerce")
    infinite = numbers.abs() == np.inf
    return numbers.mask(infinite) if infinite.any() else numbers


def _may_be_number(cell: object) -> bool:
    return isinstance(cell, str | Real) and not isinstance(cell, bool | np.bool_)


def _whole_numbers(cells: pd.Series, day_one: str = "") -> pd.Series:
    numbers = _numbers(cells)
    broken = numbers % 1 != 0
    return numbers.mask(broken) if broken.any() else numbers


def _flags(cells: pd.Series, day_one: str = "") -> pd.Series:
    words = cells.map(lambda cell: TRUTH.get(str(cell).upper()))
    return _numbers(cells.astype(object).mask(words.notna(), words))


def _texts(cells: pd.Series, day_one: str = "") -> pd.Series:
    return cells


def _dates(cells: pd.Series, day_one: str) -> pd.Series:
    if pd.api.types.is_datetime64_dtype(cells):
        return cells
    if _is_numeric(cells) and day_one:
        return pd.to_datetime(cells, unit="D", origin=day_one, errors="coerce")
    written = cells.map(lambda cell: cell.isoformat() if isinstance(cell, date) else cell).astype("str")
    return pd.to_datetime(
        written.where(written.str.fullmatch(FULL_DATE).fillna(False)).str.strip(),
        format="ISO8601",
        errors="coerce",
    )


#: What makes values of cells, and leaves those that are none missing; and what these are.
CONVERSIONS = {
    NUMBER: (_numbers, "is no number"),
    STATE: (_whole_numbers, "is no whole number"),
    YEAR: (_whole_numbers, "is no year"),
    TEXT: (_texts, ""),
    DATE: (_dates, "is no date"),
    FLAG: (_flags, "is neither a number nor TRUE or FALSE"),
}
