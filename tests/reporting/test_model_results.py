"""Regressions as they are read from the store."""

import pytest

from entente.reporting.model_results import stars

from .stored import results


@pytest.fixture
def degree(tmp_path):
    return results(tmp_path)["degree", "pact"]


def test_coefficients_are_found_by_term_and_variance(degree):
    assert degree.estimated
    assert degree.terms == ["x", "z", "constant"]
    assert degree.variances == ["state_clustered"]
    assert degree.coefficient("x")["std_error"] == 0.1
    assert degree.coefficient("x", "state_clustered")["p_value"] == 0.04
    assert degree.coefficient("y") is None and degree.coefficient("x", "newey_west") is None


def test_values_and_reasons_are_apart(degree):
    assert degree.statistics["n"] == 900
    assert "r2" not in degree.statistics and degree.reasons["r2"] == "a count has no R²"


def test_fewer_stars_count_and_so_does_a_variance_without_a_standard_error(degree):
    assert degree.fewer_stars("x") == ["state_clustered"]
    assert degree.fewer_stars("z") == ["state_clustered"]
    assert degree.fewer_stars("constant") == []


def test_a_regression_that_failed_has_reasons_alone(tmp_path):
    failed = results(tmp_path)["failed", "pact"]
    assert not failed.estimated and failed.terms == [] and failed.variances == []
    assert failed.coefficient("x") is None
    assert failed.reasons["n"] == "not estimated: The terms are collinear."


@pytest.mark.parametrize(
    ("p_value", "number"), [(0.0099, 2), (0.01, 1), (0.0499, 1), (0.05, 0), (float("nan"), 0)]
)
def test_stars_begin_below_the_level(p_value, number):
    assert stars(p_value) == number
