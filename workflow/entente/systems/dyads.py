"""Undirected dyads: one row for a pair of states, the lower country code first."""

from __future__ import annotations

import numpy as np
import pandas as pd

#: The columns that identify a dyad, and a dyad in a year.
DYAD = ["ccode1", "ccode2"]
DYAD_YEAR = ["year", *DYAD]


def with_ends(dyads: pd.DataFrame, states: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return dyad-years with columns of state-years for both states, 1 and 2 after the names, where known.

    Rows stay in their order; ``states`` has at most one row for each ccode and year.
    """
    for number in (1, 2):
        names = {name: f"{name}{number}" for name in ("ccode", *columns)}
        of_state = states[["year", *names]].rename(columns=names)
        dyads = dyads.merge(of_state, on=["year", f"ccode{number}"], how="left")
    return dyads


def both_ways(dyads: pd.DataFrame, state: str, other: str) -> pd.DataFrame:
    """Return each row twice, its ccode1 and ccode2 called state and other, and the other way round."""
    one, two = DYAD
    sides = [
        dyads.rename(columns={one: first, two: second}) for first, second in ((state, other), (other, state))
    ]
    return pd.concat(sides, ignore_index=True)


def order_codes(frame: pd.DataFrame) -> pd.DataFrame:
    """Return ``frame`` with ``ccode1`` ≤ ``ccode2`` in every row; other columns are not swapped."""
    lower = np.minimum(frame["ccode1"], frame["ccode2"])
    higher = np.maximum(frame["ccode1"], frame["ccode2"])
    return frame.assign(ccode1=lower, ccode2=higher)
