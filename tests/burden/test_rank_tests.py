"""Rank tests of exploitation: values of the specification and of R, all orders one by one."""

import math
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, rankdata, spearmanr

from entente.burden import exploitation
from entente.burden.rank_tests import (
    adjusted_within,
    concordance,
    partial_exploitation,
    permutation_band,
    without_largest,
)
from entente.core.errors import BurdenInputError

W = np.array([21, 3, 8, 1.5, 2.2, 0.9, 0.4, 12, 5.5, 0.3, 1.1, 4])
B = np.array([3.9, 1.2, 2.4, 1.9, 1.4, 2.2, 0.8, 2.1, 2.0, 1.6, 0.9, 1.7])

few = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 6)), min_size=2, max_size=6)
several = st.lists(st.tuples(st.floats(0.1, 100), st.floats(0, 100)), min_size=3, max_size=15)


def test_four_members():
    found = exploitation([100, 40, 30, 30], [0.6, 0.25, 4 / 15, 1 / 15])
    assert found.rho == pytest.approx(0.63245553, abs=5e-9)
    assert (found.n, found.method, found.reason) == (4, "exact", "")


def test_twelve_members():
    found = exploitation(W, B)
    assert found.rho == pytest.approx(0.63636364, abs=5e-9)
    assert found.tau == pytest.approx(0.51515152, abs=5e-9)
    assert 2 * found.tau_pvalue == pytest.approx(0.02098035, abs=5e-9)
    assert found.method == "t"
    assert found.pvalue == pytest.approx(spearmanr(W, B, alternative="greater").pvalue, rel=1e-12)


def test_exact_p_of_twelve_members_beside_the_series_of_r():
    """R's exact=TRUE is exact to n = 9 and an Edgeworth series beyond (Best and Roberts 1975, AS 89)."""
    exact = exploitation(W, B, exact_up_to=12)
    s, b = ((rankdata(W) - rankdata(B)) ** 2).sum(), 1 / 12
    x = (1 - 6 * (s + 1) * b / (12**2 - 1)) * math.sqrt(11)
    y = x**2
    last = 0.0072 - 0.0831 * b + y * b * (0.0131 - 4.6e-4 * y)
    inner = -0.0758 + b * (0.1033 + 0.3932 * b) - y * b * (0.0879 + 0.0151 * b - y * last)
    series = norm.sf(x) + x * b * (0.2274 + b * (0.2531 + 0.1745 * b) + y * inner) / math.exp(y / 2)
    assert series == pytest.approx(0.01505713, abs=5e-9)
    assert exact.method == "exact"
    assert exact.pvalue == pytest.approx(0.0149710773, abs=5e-11)


@given(few)
def test_exact_p_is_the_share_of_orders(group):
    w, b = np.array(group, dtype=float).T
    found = exploitation(w, b)
    if found.reason:
        assert math.isnan(found.rho) and math.isnan(found.pvalue) and math.isnan(found.tau)
        assert np.ptp(b) == 0 or np.ptp(w) == 0
        return
    r, q = rankdata(w), rankdata(b)
    orders = [r @ np.array(order) for order in permutations(q)]
    assert found.pvalue == pytest.approx(np.mean(np.array(orders) >= r @ q - 1e-9), rel=1e-12)
    assert found.rho == pytest.approx(spearmanr(w, b).statistic, abs=1e-12)


@given(several, st.randoms(use_true_random=False))
def test_only_the_order_of_values_matters(group, random):
    w, b = np.array(group).T
    order = random.sample(range(len(w)), len(w))
    names = [f"state {i}" for i in range(len(w))]
    found = exploitation(w, b)
    again = exploitation(
        pd.Series(5 * w[order], [names[i] for i in order]), pd.Series(b[order] / 4, [names[i] for i in order])
    )
    assert again == found or math.isnan(found.rho)
    assert again.reason == found.reason


def test_all_equal_burdens_have_no_correlation():
    found = exploitation([1, 2, 3], [0.02, 0.02, 0.02])
    assert math.isnan(found.rho) and math.isnan(found.pvalue) and math.isnan(found.tau)
    assert (found.reason, found.method) == ("all burdens are equal", "")
    assert exploitation([2, 2], [1, 2]).reason == "all resources are equal"


def test_switch_of_exact_p():
    w, b = W[:10], B[:10]
    assert (exploitation(w, b).method, exploitation(w, b, exact_up_to=10).method) == ("t", "exact")
    with pytest.raises(BurdenInputError, match="all orders are counted of 2 to 12"):
        exploitation(w, b, exact_up_to=13)


@pytest.mark.parametrize(
    "w, b, told",
    [
        ([1], [1], "1 members with data"),
        ([1, 0], [1, 2], "resources of member 1 is 0.0"),
        ([1, 2], [1, None], "burden of member 1 is nan"),
        (pd.Series([1, 2], ["a", "b"]), pd.Series([1, 2], ["b", "a"]), "another order"),
    ],
)
def test_refused(w, b, told):
    with pytest.raises(BurdenInputError, match=told):
        exploitation(w, b)


def test_partial_is_of_residuals_of_ranks():
    income = B[::-1] + np.arange(12)
    found = partial_exploitation(W, B, income)
    ranks = [rankdata(values) for values in (W, B, income)]
    design = np.column_stack([np.ones(12), ranks[2]])
    left = [values - design @ np.linalg.lstsq(design, values, rcond=None)[0] for values in ranks[:2]]
    assert found.statistic == pytest.approx(np.corrcoef(*left)[0, 1], rel=1e-10)
    assert 0 < found.pvalue < 1
    assert "income orders members" in partial_exploitation(W, B, W).reason
    assert partial_exploitation(W, B, np.ones(12)).reason == "all incomes are equal"


def test_without_largest_is_the_test_of_the_others():
    assert without_largest(W, B) == exploitation(W[1:], B[1:])
    assert without_largest([3, 3, 1], [1, 2, 3]).reason == "several members are the largest"


def test_signed_ranks():
    s, v = W * B / (W * B).sum(), W / W.sum()
    found = concordance(s, v)
    assert (found.statistic, found.n) == (12, 12)
    assert found.pvalue == pytest.approx(0.03417969, abs=5e-9)
    assert concordance(v, v).reason == "burden and benefit shares are equal"


def test_signed_ranks_with_ties_are_normal_with_correction():
    s, v = np.array([0.4, 0.3, 0.2, 0.1]), np.array([0.3, 0.4, 0.1, 0.2])
    s, v = 8 * s, np.round(8 * v, 12)
    ranks = rankdata(np.abs(s - v))
    found = concordance(s, v)
    assert found.statistic == ranks[s > v].sum()
    ties = np.unique(ranks, return_counts=True)[1]
    scale = math.sqrt((4 * 5 * 9 - (ties**3 - ties).sum() / 2) / 24)
    assert found.pvalue == pytest.approx(
        min(1, 2 * norm.sf((abs(found.statistic - 5) - 0.5) / scale)), rel=1e-9
    )


def test_p_values_are_adjusted_within_an_alliance():
    p = pd.Series([0.01, 0.04, np.nan, 0.03, 0.5], index=list("abcde"))
    found = adjusted_within(p, pd.Series(["x", "x", "x", "x", "y"], index=p.index))
    np.testing.assert_allclose(found, [0.03, 0.04, np.nan, 0.04, 0.5])
    with pytest.raises(BurdenInputError, match="different labels"):
        adjusted_within(p, pd.Series(list("xxxxy")))
    with pytest.raises(BurdenInputError, match="not between"):
        adjusted_within(pd.Series([1.5]), pd.Series(["x"]))


def test_band_of_few_members_is_that_of_all_orders():
    rho = sorted(np.corrcoef(np.arange(5), order)[0, 1] for order in permutations(range(5)))
    low, high = permutation_band(W[:5], B[:5], level=0.9)
    assert low == pytest.approx(rho[5], abs=1e-12)
    assert high == pytest.approx(rho[113], abs=1e-12)


def test_band_of_many_members_is_drawn_and_the_same_each_time():
    band = permutation_band(W, B, seed=3, index=1)
    assert band == permutation_band(W, B, seed=3, index=1) != permutation_band(W, B, seed=3, index=2)
    # 97.5 % point of ρ for n = 12: .587 (Zar 1972).
    assert band[1] == pytest.approx(0.587, abs=0.02) and band[0] == pytest.approx(-0.587, abs=0.02)
    assert all(map(math.isnan, permutation_band([1, 2], [1, 1])))
