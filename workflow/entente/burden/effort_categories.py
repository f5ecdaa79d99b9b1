"""Effort in categories of the share of GDP, as models of steps of effort have it; and sums over partners."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from entente.burden.member_values import NOT_NEGATIVE, labelled, members
from entente.systems.dyads import DYAD_YEAR, both_ways

#: Width of a category, and their number: [0, .01) is 1, [.10, ∞) is 11 (Kinne and Kang 2023).
WIDTH, CATEGORIES = 0.01, 11


def effort_categories(burden: Any) -> np.ndarray | pd.Series:
    """Return the category of each burden, 1 to 11.

    Parameters
    ----------
    burden : array_like, shape (n,)
        Shares of GDP, 0 or more.

    Returns
    -------
    ndarray or Series, shape (n,)

    Raises
    ------
    BurdenInputError
        If labels repeat, or a burden is missing or negative.
    """
    (b,), labels = members({"burden": (burden, NOT_NEGATIVE)})
    edges = WIDTH * np.arange(1, CATEGORIES)
    # A burden of .03 is in [.03, .04), though 3 × .01 is above .03 in floating point.
    return labelled(1.0 + np.searchsorted(np.round(edges, 10), b, side="right"), labels)


def sums_over_partners(ties: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Return the sum of values over the partners of each state that have one.

    Parameters
    ----------
    ties : DataFrame
        year, ccode1, ccode2, each pair and year once.
    values : DataFrame
        year, ccode and columns of numbers.

    Returns
    -------
    DataFrame
        year, ccode of all states with a partner, and the columns: sums over the partners with a value,
        missing where none has one.
    """
    directed = both_ways(ties[DYAD_YEAR], "ccode", "partner")
    joined = directed.merge(values.rename(columns={"ccode": "partner"}), on=["year", "partner"], how="left")
    return joined.drop(columns="partner").groupby(["year", "ccode"], as_index=False).sum(min_count=1)
