"""Alliances over a measure of the reference network and the share of democracies (Maoz 2011, Figure 4)."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt

import numpy as np
import pandas as pd

from entente.studies.maoz2011.random_systems.bins import bin_numbers, binned_means

#: Column of the second dimension.
DEMOCRACY = "democracy_share"

#: Runs that a cell should have on average, and those without which it is left empty (choice).
RUNS_A_CELL, FEWEST_RUNS = 25, 5

#: Most bins of an axis of a surface, and of a curve (choice).
SURFACE_BINS, CURVE_BINS = 10, 12

#: Thirds of the runs by the share of democracies.
LEVELS = ("low", "middle", "high")
#: Their names where equal values leave fewer than three.
_NAMES = {1: ("middle",), 2: ("low", "high"), 3: LEVELS}


@dataclass(frozen=True, eq=False)
class Surface:
    """Means over a grid of cells.

    Attributes
    ----------
    x, y : ndarray of float64, shape (m,) and (k,)
        Mean of each bin.
    z : ndarray of float64, shape (k, m)
        Mean of the runs in the cell; NaN where fewer than ``FEWEST_RUNS`` have a value.
    runs : int
        Runs with a value.
    """

    x: np.ndarray
    y: np.ndarray
    z: np.ndarray
    runs: int


def surface(runs: pd.DataFrame, x: str, z: str) -> Surface:
    """Return the mean of ``z`` over bins of ``x`` and of democracy that hold equal numbers of runs.

    Both are columns of the table random_runs.  The other inputs vary within a cell, and are averaged over.
    The bins do not depend on ``z``: surfaces of all stages have the same.
    """
    bins = max(2, min(SURFACE_BINS, isqrt(len(runs) // RUNS_A_CELL)))
    axes = (x, DEMOCRACY)
    numbers = pd.DataFrame({name: bin_numbers(runs[name], bins) for name in axes}, index=runs.index)
    means = binned_means(runs[z], numbers)
    shown = means["mean"].where(means["runs"] >= FEWEST_RUNS)
    columns, rows = (_bin_centres(runs[name], numbers[name]) for name in axes)
    cells = np.full((len(rows), len(columns)), np.nan)
    cells[means[DEMOCRACY], means[x]] = shown
    return Surface(x=columns, y=rows, z=cells, runs=int(runs[z].notna().sum()))


def _bin_centres(values: pd.Series, numbers: pd.Series) -> np.ndarray:
    return values[numbers >= 0].groupby(numbers[numbers >= 0]).mean().to_numpy(dtype=float)


def curves(runs: pd.DataFrame, x: str, z: str) -> pd.DataFrame:
    """Return the mean of ``z`` over bins of ``x`` for the runs with few, some and many democracies.

    The bins do not depend on ``z``.  Columns are level (``low``, ``middle``, ``high``: thirds of the runs),
    level_mean (mean share of democracies), x (mean of the bin), then those of
    :func:`entente.studies.maoz2011.random_systems.bins.binned_means`; bins of fewer than ``FEWEST_RUNS`` with
    a value are left out.  Where the share takes few values there are two levels, low and high; where it does
    not vary only the middle one.
    """
    bins = max(2, min(CURVE_BINS, len(runs) // (RUNS_A_CELL * len(LEVELS))))
    found = {"level": bin_numbers(runs[DEMOCRACY], len(LEVELS)), "bin": bin_numbers(runs[x], bins)}
    numbers = pd.DataFrame(found, index=runs.index)
    means = binned_means(runs[z], numbers)
    means = means[means["runs"] >= FEWEST_RUNS]
    level_means = _bin_centres(runs[DEMOCRACY], numbers["level"])
    return means.assign(
        level_mean=level_means[means["level"]],
        x=_bin_centres(runs[x], numbers["bin"])[means["bin"]],
        level=[_NAMES[len(level_means)][number] for number in means["level"]],
    ).drop(columns="bin")
