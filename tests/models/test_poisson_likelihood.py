"""Predictive distribution of counts: values, limits and derivatives."""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from entente.models.poisson_autoregression.likelihood import (
    Curve,
    log_probability,
    log_probability_values,
    running_covariance,
    running_rate_variances,
)


@given(seed=st.integers(0, 10**6), length=st.integers(2, 40))
def test_running_covariance(seed, length):
    a, b, c = np.random.default_rng(seed).normal(size=(3, length))
    found = running_covariance(a, np.column_stack([b, c]))
    assert np.isnan(found[0]).all()
    for t in range(2, length + 1):
        expected = [np.cov(a[:t], b[:t])[0, 1], np.cov(a[:t], c[:t])[0, 1]]
        assert found[t - 1] == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_early_variances_survive_late_giants():
    values = np.append([1.0, 1.001, 0.999], 1e9)
    assert running_covariance(values, values)[2] == pytest.approx(1e-6, rel=1e-9)


def value(count, mean, scale):
    return log_probability_values(np.array([float(count)]), np.array([mean]), np.array([scale]))[0]


@given(
    count=st.integers(0, 10**5),
    mean=st.floats(1e-3, 1e5),
    log_scale=st.floats(-10, 12),
)
@example(count=27082, mean=29061.0, log_scale=12.0)
def test_it_is_the_negative_binomial(count, mean, log_scale):
    # A factor a count: scipy takes differences of logarithms of gamma functions, which lose digits where the
    # scale is large.
    scale, before = np.exp(log_scale), np.arange(count)
    factors = np.log((scale * mean + before) / ((1 + scale) * (before + 1)))
    expected = math.fsum(factors) - scale * mean * math.log1p(1 / scale)
    assert value(count, mean, scale) == pytest.approx(expected, rel=1e-10, abs=1e-8)


@pytest.mark.parametrize("scale", [1e6, 1e9, 1e15])
@pytest.mark.parametrize("count", [0, 1, 4000, 10**6])
def test_with_a_large_scale_it_is_poisson(scale, count):
    mean = 1.1 * count + 0.5
    spread = ((count - mean) ** 2 - count) / (2 * mean * scale)  # first term of the difference
    expected = stats.poisson.logpmf(count, mean) + spread
    assert value(count, mean, scale) == pytest.approx(expected, rel=1e-9, abs=1e-8 + 10 * abs(spread) ** 1.5)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 30, 1000])
def test_with_a_small_scale_it_is_the_logarithmic_series(count):
    mean, scale = 3.0, 1e-9
    size = scale * mean
    expected = np.log(size) - np.log(count) if count else size * np.log(scale)
    assert value(count, mean, scale) == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_without_scale_or_mean_all_probability_is_at_zero():
    counts, means = np.array([0.0, 0.0, 3.0, 3.0]), np.array([2.0, 0.0, 2.0, 0.0])
    found = log_probability_values(counts, means, np.zeros(4))
    assert found.tolist() == [0, 0, -np.inf, -np.inf]


def curve(point, power):
    """A positive function of three parameters."""
    a, b, c = point
    inner = np.array([1.0, 0.5 * b, -0.2 * c])
    level = power * (a + 0.25 * b**2 - 0.1 * c**2)
    second = np.diag([0.0, 0.5, -0.2]) * power
    size, slope = np.exp(level), inner * power
    return Curve(
        np.array([size]), (size * slope)[None, :], (size * (np.outer(slope, slope) + second))[None, :, :]
    )


@pytest.mark.parametrize("count", [0.0, 1.0, 7.0, 900.0])
@pytest.mark.parametrize("power", [-2.0, 0.5, 4.0])
def test_derivatives_of_the_log_probability(count, power):
    point, step = np.array([1.2, 0.7, -0.4]), 1e-5

    def at(where):
        return log_probability(np.array([count]), curve(where, 1.0), curve(where, power))

    def differences(part):
        moves = step * np.eye(3)
        return np.array([(part(at(point + move)) - part(at(point - move)))[0] / (2 * step) for move in moves])

    found = at(point)
    assert found.value[0] == value(count, curve(point, 1.0).value[0], curve(point, power).value[0])
    size = 1 + np.abs(found.value[0])
    assert found.gradient[0] == pytest.approx(differences(lambda c: c.value), abs=1e-7 * size)
    assert found.hessian[0] == pytest.approx(differences(lambda c: c.gradient), abs=1e-6 * size)


def test_derivatives_of_the_variance_of_rates():
    random = np.random.default_rng(1)
    exog, delta, step = (
        np.column_stack([np.ones(12), random.normal(size=(12, 2))]),
        random.normal(size=3),
        1e-6,
    )

    def at(where):
        return running_rate_variances(np.exp(exog @ where), exog)

    found = at(delta)
    for i, move in enumerate(step * np.eye(3)):
        above, below = at(delta + move), at(delta - move)
        slope = (above.value - below.value)[1:] / (2 * step)
        assert found.gradient[1:, i] == pytest.approx(slope, rel=1e-6, abs=1e-6)
        curvature = (above.gradient - below.gradient)[1:] / (2 * step)
        assert found.hessian[1:, i] == pytest.approx(curvature, rel=1e-6, abs=1e-6)
