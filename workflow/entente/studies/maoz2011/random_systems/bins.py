"""Means within bins, with confidence intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd


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
