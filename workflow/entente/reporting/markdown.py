"""Pages in Markdown: their text, frames as tables, and tables of regressions."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from entente.reporting.grid import Cell, Grid, Line


def markdown_table(frame: pd.DataFrame, digits: int = 3) -> str:
    """Return ``frame`` as a Markdown table.

    Parameters
    ----------
    frame : DataFrame
        Its index is left out; missing values become empty cells.
    digits : int, default 3
        Decimals of floats.

    Returns
    -------
    str
        Without a final newline; numeric columns are aligned to the right.
    """
    numeric = [pd.api.types.is_numeric_dtype(dtype) for dtype in frame.dtypes]
    lines = [
        table_line(frame.columns),
        table_line("---:" if right else ":---" for right in numeric),
        *(table_line(_cell(value, digits) for value in row) for row in frame.itertuples(index=False)),
    ]
    return "\n".join(lines)


def table_line(cells: Iterable) -> str:
    """Return a line of a Markdown table; bars and line breaks within cells do not end them."""
    texts = (str(cell).replace("|", r"\|").replace("\n", " ") for cell in cells)
    return "| " + " | ".join(texts) + " |"


def escaped(text: str) -> str:
    """Return a text as Markdown that shows its stars, underscores and angles, and takes none for markup.

    Bars are escaped by :func:`table_line`, where alone they mean something.
    """
    for character in "*_<":
        text = text.replace(character, f"\\{character}")
    return text


class Document:
    """A Markdown page.

    Parameters
    ----------
    title : str
        Empty for text that is to stand in another page.
    *paragraphs : str
        Separated by empty lines.
    """

    def __init__(self, title: str, *paragraphs: str) -> None:
        self.title, self.paragraphs = title, paragraphs

    def marked(self, label: str = "") -> str:
        """Return the text, without a final newline; a label stands in bold below the title."""
        heading = [f"# {self.title}"] if self.title else []
        warning = [f"**{label}**"] if label else []
        return "\n\n".join([*heading, *warning, *self.paragraphs])


def regression_document(grid: Grid) -> Document:
    """Return a table of regressions as a Markdown page.

    Parameters
    ----------
    grid : Grid

    Returns
    -------
    Document
        Its stars are escaped.
    """
    numbered = zip(grid.numbers, grid.groups, grid.headers, strict=True)
    heads = [f"{number} {f'{group}, {header}' if group else header}" for number, group, header in numbered]
    empty = Line("", tuple(Cell() for _ in heads))
    lines = [line for section in grid.sections for line in (*section, empty)][:-1]
    table = [
        table_line(["", *map(escaped, heads)]),
        table_line([":---", *["---:"] * len(heads)]),
        *(table_line([escaped(line.label), *map(_regression_cell, line.cells)]) for line in lines),
    ]
    notes = "\n".join(f"- {escaped(note)}" for note in grid.notes)
    return Document(f"{grid.heading}. {grid.title}", "\n".join(table), notes)


def _cell(value, digits: int) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:.{digits}f}"
    return str(value)


def _regression_cell(cell: Cell) -> str:
    return cell.text + escaped(cell.raised)
