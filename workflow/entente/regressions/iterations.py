"""Rows of the iterations of the model's runs, beside those of a panel."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.errors import CoverageError


def rows_by_iteration(years: np.ndarray, runs: pd.DataFrame, sample: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of a sample: positions in the panel, and the iteration that each is about.

    Parameters
    ----------
    years : ndarray of int, shape (n,)
        Year of each row of the panel.
    runs : DataFrame
        Table abm_runs.
    sample : {"first", "intermediate", "last"}
        Iteration 1; each of 2..K−1, of which a run of K ≤ 2 iterations has none (its years drop out); or K.

    Returns
    -------
    position : ndarray of int64, shape (m,)
        Sorted; for the intermediate iterations a row of the panel occurs K − 2 times.
    iteration : ndarray of int64, shape (m,)

    Raises
    ------
    CoverageError
        If the model was not run for a year of the panel.
    """
    last = runs.set_index("year")["iterations"].reindex(years)
    if last.isna().any():
        raise CoverageError(
            f"The model was not run for {sorted(set(years[last.isna()]))[:5]}, which the panel has.",
            "Rebuild the runs of the model for the years of the panel.",
        )
    last = last.to_numpy("int64")
    position = np.arange(len(years))
    if sample == "intermediate":
        repeats = np.clip(last - 2, 0, None)
        position = np.repeat(position, repeats)
        starts = np.repeat(np.cumsum(repeats) - repeats, repeats)
        return position, 2 + np.arange(len(position)) - starts
    return position, np.ones_like(last) if sample == "first" else last
