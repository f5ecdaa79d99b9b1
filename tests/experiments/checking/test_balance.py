"""Sizes of arms and balance of covariates: oracles, other programs, and what chance would have."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from entente.core.errors import ExperimentInputError
from entente.experiments.checking.balance import omnibus_balance, shares_test, standardized_differences

TWELVE = pd.DataFrame(
    {
        "x": [2, 1, 0, 3, 1, 2, 0, 1, 3, 2, 1, 0],
        "x2": [1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0],
        "z": [1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0],
        "b": [1] * 6 + [2] * 6,
    }
)


def test_balance_of_twelve_persons():
    test = omnibus_balance(TWELVE[["x", "x2"]], TWELVE["z"])
    assert test.d2 == pytest.approx(44 / 37, rel=1e-12) and test.df == 2
    assert test.p == pytest.approx(0.5517862, rel=1e-7)


def test_balance_is_the_same_for_other_names_of_arms_and_affine_covariates():
    test = omnibus_balance(TWELVE[["x", "x2"]], TWELVE["z"])
    affine = pd.DataFrame({"a": 3 - 7e4 * TWELVE["x"], "b": TWELVE["x"] + 2 * TWELVE["x2"], "c": 5.0})
    other = omnibus_balance(affine, TWELVE["z"].map({0: "treated", 1: "control"}))
    assert other.d2 == pytest.approx(test.d2, rel=1e-9) and other.df == 2


def test_permutation_p_of_twelve_persons_is_near_that_of_all_assignments():
    from itertools import combinations

    X = TWELVE[["x", "x2"]] - TWELVE[["x", "x2"]].mean()
    inverse, observed = np.linalg.inv(X.T @ X), omnibus_balance(TWELVE[["x", "x2"]], TWELVE["z"]).d2

    def d2(treated):
        z = np.isin(np.arange(12), treated) - 0.5
        return 11 * (X.T @ z) @ inverse @ (X.T @ z) / 3

    exact = np.mean([d2(treated) >= observed - 1e-9 for treated in combinations(range(12), 6)])
    test = omnibus_balance(TWELVE[["x", "x2"]], TWELVE["z"], draws=3000, seed=4)
    assert abs(test.p - exact) < 4 * (exact * (1 - exact) / 3000) ** 0.5


def test_arms_are_drawn_again_within_blocks_and_by_whole_clusters():
    rng = np.random.default_rng(1)
    blocks = pd.Series(np.repeat([0, 1], 40))
    # In blocks of other people with other chances, covariates differ by arm, as they may.
    arms = pd.Series(np.r_[rng.permutation([1] * 32 + [0] * 8), rng.permutation([1] * 8 + [0] * 32)])
    X = pd.DataFrame({"x": blocks + 0.1 * rng.normal(size=80)})
    assert omnibus_balance(X, arms, draws=300).p < 0.01
    assert omnibus_balance(X, arms, draws=300, blocks=blocks).p > 0.05
    clusters = pd.Series(np.repeat(np.arange(8), 10))
    of_cluster = pd.DataFrame({"x": [3.0, 1, 4, 1.5, 9, 2.6, 5.5, 3.5]}).iloc[clusters].reset_index(drop=True)
    whole = pd.Series(np.array([0, 0, 1, 0, 1, 0, 1, 1])[clusters])
    # Four of eight clusters: 70 assignments, of which each and its mirror image have one d².  By persons it
    # would be as if 80 had been drawn.
    assert omnibus_balance(of_cluster, whole).p < 1e-4
    assert omnibus_balance(of_cluster, whole, draws=1000, clusters=clusters).p > 0.01


def test_p_of_balance_is_uniform_where_arms_are_drawn():
    rng = np.random.default_rng(8)
    X = pd.DataFrame(rng.normal(size=(60, 3)), columns=list("abc"))
    arms = [pd.Series(rng.permutation(np.repeat([0, 1, 2], 20))) for _ in range(300)]
    tests = [omnibus_balance(X, arm) for arm in arms]
    assert tests[0].df == 6
    assert stats.kstest([test.p for test in tests], "uniform").pvalue > 0.001
    assert abs(np.mean([test.d2 for test in tests]) - 6) < 4 * np.std([t.d2 for t in tests]) / 300**0.5


@given(st.integers(0, 60), st.integers(1, 60), st.floats(0.05, 0.95))
def test_shares_of_two_arms_are_those_of_a_binomial(one, other, chance):
    expected = stats.binomtest(one, one + other, chance).pvalue
    assert shares_test([one, other], [chance, 1 - chance]) == pytest.approx(expected, rel=1e-9)


def test_shares_of_several_arms():
    # (2, 0, 0) and the like have the probability 1/9 each, (1, 1, 0) and the like 2/9.
    assert shares_test([2, 0, 0], [1 / 3] * 3) == pytest.approx(1 / 3)
    assert shares_test([1, 1, 0], [1 / 3] * 3) == pytest.approx(1)
    counts = [300, 330, 290, 280]
    assert shares_test(counts, [0.25] * 4) == pytest.approx(stats.chisquare(counts).pvalue)


def test_standardised_differences():
    found = standardized_differences(TWELVE[["x", "x2"]].assign(c=1), TWELVE["z"] == 1)
    one, other = (TWELVE.loc[TWELVE["z"] == z, "x"] for z in (1, 0))
    assert found["x"] == pytest.approx((one.mean() - other.mean()) / ((one.var() + other.var()) / 2) ** 0.5)
    assert np.isnan(found["c"])


def test_what_cannot_be_tested_is_refused():
    with pytest.raises(ExperimentInputError, match="No covariate varies"):
        omnibus_balance(pd.DataFrame({"x": [1.0] * 12}), TWELVE["z"])
    with pytest.raises(ExperimentInputError, match="one arm alone"):
        omnibus_balance(TWELVE[["x"]], TWELVE["z"] * 0)
    with pytest.raises(ExperimentInputError, match="is missing"):
        omnibus_balance(TWELVE[["x"]].where(TWELVE["x"] > 0), TWELVE["z"])
    with pytest.raises(ExperimentInputError, match="different labels"):
        omnibus_balance(TWELVE[["x"]], TWELVE["z"][::-1])
    with pytest.raises(ExperimentInputError, match="fewer than two"):
        standardized_differences(TWELVE[["x"]], TWELVE["x"] > 5)


def test_rows_are_never_aligned_and_none_without_a_label_is_counted():
    X, z = TWELVE[["x", "x2"]], TWELVE["z"]
    of_three = pd.Series(list("abcabcabcabc"))
    unknown = of_three.where(of_three.index > 1)
    for call in (
        lambda: omnibus_balance(X, unknown),
        lambda: omnibus_balance(X, of_three, draws=9, blocks=unknown),
        lambda: omnibus_balance(X, of_three, draws=9, clusters=unknown),
        lambda: omnibus_balance(X, z, draws=9, clusters=TWELVE["b"]),
        lambda: omnibus_balance(X, z[::-1]),
        lambda: omnibus_balance(X.to_numpy(), z.to_numpy()[:9]),
        lambda: omnibus_balance(X, z, draws=0),
        lambda: standardized_differences(X, z[::-1]),
        lambda: standardized_differences(X.replace({"x": {3: np.nan}}), z),
        lambda: standardized_differences(X, z.astype("boolean").where(X.index > 0)),
    ):
        with pytest.raises(ExperimentInputError):
            call()


def test_covariates_and_arms_may_be_arrays_lists_or_nullable():
    X, z = TWELVE[["x", "x2"]], TWELVE["z"]
    test, differences = omnibus_balance(X, z), standardized_differences(X, z == 1)
    assert omnibus_balance(X.to_numpy(), z.tolist()) == pytest.approx(test)
    for same in (z, z.astype("Int64"), z.astype("boolean"), z.astype(object)):
        assert standardized_differences(X.astype(object), same).to_dict() == pytest.approx(
            differences.to_dict()
        )


def test_what_does_not_vary_has_no_difference():
    constant = pd.DataFrame({"tenth": [0.1] * 12})
    assert standardized_differences(constant, TWELVE["z"]).isna().all()
