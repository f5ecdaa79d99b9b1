"""Two one-sided tests and detectable effects: printed values, libraries, and an integral for the power."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.weightstats import ttost_ind

from entente.core.errors import ExperimentInputError
from entente.experiments import Estimate, minimum_detectable_effect, tost
from entente.experiments.verdicts.equivalence import SIZES, approximate_detectable_effect, power_of_t_test

Y = np.array([3, 5, 4, 1, 2, 5, 4, 2, 1, 3, 2, 5.0])
Z = np.array([1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0], dtype=bool)


def close(value):
    return pytest.approx(value, rel=1e-8)


# Limits are printed to seven digits.
@pytest.mark.parametrize(
    ("given_values", "p", "limits", "size", "mde"),
    [
        ((0.10, 0.08, 400, 0.25), 0.03076055417, (-0.03189376, 0.2318938), "equivalent", 0.2246664381),
        ((0.15, 0.05, 900, 0.25), 0.02290018569, (0.06767258, 0.2323274), "negligible", 0.1402287841),
    ],
)
def test_printed_values(given_values, p, limits, size, mde):
    found = tost(*given_values)
    assert found.p == pytest.approx(p, rel=1e-9)
    assert (found.low, found.high) == pytest.approx(limits, rel=2e-7)
    assert found.smallest == pytest.approx(limits[1], rel=2e-7) and found.size == size
    assert minimum_detectable_effect(given_values[1], given_values[2]) == close(mde)


def test_printed_power_of_two_samples():
    se, df = np.sqrt(2 / 200), 398
    assert power_of_t_test(0.25, se, df) == close(0.7033333029)
    assert minimum_detectable_effect(se, df) == close(0.2808364503)
    assert approximate_detectable_effect(0.08, 400) == pytest.approx(0.2246746, abs=1e-7)
    assert power_of_t_test(0.25, se, df) == close(TTestIndPower().power(0.25, 200, 0.05))


def test_two_samples_as_statsmodels_tests_them():
    treated, control = Y[Z], Y[~Z]
    welch = stats.ttest_ind(treated, control, equal_var=False)
    found = tost(1.5, np.sqrt(109 / 180), welch.df, 1)
    assert found.p == pytest.approx(0.7320749, rel=1e-7)
    assert found.p == close(ttost_ind(treated, control, -1, 1, usevar="unequal")[0])
    assert found.size == "inconclusive"


@given(
    estimate=st.floats(-3, 3),
    se=st.floats(0.01, 2),
    df=st.one_of(st.floats(1, 1000), st.just(np.inf)),
    margin=st.floats(0.05, 3),
    level=st.sampled_from([0.01, 0.05, 0.1]),
)
def test_equivalent_if_and_only_if_the_interval_lies_inside(estimate, se, df, margin, level):
    found = tost(estimate, se, df, margin, level)
    if abs(found.smallest - margin) > 1e-9:
        inside = -margin < found.low and found.high < margin
        assert inside == found.equivalent == (found.size in ("equivalent", "negligible"))
        assert inside == (found.smallest < margin)
    p = Estimate(estimate, se, df).p
    assert (p < level) == (found.size in ("effect", "effect, size open", "negligible"))
    assert found.size in SIZES and 0 <= found.p <= 1


@pytest.mark.parametrize(
    ("estimate", "size"), [(3, "effect"), (0.9, "effect, size open"), (-3, "effect"), (0.1, "inconclusive")]
)
def test_sizes_that_are_not_equivalent(estimate, size):
    assert tost(estimate, 0.4, 100, 1 if size != "inconclusive" else 0.5).size == size


@settings(max_examples=8)
@given(
    df=st.one_of(st.integers(1, 5), st.floats(1, 5000)),
    power=st.floats(0.1, 0.99),
    level=st.sampled_from([0.001, 0.01, 0.05]),
)
def test_the_detectable_effect_has_the_power_it_was_asked_for(df, power, level):
    """Found again without the noncentral t, by integrating over the standard error."""
    delta = minimum_detectable_effect(1, df, level, power)
    critical = stats.t.isf(level / 2, df)

    def beyond(u):
        scale = np.sqrt(stats.chi2.ppf(u, df) / df)
        return stats.norm.sf(critical * scale - delta) + stats.norm.cdf(-critical * scale - delta)

    assert integrate.quad(beyond, 0, 1, epsabs=1e-8, limit=200)[0] == pytest.approx(power, abs=1e-6)


def test_the_lower_tail_of_the_noncentral_t_does_not_spoil_power():
    """Where scipy gives NaN there is nothing: at one degree of freedom, and at effects as large as can be."""
    effects = np.linspace(0, 60, 601)
    for df in (1, 1.5, 3, 398, np.inf):
        power = power_of_t_test(effects, 1, df)
        assert power[0] == pytest.approx(0.05) and (np.diff(power) > -1e-9).all() and power.max() <= 1 + 1e-12


@settings(max_examples=20)
@given(st.floats(0.5, 1e4), st.floats(1.1, 500))
def test_detectable_effects_scale_with_the_standard_error(se, df):
    assert minimum_detectable_effect(se, df) == close(se * minimum_detectable_effect(1, df))


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((0.1, 0, 10, 1), "se"),
        ((0.1, -1, 10, 1), "se"),
        ((0.1, np.nan, 10, 1), "se"),
        ((0.1, 1, 0, 1), "df"),
        ((0.1, 1, np.nan, 1), "df"),
        ((0.1, 1, 10, 0), "margin"),
        ((0.1, 1, 10, np.inf), "margin"),
        ((np.nan, 1, 10, 1), "estimate"),
        (([0.1, 0.2], 1, 10, 1), "estimate"),
        ((0.1, 1, 10, 1, 0.5), "level"),
        (("much", 1, 10, 1), "estimate"),
    ],
)
def test_values_that_cannot_be_tested(values, named):
    with pytest.raises(ExperimentInputError, match=named):
        tost(*values)


@pytest.mark.parametrize("power", [0.05, 1, np.nan])
def test_a_power_that_no_effect_or_any_has(power):
    with pytest.raises(ExperimentInputError, match="power"):
        minimum_detectable_effect(1, 10, power=power)
    with pytest.raises(ExperimentInputError, match="effect"):
        power_of_t_test([0.1, np.nan], 1, 10)
