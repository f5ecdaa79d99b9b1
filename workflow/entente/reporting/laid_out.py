"""Tables that are no regressions, laid out: rows of frames as lines, in sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from entente.reporting.grid import Cell, Grid, Line
from entente.reporting.markdown import is_missing

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Shown:
    """A column as it is shown: its heading, how numbers are written, and a group that neighbours share."""

    header: str
    form: str = ".2f"
    group: str = ""


def table_grid(
    name: str,
    heading: str,
    title: str,
    sections: Mapping[str, pd.DataFrame],
    shown: Mapping[Any, Shown],
    notes: Sequence[str],
) -> Grid:
    """Return a table laid out.

    Parameters
    ----------
    name, heading, title : str
        What references call it, and what stands above it.
    sections : mapping of str to DataFrame
        Rows by section; the index has their labels.  A section whose name is not empty opens with it.
    shown : mapping to Shown
        Columns of the frames, in the order of the table.
    notes : sequence of str
        What is said below it.

    Returns
    -------
    Grid
        Missing values are empty cells, texts stand as they are.
    """
    return Grid(
        name=name,
        heading=heading,
        title=title,
        groups=tuple(column.group for column in shown.values()),
        headers=tuple(column.header for column in shown.values()),
        sections=tuple(tuple(_lines(section, rows, shown)) for section, rows in sections.items()),
        notes=tuple(notes),
    )


def _lines(section: str, rows: pd.DataFrame, shown: Mapping[Any, Shown]) -> list[Line]:
    opening = [Line(section, (Cell(),) * len(shown))] if section else []
    chosen = rows[list(shown)].astype(object)
    forms = [column.form for column in shown.values()]
    return [
        *opening,
        *(
            Line(str(label), tuple(Cell(value_text(*of)) for of in zip(values, forms, strict=True)))
            for label, *values in chosen.itertuples()
        ),
    ]


def value_text(value: Any, form: str) -> str:
    """Return a value as a cell shows it: a text as it is, a number in its form, nothing if it is missing."""
    if is_missing(value):
        return ""
    return value if isinstance(value, str) else format(value, form)
