"""Sums of products over rows that depend on each other, against sums written out."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import ModelDataError
from entente.models.dependence import Clusters, Dyads, Neighbours


def over_pairs(columns, depend):
    """Sums of products over all pairs of rows that depend on each other, one pair at a time."""
    rows = columns.T
    pairs = ((a, b) for a in range(len(rows)) for b in range(len(rows)) if depend(a, b))
    return sum(np.outer(rows[a], rows[b]) for a, b in pairs)


def test_clusters_sum_within_before_products_are_taken():
    columns = np.array([[1.0, 2.0, -1.0], [0.0, 1.0, 2.0]])
    assert Clusters(["a", "a", "b"]).products(columns).tolist() == [[10, 1], [1, 5]]


@given(st.integers(0, 2**32 - 1))
def test_dyads_that_share_a_state_depend_on_each_other(seed):
    generator = np.random.default_rng(seed)
    first, second = generator.integers(1, 5, 12), generator.integers(5, 9, 12)
    second[:4] = first[:4] + 1  # lower and higher codes overlap
    columns = generator.normal(size=(2, 12))
    dyads = [{a, b} for a, b in zip(first.tolist(), second.tolist(), strict=True)]
    expected = over_pairs(columns, lambda a, b: dyads[a] & dyads[b])
    assert Dyads(first, second).products(columns) == pytest.approx(expected, abs=1e-12)
    assert Dyads(second, first).products(columns) == pytest.approx(expected, abs=1e-12)


def test_neighbours_depend_on_each_other_less_and_less():
    rows = np.array([1.0, 2.0, -1.0, 3.0])
    one, two = 2 - 2 - 3, -1 + 6
    assert Neighbours(2).products([rows]) == pytest.approx(15 + 2 * (2 / 3 * one + 1 / 3 * two))
    assert Neighbours(0).products([rows]) == pytest.approx(15)


@pytest.mark.parametrize(
    ("states", "message"),
    [
        (([1, 1], [2, np.nan]), "1 states are missing"),
        (([1, 2], [2, 2]), "position 1"),
        ((pd.Series([1, 1], index=[1, 0]), [2, 3], pd.RangeIndex(2)), "The rows and the first states have"),
        (([1, 1], pd.Series([2, 3], index=[1, 0]), pd.RangeIndex(2)), "The rows and the second states have"),
        ((pd.Series([1, 1]), pd.Series([2, 3], index=[1, 0])), "The first states and the second states have"),
    ],
)
def test_states_that_make_no_dyad_are_refused(states, message):
    with pytest.raises(ModelDataError, match=message):
        Dyads(*states)
