"""Bins of equal numbers, and means in them, counted by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.studies.maoz2011.random_systems.bins import bin_numbers, binned_means


@pytest.mark.parametrize(
    "values, bins, expected",
    [
        ([1, 2, 3, 4, 5, 6], 3, [0, 0, 1, 1, 2, 2]),
        ([6, 1, 5, 2, 4, 3], 2, [1, 0, 1, 0, 1, 0]),
        ([1, 1, 1, 1, 1, 9], 3, [0, 0, 0, 0, 0, 1]),
        ([0, 0, 1, 0, 1, 1], 3, [0, 0, 1, 0, 1, 1]),
        ([7, 7, 7], 5, [0, 0, 0]),
        ([1, np.nan, 2, 3, 4], 2, [0, -1, 0, 1, 1]),
        ([np.nan, np.nan], 2, [-1, -1]),
    ],
)
def test_bins_hold_about_equal_numbers_in_ascending_order(values, bins, expected):
    assert bin_numbers(pd.Series(values, dtype=float), bins).tolist() == expected


@given(st.lists(st.one_of(st.none(), st.integers(-5, 5)), min_size=1), st.integers(1, 8))
def test_bins_are_numbered_without_gaps_and_keep_equals_together(values, bins):
    series = pd.Series(values, dtype=float)
    numbers = bin_numbers(series, bins)
    assert ((numbers == -1) == series.isna()).all()
    used = np.unique(numbers[numbers >= 0])
    assert used.tolist() == list(range(len(used))) and len(used) <= bins
    present = pd.DataFrame({"value": series, "bin": numbers}).dropna().sort_values("value")
    assert present["bin"].is_monotonic_increasing
    assert (present.groupby("value")["bin"].nunique() == 1).all()


def test_means_and_intervals_by_hand():
    values = pd.Series([1.0, 3.0, 5.0, np.nan, np.nan, 9.0])
    means = binned_means(values, pd.DataFrame({"bin": [0, 0, 1, 1, 2, -1]})).set_index("bin")
    assert means["runs"].tolist() == [2, 1, 0]
    assert means["missing"].tolist() == [0, 1, 1]
    assert means["mean"].tolist()[:2] == [2, 5] and np.isnan(means["mean"][2])
    # Student's t with one degree of freedom: 12.7062 standard errors of 1.
    assert means.loc[0, ["standard_error", "ci_low", "ci_high"]].tolist() == pytest.approx(
        [1, 2 - 12.7062, 2 + 12.7062], abs=1e-4
    )
    assert means.loc[[1, 2], ["standard_error", "ci_low", "ci_high"]].isna().all(axis=None)


def test_cells_of_two_dimensions():
    values = pd.Series([1.0, 2.0, 4.0, 8.0])
    means = binned_means(values, pd.DataFrame({"row": [0, 0, 1, 1], "column": [0, 1, 1, 1]}))
    assert means[["row", "column", "mean"]].to_numpy().tolist() == [[0, 0, 1], [0, 1, 2], [1, 1, 6]]
