"""The coefficient of negative binomial probabilities against values with 800 digits."""

import numpy as np
import pandas as pd
import pytest

from entente.models.rising_factorial import log_coefficient, log_coefficient_derivatives


@pytest.fixture(scope="module")
def exact(root):
    return pd.read_csv(root / "tests/oracle/rising_factorial.csv", dtype=float)


def test_value_has_all_digits(exact):
    found = log_coefficient(exact["log_base"].to_numpy(), exact["count"].to_numpy())
    # Absolutely, where the value itself is a small difference of its parts (y = 1 at λ = 1 gives 0).
    assert np.allclose(found, exact["value"], rtol=3e-15, atol=2e-14)


def test_first_derivative_has_all_digits(exact):
    found, _ = log_coefficient_derivatives(exact["log_base"].to_numpy(), exact["count"].to_numpy())
    assert np.allclose(found, exact["first"], rtol=1e-14, atol=0)


def test_second_derivative_is_exact_up_to_rounding_of_the_first(exact):
    _, found = log_coefficient_derivatives(exact["log_base"].to_numpy(), exact["count"].to_numpy())
    assert np.all(np.abs(found - exact["second"]) <= 1e-9 * exact["second"] + 1e-15 * exact["first"])


def test_no_events_say_nothing():
    base, none = np.array([-800.0, 0.0, 50.0, 800.0]), np.zeros(4)
    assert not log_coefficient(base, none).any()
    assert not np.any(log_coefficient_derivatives(base, none))


def test_no_step_where_the_formula_changes():
    base, count = np.log(30 + np.array([-1e-9, 1e-9])), np.array([7.0, 7.0])
    for found in (log_coefficient(base, count), *log_coefficient_derivatives(base, count)):
        assert found[0] == pytest.approx(found[1], rel=1e-9)
        assert found[0] != 0
