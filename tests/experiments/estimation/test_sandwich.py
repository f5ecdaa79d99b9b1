"""Least squares of plain arrays: what loops rely on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import ExperimentInputError
from entente.experiments.estimation.sandwich import Clusters, Sandwich, fit_arrays


@given(labels=st.lists(st.integers(0, 5), min_size=1, max_size=20))
def test_clusters_are_summed_and_grouped_by_size(labels):
    codes = np.unique(labels, return_inverse=True)[1]
    clusters = Clusters(codes)
    values = np.arange(len(codes)) ** 2.0
    np.testing.assert_array_equal(clusters.sums(values), np.bincount(codes, values))
    both = clusters.sums(np.column_stack([values, -values]))
    np.testing.assert_array_equal(both[:, 1], -np.bincount(codes, values))
    groups = [set(rows) for block in clusters.by_size() for rows in block]
    assert sorted(map(sorted, groups)) == sorted(
        np.flatnonzero(codes == i).tolist() for i in range(clusters.n)
    )


def test_rows_and_columns_without_names_are_called_by_position():
    y = np.arange(8.0)
    X = np.column_stack([np.ones(8), y % 3, 2 + y % 3])
    with pytest.raises(ExperimentInputError, match="column 2 is a combination of 0, 1"):
        fit_arrays(y, X)
    X[:, 2] = y == 5
    with pytest.raises(ExperimentInputError, match="Row 5 has leverage 1"):
        assert Sandwich(fit_arrays(y, X)).covariance.any()


def test_columns_of_very_different_size_are_not_collinear():
    """Years and their squares beside shares: the fit is that of the same columns in other units."""
    rng = np.random.default_rng(1)
    y, X = rng.normal(size=60), np.column_stack([np.ones(60), rng.normal(size=(60, 2))])
    scale = np.array([1, 1e9, 1e-9])
    one, other = Sandwich(fit_arrays(y, X)), Sandwich(fit_arrays(y, X * scale))
    np.testing.assert_allclose(other.fit.coefficients * scale, one.fit.coefficients, rtol=1e-10)
    np.testing.assert_allclose(other.covariance * np.outer(scale, scale), one.covariance, rtol=1e-9)
