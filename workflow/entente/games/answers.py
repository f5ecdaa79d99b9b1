"""Answers of games in the shape of the question: a number, an array, or a Series with the labels given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

#: Numbers that differ by no more are the same: who is indifferent on paper is so in floating point.
TIE = 1e-12


def answer(values: np.ndarray, labels: pd.Index | None) -> Any:
    """Return values of shape () as a number, those of labelled rows as a Series, others as they are."""
    if labels is None:
        return np.asarray(values)[()]
    import pandas as pd

    return pd.Series(values, labels)


def quotient(over: np.ndarray, under: np.ndarray, otherwise: Any) -> np.ndarray:
    """Return over / under, and ``otherwise`` where under is 0."""
    zero = under == 0
    return np.where(zero, otherwise, over / np.where(zero, 1, under))
