"""Stars of coefficients, and what other kinds of standard errors leave of them."""

import pytest

from entente.reporting.stars import fewer_stars, stars

from .stored import results


def test_fewer_stars_count_and_so_does_a_variance_without_a_standard_error(tmp_path):
    degree = results(tmp_path)["degree", "pact"]
    assert fewer_stars(degree, "x") == ["state_clustered"]
    assert fewer_stars(degree, "z") == ["state_clustered"]
    assert fewer_stars(degree, "constant") == []


@pytest.mark.parametrize(
    ("p_value", "number"), [(0.0099, 2), (0.01, 1), (0.0499, 1), (0.05, 0), (float("nan"), 0)]
)
def test_stars_begin_below_the_level(p_value, number):
    assert stars(p_value) == number
