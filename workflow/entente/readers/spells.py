"""Spells: from one row with a first and a last year to one row a year."""

from __future__ import annotations

import pandas as pd


def expand_spells(spells: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Return one row for each year of each spell, with the new column ``year``.

    Parameters
    ----------
    spells : DataFrame
        One row a spell.
    first, last : str
        Columns that hold its first and last year.
    """
    lengths = (spells[last] - spells[first] + 1).clip(lower=0)
    years = spells.loc[spells.index.repeat(lengths)]
    year = years[first] + years.groupby(level=0).cumcount()
    return years.assign(year=year.astype("int16")).reset_index(drop=True)
