"""States as they were in a year: their ties and their effort, by their codes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from entente.burden.effort_categories import effort_categories
from entente.core.errors import BurdenInputError


@dataclass(frozen=True, eq=False)
class ObservedSystem:
    """Ties and effort of states.

    Attributes
    ----------
    network : DataFrame of bool, (n, n)
        By codes, for rows and columns.
    effort : Series of int, (n,)
        Categories of effort, by the same codes.
    without_burden : int
        States that were left out because their burden is not known.
    ties_left_out : int
        Ties of states that were left out.
    """

    network: pd.DataFrame
    effort: pd.Series
    without_burden: int
    ties_left_out: int


def observed_system(burden: pd.Series, ties: pd.DataFrame) -> ObservedSystem:
    """Return the network and effort of the states whose burden is known.

    Parameters
    ----------
    burden : Series of float
        Shares of GDP by code, missing where they are not known; each code once.
    ties : DataFrame
        ccode1, ccode2, each pair once in any order.

    Returns
    -------
    ObservedSystem
        States in the order of their codes.

    Raises
    ------
    BurdenInputError
        If a code stands twice, a state is tied to itself, fewer than two burdens are known, or one is
        negative.
    """
    if burden.index.has_duplicates:
        raise BurdenInputError(
            f"State {burden.index[burden.index.duplicated()][0]} has two burdens.", "Give one a state."
        )
    if len(loops := ties[ties["ccode1"] == ties["ccode2"]]):
        raise BurdenInputError(f"State {loops['ccode1'].iloc[0]} is tied to itself.", "Leave such ties out.")
    known = burden.dropna().sort_index()
    if len(known) < 2:
        raise BurdenInputError(f"The burdens of {len(known)} states are known.", "Give two or more.")
    effort = effort_categories(known).astype(int)
    within = ties[ties["ccode1"].isin(known.index) & ties["ccode2"].isin(known.index)]
    one, other = (known.index.get_indexer(within[side]) for side in ("ccode1", "ccode2"))
    cells = np.zeros((len(known), len(known)), dtype=bool)
    cells[one, other] = cells[other, one] = True
    network = pd.DataFrame(cells, index=known.index, columns=known.index)
    return ObservedSystem(network, effort, int(burden.isna().sum()), len(ties) - len(within))
