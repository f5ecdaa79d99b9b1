"""Resampled correlations, R² from them, and its division among groups, against the slow way."""

import numpy as np
import pandas as pd
import pytest

from entente.studies.maoz2011.random_systems.importance import (
    r_squared,
    resampled_correlations,
    shapley_parts,
)


@pytest.fixture
def columns():
    generator = np.random.default_rng(3)
    mixed = generator.standard_normal((80, 4)) @ generator.standard_normal((4, 4))
    return pd.DataFrame(mixed * [1, 1e-6, 1e6, 1] + [0, 5, -2, 1e3], columns=["a", "b", "c", "y"])


def slow_r_squared(table, terms, outcome="y"):
    x = np.column_stack([table[terms], np.ones(len(table))])
    residual = table[outcome] - x @ np.linalg.lstsq(x, table[outcome], rcond=None)[0]
    return 1 - residual.var() / table[outcome].var()


def test_correlations_are_those_of_the_rows_and_of_the_rows_drawn(columns):
    found = resampled_correlations(columns, 150, np.random.default_rng(7))
    assert found.shape == (151, 4, 4)
    np.testing.assert_allclose(found[0], columns.corr())
    generator = np.random.default_rng(7)
    drawn = np.concatenate([generator.integers(80, size=(size, 80)) for size in (100, 50)])
    for resample in (0, 99, 100, 149):
        np.testing.assert_allclose(found[resample + 1], columns.iloc[drawn[resample]].corr(), atol=1e-9)


def test_a_column_that_does_not_vary_has_no_correlation():
    columns = pd.DataFrame({"a": [1.0, 1.0, 1.0, 1.0], "b": [1.0, 2.0, 3.0, 5.0]})
    found = resampled_correlations(columns, 2, np.random.default_rng(0))
    assert np.isnan(found[:, 0]).all() and found[0, 1, 1] == pytest.approx(1)
    assert np.isnan(r_squared(found, [0], 1)).all() and np.isnan(r_squared(found, [1], 0)).all()


def test_r_squared_is_that_of_least_squares(columns):
    found = resampled_correlations(columns, 0, np.random.default_rng(0))
    for terms in ([0], [1, 2], [0, 1, 2]):
        assert r_squared(found, terms, 3)[0] == pytest.approx(
            slow_r_squared(columns, [columns.columns[j] for j in terms])
        )
    assert r_squared(found, [], 3).tolist() == [0]


def test_collinear_terms_explain_as_much_as_one_of_them(columns):
    doubled = columns.assign(d=2 * columns["a"])
    found = resampled_correlations(doubled, 0, np.random.default_rng(0))
    assert r_squared(found, [0, 4], 3) == pytest.approx(r_squared(found, [0], 3))


def test_parts_of_unrelated_terms_are_their_squared_correlations():
    x = np.array([[-1, -1, 1], [-1, 1, -1], [1, -1, -1], [1, 1, 1]] * 2, dtype=float)
    table = pd.DataFrame(x, columns=list("abc")).assign(
        y=3 * x[:, 0] - x[:, 1] + [1, 1, 1, 1, -1, -1, -1, -1]
    )
    found = resampled_correlations(table, 0, np.random.default_rng(0))
    parts = shapley_parts(found, {"a": [0], "bc": [1, 2]}, 3)
    # Variances 9, 1, 0 and noise 1.
    assert parts["a"][0] == pytest.approx(9 / 11) and parts["bc"][0] == pytest.approx(1 / 11)


def test_parts_are_means_over_orders_of_entry_and_add_up(columns):
    found = resampled_correlations(columns, 20, np.random.default_rng(1))
    parts = shapley_parts(found, {"ab": [0, 1], "c": [2]}, 3)
    both = r_squared(found, [0, 1, 2], 3)
    first, second = r_squared(found, [0, 1], 3), r_squared(found, [2], 3)
    np.testing.assert_allclose(parts["ab"], (first + both - second) / 2)
    np.testing.assert_allclose(sum(parts.values()), both)
    three = shapley_parts(found, {"a": [0], "b": [1], "c": [2], "nothing": []}, 3)
    np.testing.assert_allclose(sum(three.values()), both)
    np.testing.assert_allclose(three["nothing"], 0, atol=1e-12)
