"""What a file of answers says of its columns: their words, and those of their codes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd


class Labels(NamedTuple):
    """Words of columns, and of codes by column; of files that have none, nothing."""

    columns: dict[str, str]
    codes: dict[str, dict[int, str]]


def read_labels(path: str | Path) -> Labels:
    """Return the labels in a file of Stata's; other formats that are read have none."""
    if Path(path).suffix.lower() != ".dta":
        return Labels({}, {})
    with pd.read_stata(path, iterator=True) as reader:
        words, sets = reader.variable_labels(), list(reader.value_labels().values())
    plain = pd.read_stata(path, convert_categoricals=False)
    whole = plain.select_dtypes("number").columns if sets else []
    codes = {str(name): _codes(Path(path), plain[name], sets) for name in whole}
    return Labels({name: text for name, text in words.items() if text}, {k: v for k, v in codes.items() if v})


def _codes(path: Path, codes: pd.Series, sets: list[dict[int, str]]) -> dict[int, str]:
    """Words of the codes of a column, those that nobody has among them: the set of words that it follows."""
    try:
        words = pd.read_stata(path, columns=[codes.name])[codes.name]
    except ValueError:
        # Two codes have the same words, which pandas does not read.
        return {}
    if not isinstance(words.dtype, pd.CategoricalDtype):
        return {}
    told = {int(code): word for code, word in zip(codes, words, strict=True) if isinstance(word, str)}
    return next((plain(found) for found in sets if told.items() <= plain(found).items()), told)


def plain(codes: dict[int, str]) -> dict[int, str]:
    """Return codes as whole numbers of Python's, ascending."""
    return {int(code): codes[code] for code in sorted(codes)}
