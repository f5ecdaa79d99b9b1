"""Text and frames as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


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
    """Return a line of a Markdown table."""
    return "| " + " | ".join(map(cell, cells)) + " |"


def cell(content: object) -> str:
    """Return what stands in a cell of a Markdown table: bars and line breaks do not end it."""
    return str(content).replace("|", r"\|").replace("\n", " ")


def escaped(text: str) -> str:
    """Return a text as Markdown that shows its stars, underscores and angles, and takes none for markup.

    Bars are escaped by :func:`cell`, where alone they mean something.
    """
    for character in "*_<":
        text = text.replace(character, f"\\{character}")
    return text


def _cell(value, digits: int) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:.{digits}f}"
    return str(value)
