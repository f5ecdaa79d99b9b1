"""Linkage: chances of agreement against other integrals, and bargains against search."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_normal, norm

from entente.core.errors import GameInputError
from entente.games.linkage import gaussian, linkage_table, simulate_gaussian, weights


def test_reference_points_of_linkage():
    found = gaussian(1, 1)
    assert found == pytest.approx((norm.cdf(-1) * norm.cdf(1), 1 / 4), abs=1e-12)
    assert found.alone == pytest.approx(0.13348376, abs=5e-9)
    assert weights(0.8, 0.2)[:4] == pytest.approx((0.8, 0.8, 0.5, 0.5), abs=1e-12)


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_uncorrelated_values_are_a_product(loss, gain):
    found = gaussian(loss, gain)
    assert found.alone == pytest.approx(norm.cdf(-loss) * norm.cdf(gain), abs=1e-12)
    assert found.bundled == pytest.approx(norm.cdf((gain - loss) / np.sqrt(2)) ** 2, abs=1e-12)


@given(st.sampled_from([-2, -0.5, 0, 0.3, 1.5]), st.sampled_from([-1, 0, 0.3, 2]), st.floats(-0.99, 0.99))
def test_correlated_values_by_integration(loss, gain, correlation):
    found, covariance = gaussian(loss, gain, correlation), [[1, correlation], [correlation, 1]]
    of_sum = (gain - loss) / np.sqrt(2)
    for value, at in ((found.alone, [-loss, gain]), (found.bundled, [of_sum, of_sum])):
        assert value == pytest.approx(multivariate_normal.cdf(at, cov=covariance), abs=1e-4)


def test_linkage_gains_nothing_where_nothing_is_traded_but_does_where_losses_are():
    correlation = np.linspace(-1, 1, 9)
    found = gaussian(0, 0, correlation)
    expected = 1 / 4 + np.arcsin(correlation) / (2 * np.pi)
    np.testing.assert_allclose(found, [expected, expected], atol=1e-12)
    found = gaussian(1, 1, correlation)
    assert (found.bundled > found.alone)[1:].all()
    np.testing.assert_allclose(found.bundled, expected, atol=1e-12)


def test_values_that_are_one_or_opposite():
    assert gaussian(0.5, 1, 1).alone == pytest.approx(norm.cdf(-0.5), abs=1e-12)
    assert gaussian(0.5, 1, -1).alone == pytest.approx(norm.cdf(-0.5) + norm.cdf(1) - 1, abs=1e-12)
    assert gaussian(2, 1, -1).alone == 0


@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_two_issues_are_shared_for_the_largest_product(of_x, of_y):
    first, second = np.meshgrid(np.linspace(0, 1, 401), np.linspace(0, 1, 401))
    to_x = of_x * first + (1 - of_x) * second
    to_y = of_y * (1 - first) + (1 - of_y) * (1 - second)
    found = weights(of_x, of_y)
    assert found.x * found.y == pytest.approx((to_x * to_y).max(), abs=1e-5)
    assert found.x * found.y >= (to_x * to_y).max() - 1e-12
    assert found.x == pytest.approx(of_x * found.first + (1 - of_x) * found.second, abs=1e-12)
    assert found.y == pytest.approx(of_y * (1 - found.first) + (1 - of_y) * (1 - found.second), abs=1e-12)
    assert found.x >= 0.5 - 1e-12 and found.y >= 0.5 - 1e-12


def test_linkage_keeps_labels():
    of_x = pd.Series([0.3, 0.8], ["UKG", "FRN"])
    assert weights(of_x, 0.2).x["FRN"] == pytest.approx(0.8)
    assert gaussian(1, of_x).alone.index.equals(of_x.index)
    with pytest.raises(GameInputError, match="in another order"):
        weights(of_x, of_x[::-1])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: gaussian(np.inf, 1), "loss is inf"),
        (lambda: gaussian(1, [1, np.nan]), "gain is nan at position 1"),
        (lambda: gaussian(1, 1, 1.1), "correlation is 1.1"),
        (lambda: simulate_gaussian(1, 1, -1.1), "correlation is -1.1"),
        (lambda: simulate_gaussian([1, 2], 1), "loss as a single number"),
        (lambda: weights(0, 0.5), "of_x is 0"),
        (lambda: weights(0.5, 1), "of_y is 1"),
    ],
)
def test_impossible_issues_are_refused(call, said):
    with pytest.raises(GameInputError, match=said):
        call()


def test_twins_agree_with_closed_forms():
    table = linkage_table([(1, 1, 0.0), (0.5, 1.5, 0.6), (0, 0, -0.4), (0.2, 0.4, 1.0)], seed=4)
    assert len(table) == 8 and table["deviation"].abs().max() < 4, table.to_string()
