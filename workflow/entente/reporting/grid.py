"""A table of regressions as it is laid out, and its numbers as text, whatever the format."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

#: Below this a number is written with its power of ten, so that two digits at least are seen.
SMALL = 0.001


@dataclass(frozen=True)
class Cell:
    """What stands in a cell.

    Attributes
    ----------
    text : str
        A number.
    stars : int
        Stars behind it.
    marks : str
        Footnote marks behind the stars.
    """

    text: str = ""
    stars: int = 0
    marks: str = ""

    @property
    def raised(self) -> str:
        """Stars and marks."""
        return "*" * self.stars + self.marks


@dataclass(frozen=True)
class Line:
    """A line of a table: a label and a cell a column."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """A table laid out.

    Attributes
    ----------
    name : str
        For references to it.
    heading, title : str
    groups, headers : tuple of str
        Headings of the columns; neighbours with the same group share it.
    sections : tuple of tuple of Line
        Separated by rules.
    notes : tuple of str
    """

    name: str
    heading: str
    title: str
    groups: tuple[str, ...]
    headers: tuple[str, ...]
    sections: tuple[tuple[Line, ...], ...]
    notes: tuple[str, ...]

    @property
    def numbers(self) -> list[str]:
        """The columns' numbers as they are printed."""
        return [f"({number})" for number in range(1, len(self.headers) + 1)]

    @property
    def columns(self) -> list[tuple[str, str, str]]:
        """Each column's number, group and heading."""
        return list(zip(self.numbers, self.groups, self.headers, strict=True))

    @property
    def spans(self) -> list[tuple[str, int]]:
        """Groups with the number of neighbouring columns that each spans."""
        return [(group, len(list(columns))) for group, columns in groupby(self.groups)]


def columns_text(numbers: Sequence[int]) -> str:
    """Return columns in words, such as "Column 2" or "Columns 1, 3"."""
    return f"Column{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"


def number_text(value: float) -> str:
    """Return a coefficient, standard error or statistic with three decimals.

    Parameters
    ----------
    value : float

    Returns
    -------
    str
        With thousands apart and two decimals from 1,000 on, as 8.62e-05 below .001; empty if missing.
    """
    if math.isnan(value):
        return ""
    if value != 0 and abs(value) < SMALL:
        return f"{value:.2e}"
    return f"{value:,.2f}" if abs(value) >= 1_000 else f"{value:.3f}"


def count_text(value: float) -> str:
    """Return a count with thousands apart; empty if missing."""
    return "" if math.isnan(value) else f"{round(value):,}"
