"""Imbens and Manski's interval between that of a point and that of one side."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from entente.core.errors import ExperimentInputError
from entente.experiments import imbens_manski
from entente.experiments.missing_answers.interval_of_bounds import imbens_manski_quantile


@pytest.mark.parametrize(("width", "se", "c"), [(0, 0.2, 1.959963985), (0.5, 0.2, 1.645018377)])
def test_printed_values(width, se, c):
    assert imbens_manski_quantile(width, se) == pytest.approx(c, rel=1e-9)
    assert imbens_manski(1, 1 + width, se, se / 2) == pytest.approx((1 - c * se, 1 + width + c * se / 2))


@given(st.floats(0, 1e6), st.floats(1e-6, 1e3), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_c_solves_its_equation_between_one_side_and_two(width, se, level):
    c = imbens_manski_quantile(width, se, level)
    assert stats.norm.cdf(c + width / se) - stats.norm.cdf(-c) == pytest.approx(level, abs=1e-10)
    assert stats.norm.ppf(level) - 1e-12 <= c <= stats.norm.ppf((1 + level) / 2) + 1e-12


def test_bounds_without_error_are_the_interval():
    assert imbens_manski(0.2, 0.7, 0, 0) == (0.2, 0.7)


@pytest.mark.parametrize(
    "values",
    [(1, 0, 0.1, 0.1), (0, 1, -0.1, 0.1), (0, np.nan, 0.1, 0.1), (0, 1, 0.1, np.inf), (0, 1, 0.1, 0.1, 1)],
)
def test_what_has_no_interval(values):
    with pytest.raises(ExperimentInputError):
        imbens_manski(*values)
