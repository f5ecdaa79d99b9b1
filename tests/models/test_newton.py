"""Newton's method on functions whose maxima are known, and on functions that have none."""

import numpy as np
import pytest

from entente.models.newton import maximise


def climb(value, slope, curvature, start, maxiter=100):
    """Maximise a function of one variable."""
    return maximise(
        lambda at: float(value(at[0])),
        lambda at: (np.array([slope(at[0])]), np.array([[curvature(at[0])]])),
        np.array([float(start)]),
        maxiter,
    )


def test_quadratic_needs_one_step():
    curve, top = np.array([[2.0, 0.5], [0.5, 1.0]]), np.array([3.0, -1.0])
    found = maximise(
        lambda at: float(-(at - top) @ curve @ (at - top) / 2),
        lambda at: (-curve @ (at - top), -curve),
        np.zeros(2),
        10,
    )
    assert found.converged and found.iterations == 1 and found.reason == ""
    assert found.point == pytest.approx(top, abs=1e-12)


def test_step_is_halved_where_newton_overshoots():
    # From 3 the plain step goes to −98.
    found = climb(
        lambda x: -np.log(np.cosh(x)), lambda x: -np.tanh(x), lambda x: -1 / np.cosh(x) ** 2, start=3
    )
    assert found.converged and found.point[0] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("start", [0.01, -0.01, 0.3, -2.5])
def test_climbs_out_of_a_valley(start):
    # Convex around 0: plain Newton steps lead down to the minimum there.
    found = climb(lambda x: -((x**2 - 1) ** 2), lambda x: -4 * x * (x**2 - 1), lambda x: 4 - 12 * x**2, start)
    assert found.converged and found.point[0] == pytest.approx(np.sign(start), abs=1e-12)


def test_minimum_is_no_maximum():
    found = climb(lambda x: x**2, lambda x: 2 * x, lambda x: 2.0, start=0)
    assert not found.converged and "flat" in found.reason


@pytest.mark.parametrize("maxiter", [0, 1, 20])
def test_function_that_rises_for_ever_does_not_converge(maxiter):
    found = climb(lambda x: -np.exp(-x), lambda x: np.exp(-x), lambda x: -np.exp(-x), 0, maxiter)
    assert not found.converged and found.iterations == maxiter
    assert f"rises after {maxiter} steps" in found.reason


def test_flat_direction_is_not_taken_for_a_maximum():
    found = maximise(
        lambda at: float(-(at.sum() ** 2)),
        lambda at: (-2 * at.sum() * np.ones(2), -2 * np.ones((2, 2))),
        np.array([1.0, 2.0]),
        50,
    )
    assert not found.converged and "flat" in found.reason


def test_curvature_within_rounding_of_none_is_none():
    found = maximise(
        lambda at: float(-(at[0] ** 2)),
        lambda at: (np.array([-2 * at[0], 0.0]), np.diag([-2.0, -1e-15])),
        np.array([1.0, 2.0]),
        50,
    )
    assert not found.converged and "flat" in found.reason


def test_gradient_of_another_function_is_noticed():
    found = climb(lambda x: -(x**2), lambda x: 2 * x, lambda x: -2.0, start=1)
    assert not found.converged and "no step uphill" in found.reason
    assert found.point[0] == 1


def test_start_at_the_maximum_takes_no_step():
    found = climb(lambda x: -(x**2), lambda x: -2 * x, lambda x: -2.0, start=0, maxiter=0)
    assert found.converged and found.iterations == 0
