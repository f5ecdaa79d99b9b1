"""Time series for an estimator: their order and their gaps."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.models.data import ModelData


class GapWarning(UserWarning):
    """A time series has gaps: nothing is carried across them."""


def succession(data: ModelData) -> np.ndarray:
    """Return which observations of a time series follow the one before without a gap: bool (n,).

    A gap is where a row was dropped for a missing value, or where the labels of the rows leave periods out.
    The period is the smallest distance between two labels (a choice); a distance up to half as long again is
    none the less one period, since months and quarters differ in length.  Labels that are not numbers, dates
    or periods say nothing about time: their rows count as consecutive, in the order given.  ModelDataError is
    raised if labels are not strictly increasing, or have several levels.
    """
    adjacent = np.diff(np.flatnonzero(data.kept)) == 1
    times = _times(data.index)
    if times is not None and len(times) > 1:
        distances = np.diff(times)
        backwards = np.flatnonzero(~(distances > 0))
        if len(backwards):
            raise ModelDataError(
                f"Row {data.index[backwards[0] + 1]} comes after row {data.index[backwards[0]]}.",
                "A time series must be in order of time, each period once: sort it, or reset its index.",
            )
        adjacent &= distances < 1.5 * distances.min()
    return np.append(False, adjacent)


def gaps(follows: np.ndarray, index: pd.Index) -> str:
    """Say how many gaps a series has, and which observations come after one; nothing if there is none."""
    after = [str(index[i]) for i in np.flatnonzero(~follows) if i > 0]
    if not after:
        return ""
    return f"{len(after)} gap{'s' if len(after) > 1 else ''}, before {', '.join(after)}"


def _times(index: pd.Index) -> np.ndarray | None:
    """Return the labels as numbers that increase with time, or None if they are names."""
    if isinstance(index, pd.MultiIndex):
        raise ModelDataError(
            f"The rows are labelled by {index.nlevels} levels.",
            "Give one time series, labelled by its periods.",
        )
    if isinstance(index, pd.PeriodIndex | pd.DatetimeIndex):
        return index.asi8.astype(float)
    return index.to_numpy(dtype=float) if pd.api.types.is_numeric_dtype(index) else None
