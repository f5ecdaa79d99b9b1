"""Spells: from one row with a first and a last year to one row a year."""

from __future__ import annotations

import pandas as pd

from entente.core.errors import SchemaError


def expand_spells(spells: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Return one row for each year of each spell, with the new column ``year`` (int16), in their order.

    Columns ``first`` and ``last`` hold the first and last year of a spell.  SchemaError is raised if one ends
    before it begins or lacks a year: it would vanish without a word.
    """
    backward = ~(spells[first] <= spells[last])
    if backward.any():
        raise SchemaError(
            f"{int(backward.sum())} spells end before they begin or lack a year, first:\n"
            f"{spells[backward].head(5).to_string(index=False)}",
            "Correct the reader, or take another release of the raw file.",
        )
    lengths = spells[last] - spells[first] + 1
    years = spells.loc[spells.index.repeat(lengths)]
    year = years[first] + years.groupby(level=0).cumcount()
    return years.assign(year=year.astype("int16")).reset_index(drop=True)
