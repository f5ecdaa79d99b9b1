"""Time series for an estimator: their order and their gaps."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.models.data import ModelData

#: A word that the name of an index has in it if its numbers are time.
_WORDS = "t time timestamp datetime date day week month quarter year yr decade period".split()
TIME = re.compile(rf"(?<![a-z])({'|'.join(_WORDS)})s?(?![a-z])", re.IGNORECASE)


class GapWarning(UserWarning):
    """A time series has gaps: nothing is carried across them."""


def succession(data: ModelData) -> np.ndarray:
    """Return which observations of a time series follow the one before without a gap: bool (n,).

    A gap is where a row was dropped for a missing value, or where the labels of the rows leave periods out.
    The period is the smallest distance between two labels (a choice); a distance up to half as long again is
    none the less one period, since months and quarters differ in length.  Dates and periods are time, and so
    are numbers whose index has a name that says so, such as year.  Others may be the numbers that rows had in
    a larger table: they say nothing, and their rows count as consecutive, if they are evenly spaced, so that
    they would say the same as years; otherwise nobody can tell, and they are refused.  So is text, which may
    be time in any writing.  ModelDataError is raised for these, or if labels are not strictly increasing, one
    is missing, or they have several levels.
    """
    kept = np.flatnonzero(data.kept)
    return np.append(False, (np.diff(kept) == 1) & _adjacent(data.index, kept))


def check_continuation(index: pd.Index, following: pd.Index) -> None:
    """Raise ModelDataError unless the rows of ``following`` are the periods after a series, in order.

    The series, of two rows or more, has no gaps; its smallest step is the period, and each new step may be
    half as short or half as long again.  Rows numbered from 0, beside a series whose labels are no time, are
    taken as they come.
    """
    if not _says_time(index) and following.equals(pd.RangeIndex(len(following))):
        return
    times = _times(index.append(following))
    steps = np.diff(times) if times is not None else np.zeros(len(index))
    period, new = steps[: len(index) - 1].min(), steps[len(index) - 1 :]
    if not ((new > 0.5 * period) & (new < 1.5 * period)).all():
        raise ModelDataError(
            f"The series ends in {index[-1]}, but the periods to predict are "
            f"{', '.join(map(str, following[:3]))}{' …' if len(following) > 3 else ''}.",
            "Give the periods that come next, one after the other, or an array.",
        )


def gaps(follows: np.ndarray, index: pd.Index) -> str:
    """Say how many gaps a series has, and which observations come after one; nothing if there is none."""
    after = [str(index[i]) for i in np.flatnonzero(~follows) if i > 0]
    if not after:
        return ""
    return f"{len(after)} gap{'s' if len(after) > 1 else ''}, before {', '.join(after)}"


def _adjacent(index: pd.Index, positions: np.ndarray) -> np.ndarray:
    """Return whether the label of each row but the first comes next to that of the row before, bool (n − 1,).

    The positions, int (n,), are those of the rows among all that were given, evenly spaced.
    """
    times = _checked_times(index)
    if len(times) < 2:
        return np.ones(0, dtype=bool)
    distances = np.diff(times)
    if not _says_time(index):
        _check_evenly_spaced(index, distances / np.diff(positions))
        return np.ones(len(distances), dtype=bool)
    backwards = np.flatnonzero(~(distances > 0))
    if len(backwards):
        raise ModelDataError(
            f"Row {index[backwards[0] + 1]} comes after row {index[backwards[0]]}.",
            "A time series must be in order of time, each period once: sort it, or reset its index.",
        )
    return distances < 1.5 * distances.min()


def _check_evenly_spaced(index: pd.Index, steps: np.ndarray) -> None:
    """Refuse numbers that may be periods with gaps, or no periods at all."""
    if steps[0] > 0 and np.allclose(steps, steps[0], rtol=1e-9, atol=0):
        return
    raise ModelDataError(
        f"The rows are labelled by numbers {f'named {index.name}' if index.name else 'without a name'}, "
        f"{', '.join(map(str, index[:3]))} …: nobody can tell whether they are periods or where the rows "
        "once stood in a larger table.",
        "Label them by time, e.g. with .set_index('year'), or .rename_axis('year') if the numbers are years; "
        "or .reset_index(drop=True) if the rows follow each other in time without a gap.",
    )


def _says_time(index: pd.Index) -> bool:
    """Whether labels are no numbers, or numbers with a name that says that they are time."""
    return not pd.api.types.is_numeric_dtype(index) or bool(TIME.search(str(index.name)))


def _checked_times(index: pd.Index) -> np.ndarray:
    """Return the labels as numbers that increase with time, or raise ModelDataError if they cannot be."""
    if isinstance(index, pd.MultiIndex):
        raise ModelDataError(
            f"The rows are labelled by {index.nlevels} levels.",
            "Give one time series, labelled by its periods.",
        )
    if index.hasnans:
        raise ModelDataError("A label of the rows is missing.", "Label each row by its period.")
    times = _times(index)
    if times is None:
        raise ModelDataError(
            f"The rows are labelled by text or objects, the first is {index[0]}: nobody can tell whether one "
            "follows the other.",
            "Label them by time, e.g. by pd.PeriodIndex(labels, freq='Q') or numbers (.astype(int)); or "
            ".reset_index(drop=True) if they follow each other without a gap.",
        )
    return times


def _times(index: pd.Index) -> np.ndarray | None:
    """Return labels as numbers that increase with time, NaN or out of order if missing; None for text."""
    if isinstance(index, pd.PeriodIndex | pd.DatetimeIndex | pd.TimedeltaIndex):
        return index.asi8.astype(float)
    if pd.api.types.is_numeric_dtype(index):
        return index.to_numpy(dtype=float, na_value=np.nan)
    return None
