"""The printed numbers as they are printed: how far each is rounded shows in its digits."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd


def read_printed(path: str | Path) -> pd.DataFrame:
    """Read the printed numbers of Tables 1–4.

    Parameters
    ----------
    path : path
        ``config/maoz2011/printed/tables.csv``: its estimates have the digits that Maoz (2011) prints.

    Returns
    -------
    DataFrame
        The columns of the file, estimate as float64, and half_unit (float64) from :func:`half_unit`.
    """
    printed = pd.read_csv(path, dtype={"estimate": "str"})
    digits = printed["estimate"]
    return printed.assign(
        estimate=digits.astype("float64"), half_unit=digits.map(half_unit).astype("float64")
    )


def half_unit(digits: str) -> float:
    """Return half a unit of the last digit of a number: what its rounding hides, at most.

    Parameters
    ----------
    digits : str
        The number as it is printed.

    Returns
    -------
    float
        .0005 for 0.018, 5e-7 for 4.30e-04.
    """
    return float(Decimal(5).scaleb(Decimal(digits).as_tuple().exponent - 1))
