"""Measures of burdens: values of the specification, and what must not change them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.burden import measures
from entente.core.errors import BurdenInputError

EFFORT, RESOURCES = pd.Series([60, 10, 8, 2], list("abcd")), pd.Series([100, 40, 30, 30], list("abcd"))

amounts = st.floats(0.01, 1000)
groups = st.lists(st.tuples(amounts, amounts), min_size=2, max_size=12)


def test_four_members():
    found = measures.inequality(EFFORT, RESOURCES)
    assert found.dissimilarity == pytest.approx(0.25, rel=1e-12)
    assert found.gini == pytest.approx(0.34154930, abs=5e-9)
    assert found.herfindahl == pytest.approx(0.58875, rel=1e-12)
    assert (found.leader, found.leaders_excess) == ("a", pytest.approx(0.75 - 0.5))
    np.testing.assert_allclose(
        measures.burdens(EFFORT, RESOURCES), [0.6, 0.25, 0.26666667, 0.06666667], atol=5e-9
    )
    relative = measures.relative_burdens(EFFORT, measures.benefit_shares(RESOURCES))
    np.testing.assert_allclose(relative, [1.5, 0.625, 0.66666667, 0.16666667], atol=5e-9)
    assert list(relative.index) == list("abcd")


def test_dissimilarity_of_twelve_members():
    w = np.array([21, 3, 8, 1.5, 2.2, 0.9, 0.4, 12, 5.5, 0.3, 1.1, 4])
    b = np.array([3.9, 1.2, 2.4, 1.9, 1.4, 2.2, 0.8, 2.1, 2.0, 1.6, 0.9, 1.7])
    assert measures.inequality(w * b, w).dissimilarity == pytest.approx(0.16974606, abs=5e-9)


def test_benefits_are_means_of_shares():
    found = measures.benefit_shares([3, 1], [1, 1], [0, 5])
    np.testing.assert_allclose(found, [(0.75 + 0.5 + 0) / 3, (0.25 + 0.5 + 1) / 3])
    np.testing.assert_allclose(measures.benefit_shares([3, 1], [1, 1]), [0.625, 0.375])


def test_burdens_of_a_year_are_compared_within_it():
    found = measures.relative_to_year([1, np.e**2, 5], [1960, 1960, 1961])
    np.testing.assert_allclose(found, [-1, 1, 0], atol=1e-12)


def test_other_burdens_have_their_units():
    np.testing.assert_allclose(measures.personnel_burdens([500], [250_000]), [0.002])
    np.testing.assert_allclose(measures.hosted_troops([80_000], [40]), [2.0])


def test_broad_burdens_are_mean_ranks_among_states_with_all_kinds():
    kinds = pd.DataFrame(
        {"spending": [0.01, 0.02, 0.03, 0.04], "personnel": [2, 0, 0, np.nan]}, index=list("abcd")
    )
    found = measures.broad_burdens(kinds)
    np.testing.assert_allclose(found, [(0.5 + 2.5) / 6, (1.5 + 1) / 6, (2.5 + 1) / 6, np.nan])
    assert measures.broad_burdens(kinds.iloc[3:]).isna().all()


@pytest.mark.parametrize(
    "coverage, flag", [(1, "enough"), (0.8, "enough"), (0.79, "low"), (0.5, "low"), (0.49, "too low")]
)
def test_coverage(coverage, flag):
    assert measures.coverage_flag(coverage) == flag


def test_a_coverage_is_a_share():
    with pytest.raises(BurdenInputError, match="no share"):
        measures.coverage_flag(float("nan"))


@given(groups, st.randoms(use_true_random=False), amounts, amounts)
def test_order_names_and_units_do_not_matter(group, random, of_effort, of_resources):
    m, w = np.array(group).T
    order = random.sample(range(len(m)), len(m))
    before, after = (
        measures.inequality(m, w),
        measures.inequality(m[order] * of_effort, w[order] * of_resources),
    )
    for name in ("dissimilarity", "gini", "herfindahl"):
        assert getattr(after, name) == pytest.approx(getattr(before, name), rel=1e-9, abs=1e-12)
    assert w[order][after.leader] == w.max()


@given(groups)
def test_bounds(group):
    m, w = np.array(group).T
    found, n = measures.inequality(m, w), len(m)
    assert 0 <= found.dissimilarity < 1 and 0 <= found.gini < 1
    assert 1 / n - 1e-12 <= found.herfindahl <= 1
    equal = measures.inequality(2 * w, w)
    assert equal.dissimilarity == pytest.approx(0, abs=1e-12) == equal.gini
    assert equal.leaders_excess == pytest.approx(0, abs=1e-12)


@given(groups)
def test_lorenz_curve(group):
    m, w = np.array(group).T
    x, y = measures.lorenz_curve(m, w)
    assert (x[0], y[0]) == (0, 0) and x[-1] == pytest.approx(1) == y[-1]
    assert (y <= x + 1e-9).all() and (np.diff(x) > 0).all()
    assert (x - y).max() == pytest.approx(measures.inequality(m, w).dissimilarity, abs=1e-9)


@pytest.mark.parametrize(
    "effort, resources, told",
    [
        ([1, np.nan], [1, 1], "effort of member 1 is nan"),
        ([1, -1], [1, 1], "effort of member 1 is -1"),
        ([1, 1], [0, 1], "resources of member 0 is 0"),
        ([1, 1, 1], [1, 1], "Shapes differ"),
        ([1], [1], "1 members with data, and 2 are needed"),
        ([0, 0], [1, 1], "effort of all members is 0"),
        (EFFORT, RESOURCES.iloc[::-1], "different labels"),
        (pd.Series([1, 2], ["a", "a"]), pd.Series([1, 2], ["a", "a"]), "stands twice"),
    ],
)
def test_refused(effort, resources, told):
    with pytest.raises(BurdenInputError, match=told):
        measures.inequality(effort, resources)
