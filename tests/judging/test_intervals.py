"""Intervals against sums written out, and against statsmodels."""

import numpy as np
import pandas as pd
import pytest

from entente.judging.intervals import (
    Estimate,
    correlation,
    difference,
    error_of,
    mean,
    ratio,
    slopes,
)
from entente.models.dependence import Neighbours


def by_cluster(clusters):
    return error_of(pd.DataFrame({"ccode": list(clusters)}))


def test_an_estimate_with_its_error():
    estimate = Estimate.with_error(2.0, 1.0)
    assert (estimate.low, estimate.high) == pytest.approx((0.04004, 3.95996), abs=1e-5)
    assert estimate.p_value == pytest.approx(0.0455, abs=1e-4)
    assert np.isnan(Estimate.with_error(2.0, 0.0).low)


def test_errors_sum_within_clusters_before_they_are_squared():
    assert by_cluster(["a", "a", "b"])(np.array([1.0, 2.0, -1.0])) == pytest.approx(np.sqrt(9 + 1))


def test_the_keys_of_rows_say_how_they_depend_on_each_other():
    influence = np.array([1.0, 2.0, -1.0, 3.0])
    years = pd.DataFrame({"year": range(4)})
    assert error_of(years)(influence) == pytest.approx(np.sqrt(Neighbours(1).products([influence])[0, 0]))
    states = years.assign(ccode=[1, 1, 2, 2])
    assert error_of(states)(influence) == pytest.approx(np.sqrt(9 + 4))
    dyads = years.assign(ccode1=[1, 1, 2, 3], ccode2=[2, 2, 3, 4])
    assert error_of(dyads)(influence) == pytest.approx(np.sqrt(15 + 2 * (2 - 1 - 2 - 3)))


def test_a_negative_variance_has_no_error():
    dyads = pd.DataFrame({"ccode1": [1, 1, 2], "ccode2": [2, 3, 3]})
    assert np.isnan(error_of(dyads.assign(ccode2=[2, 3, 4]))(np.array([1.0, -1.0, -1.0])))


def test_slopes_and_clustered_errors_are_those_of_statsmodels():
    statsmodels = pytest.importorskip("statsmodels.api")
    generator = np.random.default_rng(1)
    x, clusters = generator.normal(size=(60, 2)), np.repeat(np.arange(12), 5)
    y = x @ [1.0, -0.5] + np.repeat(generator.normal(size=12), 5) + generator.normal(size=60)
    fitted = statsmodels.OLS(y, statsmodels.add_constant(x)).fit(
        cov_type="cluster", cov_kwds={"groups": clusters, "use_correction": False}
    )
    found = slopes(y, x, by_cluster(clusters))
    assert [one.value for one in found] == pytest.approx(fitted.params[1:])
    assert [one.p_value for one in found] == pytest.approx(fitted.pvalues[1:])


def test_collinear_regressors_have_no_slopes():
    x = np.column_stack([np.arange(6.0), 2 * np.arange(6.0)])
    assert all(np.isnan(one.value) for one in slopes(np.arange(6.0), x, by_cluster(range(6))))


def test_a_difference_and_a_ratio_of_means():
    values, chosen = np.array([4.0, 6.0, 1.0, 3.0]), np.array([True, True, False, False])
    assert difference(values, chosen, by_cluster(range(4))).value == pytest.approx(3)
    found = ratio(values, chosen, by_cluster(range(4)))
    assert found.value == pytest.approx(2.5)
    # Influences on the logarithm: ∓1 / (5 · 2) and ±1 / (2 · 2).
    error = np.sqrt(2 * 0.1**2 + 2 * 0.25**2)
    assert np.log(found.high / found.low) == pytest.approx(2 * 1.959964 * error)


@pytest.mark.parametrize("values", [[0.0, 0.0, 1.0, 1.0], [1.0, 1.0, 0.0, 0.0]])
def test_a_ratio_to_or_of_nothing_is_undefined(values):
    assert np.isnan(ratio(values, [True, True, False, False], by_cluster(range(4))).value)
    assert np.isnan(ratio(values, [True] * 4, by_cluster(range(4))).value)


def test_a_mean_of_nothing_is_undefined():
    assert np.isnan(mean([], by_cluster([])).value)


def test_a_correlation_stays_within_its_bounds():
    generator = np.random.default_rng(2)
    x = generator.normal(size=200)
    y = x + 0.3 * generator.normal(size=200)
    found = correlation(x, y, by_cluster(range(200)))
    assert found.value == pytest.approx(np.corrcoef(x, y)[0, 1])
    assert found.low < found.value < found.high < 1
    # With independent normal rows Fisher's z has the error 1/√n.
    assert np.arctanh(found.high) - np.arctanh(found.low) == pytest.approx(2 * 1.96 / np.sqrt(200), rel=0.2)
    assert np.isnan(correlation(x, np.ones(200), by_cluster(range(200))).value)
