"""A table of regressions as it is laid out, and its numbers as text, whatever the format."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby

#: Below this a number is written with its power of ten, so that two digits at least are seen.
SMALL = 0.001

#: Levels of significance, each worth a star, from the weakest.
LEVELS = (0.05, 0.01)


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: a number, stars behind it, and footnote marks behind these."""

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

    It has a name for references to it, headings of the columns, of which neighbours with the same group share
    it, and lines in sections that rules separate.
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


def stars(p_value: float) -> int:
    """Return the number of stars of a p value: one below .05, two below .01, none if it is missing."""
    return sum(p_value < level for level in LEVELS)


def number_text(value: float) -> str:
    """Return a coefficient, standard error or statistic with three decimals.

    From 1,000 on it has two, and thousands apart, below .001 it is written as 8.62e-05; a missing one is
    empty.
    """
    if math.isnan(value):
        return ""
    if value != 0 and abs(value) < SMALL:
        return f"{value:.2e}"
    return f"{value:,.2f}" if abs(value) >= 1_000 else f"{value:.3f}"


def count_text(value: float) -> str:
    """Return a count with thousands apart; empty if missing."""
    return "" if math.isnan(value) else f"{round(value):,}"
