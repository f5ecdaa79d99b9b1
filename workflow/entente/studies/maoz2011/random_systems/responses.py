"""Alliance networks of random systems over what went into them: means of the runs within bins."""

from __future__ import annotations

from math import isqrt

import numpy as np
import pandas as pd

from entente.studies.maoz2011.random_systems.runs import INPUTS, MEASURES, SRN_STRUCTURE, STAGES

#: Bins of an input, and at most of an axis of a surface and of a curve (choices).
BINS, SURFACE_BINS, CURVE_BINS = 10, 10, 12

#: Runs that a cell should have on average, and those without which it is left empty (choice).
RUNS_A_CELL, FEWEST_RUNS = 25, 5

#: Column of the second dimension of surfaces and curves.
DEMOCRACY = "democracy_share"

#: Thirds of the runs by the share of democracies, and their names where equal values leave fewer.
LEVELS = ("low", "middle", "high")
_NAMES = {1: ("middle",), 2: ("low", "high"), 3: LEVELS}


def bin_numbers(values: pd.Series, bins: int) -> np.ndarray:
    """Number the bins, at most ``bins``, that hold about equal shares of the values, in ascending order.

    Equal values share the bin of their mean rank, so that a column with few values has fewer bins than asked
    for, a constant one.  Numbers, int64, go from 0 without gaps; −1 for a missing value.
    """
    present = values.notna().to_numpy()
    ranks = values[present].rank().to_numpy()
    found = np.floor((ranks - 0.5) / max(present.sum(), 1) * bins)
    binned = np.full(len(values), -1)
    binned[present] = np.unique(found, return_inverse=True)[1]
    return binned


def binned_means(values: pd.Series, keys: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of the values in each bin, with its 95 % confidence interval.

    ``keys`` are numbers of bins, one column for each dimension; rows with a negative number are in no bin.
    The result has these columns, and runs (values present), missing (values absent), mean, standard_error,
    ci_low, ci_high (Student's t).  The mean of no value, and the error and interval of fewer than two, are
    missing.
    """
    from scipy.stats import t

    binned = keys.loc[(keys >= 0).all(axis=1)]
    grouped = values.loc[binned.index].groupby([binned[name] for name in binned])
    means = grouped.agg(runs="count", missing="size", mean="mean", standard_error="sem").reset_index()
    means["missing"] -= means["runs"]
    width = means["standard_error"] * t.ppf(0.975, (means["runs"] - 1).where(means["runs"] > 1))
    return means.assign(ci_low=means["mean"] - width, ci_high=means["mean"] + width)


def responses(runs: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of each measure of alliances at each stage over the range of each input.

    As far as the design crosses its factors, the means over bins of a factor are its main effect.  Two pairs
    are not crossed: disputes inside the strategic reference network cannot be denser than it, and capability
    concentration falls with the number of states.  Polarization, transitivity and centralization of the
    reference network are no factors: their curves also carry what they have in common with the number of
    states.  The bins are the same for all measures and stages.

    It makes outcome, stage, input; bin (from 0), input_low, input_high, input_mean; runs (with the measure),
    missing (without), mean, standard_error, ci_low, ci_high (95 %, Student's t).
    """
    tables = []
    for name in [*INPUTS, *SRN_STRUCTURE]:
        bins = pd.DataFrame({"bin": bin_numbers(runs[name], BINS)}, index=runs.index)
        if (bins["bin"] < 0).all():
            continue
        span = runs[name].groupby(bins["bin"]).agg(input_low="min", input_high="max", input_mean="mean")
        for outcome in MEASURES:
            for stage in STAGES:
                means = binned_means(runs[f"{stage}_{outcome}"], bins)
                means = means.merge(span, left_on="bin", right_index=True)
                tables.append(means.assign(outcome=outcome, stage=stage, input=name))
    keys = ["outcome", "stage", "input", "bin", "input_low", "input_high", "input_mean"]
    values = ["runs", "missing", "mean", "standard_error", "ci_low", "ci_high"]
    return pd.concat(tables, ignore_index=True)[keys + values]


def surface(runs: pd.DataFrame, x: str, z: str) -> pd.DataFrame:
    """Return the mean of ``z`` over bins of ``x`` and of democracy that hold equal numbers of runs.

    Both are columns of the table random_runs.  The other inputs vary within a cell, and are averaged over.
    The bins do not depend on ``z``: surfaces of all stages have the same.  A row is a bin of democracy and a
    column one of ``x``, named by its mean; cells of fewer than ``FEWEST_RUNS`` runs with a value are missing.
    """
    bins = max(2, min(SURFACE_BINS, isqrt(len(runs) // RUNS_A_CELL)))
    axes = (x, DEMOCRACY)
    numbers = pd.DataFrame({name: bin_numbers(runs[name], bins) for name in axes}, index=runs.index)
    means = binned_means(runs[z], numbers)
    columns, rows = (_bin_centres(runs[name], numbers[name]) for name in axes)
    cells = np.full((len(rows), len(columns)), np.nan)
    cells[means[DEMOCRACY], means[x]] = means["mean"].where(means["runs"] >= FEWEST_RUNS)
    return pd.DataFrame(cells, index=rows, columns=columns)


def curves(runs: pd.DataFrame, x: str, z: str) -> pd.DataFrame:
    """Return the mean of ``z`` over bins of ``x`` for the runs with few, some and many democracies.

    The bins do not depend on ``z``.  Columns are level (``low``, ``middle``, ``high``: thirds of the runs),
    level_mean (mean share of democracies), x (mean of the bin), then those of :func:`binned_means`; bins of
    fewer than ``FEWEST_RUNS`` with a value are left out.  Where the share takes few values there are two
    levels, low and high; where it does not vary only the middle one.
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


def _bin_centres(values: pd.Series, numbers: pd.Series) -> np.ndarray:
    return values[numbers >= 0].groupby(numbers[numbers >= 0]).mean().to_numpy(dtype=float)
