"""Text and frames as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def markdown_table(frame: pd.DataFrame, digits: int = 3) -> str:
    """Return ``frame``, without its index, as a Markdown table without a final newline.

    Numeric columns are aligned to the right, floats have ``digits`` decimals, missing values are empty.
    """
    import pandas as pd

    numeric = [pd.api.types.is_numeric_dtype(dtype) for dtype in frame.dtypes]
    lines = [
        _line(frame.columns),
        _line("---:" if right else ":---" for right in numeric),
        *(_line(_text(value, digits) for value in row) for row in frame.itertuples(index=False)),
    ]
    return "\n".join(lines)


def _line(cells: Iterable) -> str:
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


def is_missing(value: Any) -> bool:
    """Return whether there is no value."""
    # Rules ask which files a page is made from, and need not wait for pandas.
    import pandas as pd

    return pd.isna(value)


def _text(value: Any, digits: int) -> str:
    if is_missing(value):
        return ""
    return f"{value:.{digits}f}" if isinstance(value, float) else str(value)
