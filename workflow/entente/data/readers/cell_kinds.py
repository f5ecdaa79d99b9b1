"""What may stand in a column of a raw file: its cells as values of a kind, and those that are none."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd

#: Kinds: numbers, among which years; texts; dates, which are days since 1970-01-01 where they are numbers and
#: else ISO text; flags, which are numbers or TRUE and FALSE.  Some numbers, one by one, are a kind as well.
NUMBER, YEAR, TEXT, DATE, FLAG = "number", "year", "text", "date", "flag"
Kind = str | Collection[float]

#: Texts that stand for nothing, as an empty cell does.
BLANKS = ("", "NA", "NaN", "nan")

#: How flags are written, in capitals.
TRUTH = {"TRUE": 1, "FALSE": 0}


class Typed(NamedTuple):
    """The cells of a column as values of its kind, blanks missing; which are not of it, and what they are."""

    values: pd.Series
    wrong: pd.Series
    why: str


def typed(cells: pd.Series, kind: Kind, codes: Collection = ()) -> Typed:
    """Return cells, texts or what a library made of them, as values of a kind.

    ``codes`` are values that are admitted beside; those that are texts stay so.
    """
    nothing = pd.Series(False, index=cells.index)
    blank = cells.isna() if _is_numeric(cells) else cells.isna() | cells.isin(BLANKS)
    if kind == TEXT:
        return Typed(cells.mask(blank), nothing, "")
    texts = [code for code in codes if isinstance(code, str)]
    coded = cells.isin(texts) if texts else nothing
    some_numbers = not isinstance(kind, str)
    convert, why = CONVERSIONS[NUMBER if some_numbers else kind]
    aside = blank | coded
    values = convert(cells.mask(aside) if aside.any() else cells)
    wrong = values.isna() & ~aside
    if some_numbers and not wrong.any():
        wrong = values.notna() & ~values.isin([*kind, *codes])
        why = f"is none of {', '.join(f'{number:g}' for number in kind)}"
    return Typed(values.astype(object).mask(coded, cells) if coded.any() else values, wrong, why)


def _is_numeric(cells: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells)


def _numbers(cells: pd.Series) -> pd.Series:
    if cells.dtype in (object, bool):
        # pandas takes what is true for 1.
        cells = cells.mask(cells.map(lambda cell: isinstance(cell, bool | np.bool_)))
    numbers = pd.to_numeric(cells, errors="coerce")
    infinite = numbers.abs() == np.inf
    return numbers.mask(infinite) if infinite.any() else numbers


def _flags(cells: pd.Series) -> pd.Series:
    words = cells.map(lambda cell: TRUTH.get(str(cell).upper()))
    return _numbers(cells.astype(object).mask(words.notna(), words))


def _dates(cells: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_dtype(cells):
        return cells
    days = pd.to_numeric(cells, errors="coerce")
    if days.notna().sum() > cells.notna().sum() / 2:
        return pd.to_datetime(days, unit="D", origin="unix", errors="coerce")
    return pd.to_datetime(cells, format="ISO8601", errors="coerce")


#: What makes values of cells, and leaves those that are none missing; and what these are.
CONVERSIONS = {
    NUMBER: (_numbers, "is no number"),
    YEAR: (_numbers, "is no number"),
    DATE: (_dates, "is no date"),
    FLAG: (_flags, "is neither a number nor TRUE or FALSE"),
}
