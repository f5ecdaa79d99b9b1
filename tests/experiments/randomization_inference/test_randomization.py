"""Randomization tests: counted by hand, by other libraries, and valid over all that could have been drawn."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import rdata
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from entente.core.errors import ExperimentInputError
from entente.experiments import randomization_test
from entente.experiments.randomization_inference import assignments

Y = np.array([3, 5, 4, 1, 2, 5, 4, 2, 1, 3, 2, 5.0])
Z = np.array([1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0], dtype=bool)
BLOCK = np.repeat([1, 2], 6)


def arms(n, treated):
    """Every assignment of n units, so many of them treated."""
    for chosen in combinations(range(n), treated):
        z = np.zeros(n, dtype=bool)
        z[list(chosen)] = True
        yield z


def test_printed_values():
    complete = randomization_test(Y, Z, statistic="difference")
    assert (complete.p, complete.assignments, complete.exact) == (118 / 924, 924, True)
    assert complete.observed == complete.estimate == 1.5 and complete.kind == "complete"
    blocked = randomization_test(Y, Z, blocks=BLOCK, statistic="difference")
    assert (blocked.p, blocked.assignments, blocked.kind) == (39 / 225, 225, "blocked")
    assert randomization_test(Y, Z).observed == pytest.approx(1.5 / np.sqrt(109 / 180), rel=1e-12)
    studentized = randomization_test(Y, Z, blocks=BLOCK)
    assert studentized.observed == pytest.approx(1.5 / np.sqrt(53 / 96), rel=1e-12)


@pytest.mark.parametrize("statistic", ["studentized", "difference"])
def test_against_scipy_over_all_assignments(statistic):
    y = np.array([0.3, 1.7, -0.4, 2.2, 0.9, 1.1, 5.0, -2.0])
    z = np.array([1, 0, 1, 1, 0, 0, 0, 0], dtype=bool)

    def value(one, other):
        welch = stats.ttest_ind(one, other, equal_var=False).statistic
        return abs(welch if statistic == "studentized" else one.mean() - other.mean())

    theirs = stats.permutation_test((y[z], y[~z]), value, n_resamples=np.inf, alternative="greater")
    ours = randomization_test(y, z, statistic=statistic)
    assert ours.p == pytest.approx(theirs.pvalue, rel=1e-12)
    assert abs(ours.observed) == pytest.approx(theirs.statistic, rel=1e-12)


def test_the_studentized_statistic_is_that_of_statsmodels():
    theirs = sm.OLS(Y, sm.add_constant(Z.astype(float))).fit(cov_type="HC2")
    assert randomization_test(Y, Z).observed == pytest.approx(theirs.tvalues[1], rel=1e-12)


def cr2(y, z, clusters):
    """t of the arm with the CR2 variance, by its matrices."""
    X = np.column_stack([np.ones(len(y)), z])
    M = np.linalg.inv(X.T @ X)
    beta = M @ X.T @ y
    meat = np.zeros((2, 2))
    for g in np.unique(clusters):
        mine = clusters == g
        values, vectors = np.linalg.eigh(np.eye(mine.sum()) - X[mine] @ M @ X[mine].T)
        A = vectors @ np.diag(values**-0.5) @ vectors.T
        score = X[mine].T @ A @ (y - X @ beta)[mine]
        meat += np.outer(score, score)
    return beta[1] / np.sqrt((M @ meat @ M)[1, 1])


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_with_clusters_the_statistic_is_that_of_cr2(seed):
    random = np.random.default_rng(seed)
    clusters = np.repeat(np.arange(6), random.integers(1, 5, 6))
    z = random.permutation([True, True, False, False, False, True])[clusters]
    y = random.normal(size=len(clusters))
    found = randomization_test(y, z, clusters=clusters)
    assert found.observed == pytest.approx(cr2(y, z, clusters), rel=1e-9)
    assert found.assignments == 20
    # All assignments of clusters, one by one.
    each = [abs(cr2(y, w[clusters], clusters)) for w in arms(6, 3)]
    assert found.p == np.mean(np.array(each) >= abs(found.observed) * (1 - 1e-9))


def designs():
    """Outcomes, and every assignment that could have been drawn, of each kind."""
    y = np.array([2.0, 5, 1, 1, 4, 3, 2, 2, 0, 5, 7, 3, 1])
    pairs = [(one, other) for one in arms(4, 2) for other in arms(4, 2)]
    yield "complete", y[:6], {}, list(arms(6, 2))
    yield "blocked", y[:8], {"blocks": np.repeat(["a", "b"], 4)}, [np.concatenate(pair) for pair in pairs]
    clusters = np.repeat(np.arange(8), [2, 1, 3, 1, 1, 2, 2, 1])
    five = clusters < 5
    given_with = {"clusters": clusters[five]}
    yield "clustered", y[five], given_with, [z[given_with["clusters"]] for z in arms(5, 2)]
    both = {"clusters": clusters, "blocks": clusters > 3}
    yield "blocked_clustered", y, both, [np.concatenate(pair)[clusters] for pair in pairs]


@pytest.mark.parametrize("statistic", ["difference", "studentized"])
@pytest.mark.parametrize("design", list(designs()), ids=lambda design: design[0])
def test_p_is_uniform_if_there_is_no_effect(design, statistic):
    """P(p ≤ a) ≤ a whatever a, with equality where a is attained."""
    kind, y, given_with, drawn = design
    found = [randomization_test(y, z, kind=kind, statistic=statistic, **given_with) for z in drawn]
    assert {(one.assignments, one.exact, one.kind) for one in found} == {(len(drawn), True, kind)}
    p = np.array([one.p for one in found])
    assert p.min() >= 1 / len(drawn) and len(np.unique(p)) > 2
    for a in p:
        assert np.mean(p <= a + 1e-12) == pytest.approx(a, abs=1e-12)


@settings(max_examples=20)
@given(st.integers(1, 7), st.integers(1, 7))
def test_of_two_equal_arms_with_binary_outcomes_it_is_the_exact_test_of_fisher(one, other):
    y = np.repeat([1, 0, 1, 0], [one, 8 - one, other, 8 - other])
    z = np.repeat([True, False], 8)
    found = randomization_test(y, z, statistic="difference")
    assert found.p == pytest.approx(stats.fisher_exact([[one, 8 - one], [other, 8 - other]]).pvalue, rel=1e-9)


@settings(max_examples=20)
@given(st.integers(1, 5), st.integers(1, 9))
def test_of_unequal_arms_it_sums_the_hypergeometric_distribution(one, other):
    """Fisher's two-sided test orders tables by their probability, ours by the difference in shares."""
    y = np.repeat([1, 0, 1, 0], [one, 6 - one, other, 10 - other])
    z = np.repeat([True, False], [6, 10])
    tables = stats.hypergeom(16, one + other, 6)
    counts = np.arange(7)
    distance = np.abs(counts - 6 * (one + other) / 16)
    expected = tables.pmf(counts)[distance >= distance[one] - 1e-9].sum()
    assert randomization_test(y, z, statistic="difference").p == pytest.approx(expected, rel=1e-9)


@settings(max_examples=20)
@given(
    st.floats(-1e3, 1e3), st.floats(0.01, 1e4), st.booleans(), st.sampled_from(["studentized", "difference"])
)
def test_units_and_names_of_arms_do_not_matter(shift, times, swap, statistic):
    """Ties remain ties, whatever rounding does to them."""
    found = randomization_test(shift + times * Y, Z ^ swap, blocks=BLOCK, statistic=statistic)
    assert found.p == randomization_test(Y, Z, blocks=BLOCK, statistic=statistic).p


@pytest.mark.parametrize("dtype", [bool, int, float, object, "boolean"])
def test_rows_in_another_order_and_other_types_of_arms_say_the_same(dtype):
    frame = pd.DataFrame({"y": Y, "z": Z, "block": BLOCK}, index=[f"p{i}" for i in range(12)])
    moved = frame.sample(frac=1, random_state=1).astype({"z": dtype})
    found = randomization_test(moved["y"], moved["z"], blocks=moved["block"].astype(str), interval="invert")
    expected = randomization_test(Y, Z, blocks=BLOCK, interval="invert")
    assert (found.p, found.observed) == (expected.p, pytest.approx(expected.observed, rel=1e-12))
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-6)
    with pytest.raises(ExperimentInputError, match="different labels"):
        randomization_test(moved["y"], frame["z"])


def test_draws_come_near_the_exact_p_and_do_not_hang_on_batches(monkeypatch):
    exact = randomization_test(Y, Z)
    drawn = randomization_test(Y, Z, exact_limit=923, draws=5_000, seed=5)
    assert not drawn.exact and drawn.draws == 5_000
    assert abs(drawn.p - exact.p) < 4 * np.sqrt(exact.p * (1 - exact.p) / 5_000)
    blocked = randomization_test(Y, Z, blocks=BLOCK, exact_limit=0, draws=999, seed=5)
    all_blocked = randomization_test(Y, Z, blocks=BLOCK)
    monkeypatch.setattr(assignments, "BATCH", 100)
    assert randomization_test(Y, Z, exact_limit=923, draws=5_000, seed=5) == drawn
    assert randomization_test(Y, Z, blocks=BLOCK, exact_limit=0, draws=999, seed=5) == blocked
    assert randomization_test(Y, Z, blocks=BLOCK) == all_blocked
    assert randomization_test(Y, Z) == exact


def test_the_first_draws_are_the_same_however_many():
    block = assignments.Block(np.ones(12), Y, Z, 1.0)
    few, many = (assignments.Assignments([block], 0, draws, 3).statistics(0, True) for draws in (10, 50))
    assert np.array_equal(few, many[:10]) and not np.array_equal(few, many[10:20])


def test_drawn_p_is_never_zero_and_counts_the_observed():
    y = np.r_[np.zeros(40), np.ones(40)] + np.arange(80) / 1000
    found = randomization_test(y, np.arange(80) >= 40, draws=99)
    assert found.p == 1 / 100


def test_assignments_of_many_are_drawn_evenly():
    """Of four with two treated, each of the six comes up as often."""
    drawn = assignments.Block(np.ones(4), np.array([1.0, 2, 4, 8]), np.array([True, True, False, False]), 1.0)
    differences = drawn.drawn_assignments(6000, np.random.default_rng(1))[0]
    counts = pd.Series(differences).value_counts()
    assert sorted(counts.index) == [-4.5, -2.5, -1.5, 1.5, 2.5, 4.5]
    assert stats.chisquare(counts).pvalue > 0.001


@pytest.mark.parametrize(
    "given_with", [{}, {"blocks": BLOCK}, {"clusters": np.arange(12) // 2}], ids=["", "blocks", "clusters"]
)
def test_the_interval_holds_what_is_not_rejected(given_with):
    z = Z if "clusters" not in given_with else np.repeat([True, False, True, True, False, False], 2)
    found = randomization_test(Y, z, interval="invert", level=0.8, **given_with)
    assert found.low < found.estimate < found.high

    def p(tau):
        return randomization_test(Y - tau * z, z, **given_with).p

    for limit, out in ((found.low, -1e-6), (found.high, 1e-6)):
        assert p(limit + out) <= 0.2 < p(limit - out)
    assert found.p == p(0)


def test_an_interval_of_few_assignments_has_no_end():
    found = randomization_test([1.0, 2, 3, 4], [True, True, False, False], interval="invert")
    assert (found.low, found.high) == (-np.inf, np.inf)


def test_in_large_samples_the_interval_is_that_of_welch():
    random = np.random.default_rng(4)
    z = np.arange(600) % 3 == 0
    y = random.normal(size=600) + 0.3 * z
    found = randomization_test(y, z, interval="invert", draws=4000)
    welch = stats.ttest_ind(y[z], y[~z], equal_var=False).confidence_interval()
    assert (found.low, found.high) == pytest.approx((welch.low, welch.high), abs=0.01)


def test_weights_contrast_effects_in_blocks():
    """An interaction: the effect in one cell less that in the other."""
    found = randomization_test(Y, Z, blocks=BLOCK, weights={1: 1, 2: -1})
    effects = [randomization_test(Y[mine], Z[mine]) for mine in (BLOCK == 1, BLOCK == 2)]
    assert found.estimate == pytest.approx(effects[0].estimate - effects[1].estimate, rel=1e-12)
    variance = sum((one.estimate / one.observed) ** 2 for one in effects)
    assert found.observed == pytest.approx(found.estimate / np.sqrt(variance), rel=1e-12)
    with pytest.raises(ExperimentInputError, match="no constant effect"):
        randomization_test(Y, Z, blocks=BLOCK, weights={1: 1, 2: -1}, interval="invert")


def test_arms_without_variance():
    z = np.array([True, True, False, False, False])
    assert randomization_test([1, 1, 0, 0, 0], z).p == 1 / 10
    same = randomization_test([2.1] * 5, z)
    assert (same.p, same.observed, same.estimate) == (1, 0, 0)
    assert randomization_test([1, 1, 0, 0, 0], z).observed == np.inf


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"y": [np.nan, *Y[1:]]}, "y is missing in row 0"),
        ({"treated": Z[:-1]}, "treated has 11"),
        ({"treated": Z * 2}, "neither true nor false in row 0"),
        ({"treated": np.ones(12, dtype=bool)}, "one arm"),
        ({"treated": pd.Series(Z, index=range(1, 13)), "y": pd.Series(Y)}, "different labels"),
        ({"blocks": np.where(np.arange(12) < 1, "lone", "rest")}, "'lone' has units of one arm"),
        ({"blocks": np.where(np.arange(12) < 4, "few", "rest")}, "'few' has 1 unit"),
        ({"blocks": [np.nan, *BLOCK[1:]]}, "blocks is missing in row 0"),
        ({"clusters": np.arange(12) // 4}, "treated differs within cluster 0"),
        ({"clusters": np.where(Z, "a", "b"), "blocks": BLOCK}, "block differs within cluster 'a'"),
        ({"clusters": np.where(Z, "a", "b")}, "has 1 unit"),
        ({"kind": "blocked"}, "'blocked', but neither"),
        ({"kind": "matched"}, "'matched'"),
        ({"statistic": "rank"}, "'rank'"),
        ({"interval": "wald"}, "'wald'"),
        ({"draws": 0}, "draws is 0"),
        ({"exact_limit": -1}, "exact_limit is -1"),
        ({"level": 95}, "level is 95"),
        ({"blocks": BLOCK, "weights": {1: 1}}, "Weights are those of"),
    ],
)
def test_what_cannot_be_tested(change, named):
    with pytest.raises(ExperimentInputError, match=named):
        randomization_test(**({"y": Y, "treated": Z} | change))


def test_bernoulli_assignment_is_tested_given_the_arms():
    found = randomization_test(Y, Z, kind="bernoulli")
    assert found.kind == "bernoulli" and found.p == randomization_test(Y, Z).p


@pytest.mark.slow
def test_studentized_contrasts_keep_their_size_under_a_strong_effect_that_is_the_same_everywhere():
    """The sharp null is false, but there is no interaction; without standard errors p would be too small."""
    rejected = {"studentized": 0, "difference": 0}
    for index in range(1000):
        random = np.random.default_rng([9, index])
        z = random.permutation(np.arange(300) < 90)
        cell = np.where(random.permutation(np.arange(300) < 100), "a", "b")
        y = random.normal(size=300) * np.where(cell == "a", 3, 1) * np.where(z, 2, 0.7) + 3 * z
        for statistic in rejected:
            found = randomization_test(
                y, z, blocks=cell, weights={"a": 1, "b": -1}, statistic=statistic, draws=399, seed=index
            )
            rejected[statistic] += found.p <= 0.05
    assert abs(rejected["studentized"] / 1000 - 0.05) < 3 * np.sqrt(0.05 * 0.95 / 1000)
    assert rejected["difference"] / 1000 > 0.1


@pytest.mark.real_data
@pytest.mark.filterwarnings("ignore:Missing constructor for R class:UserWarning")
def test_streets_and_wards(real_data):
    """Foos et al.: 613 streets, whose t is the printed one of CR2; and within their wards."""
    (frame,) = rdata.read_rda(real_data / "survey_experiments/rdss_foos_etal.rda").values()
    given_with = {"y": frame["marked_register_2014"], "treated": frame["treat"], "clusters": frame["street"]}
    found = randomization_test(**given_with, draws=2000, interval="invert")
    assert found.observed == pytest.approx(0.03407399584 / 0.01842628324, rel=1e-8)
    assert found.estimate == pytest.approx(0.03407399584, rel=1e-8)
    # That of t with 128 degrees of freedom, .067, but for the error of 2,000 draws.
    assert found.p == pytest.approx(0.067, abs=0.02) and found.low < 0 < found.high
    wards = randomization_test(**given_with, blocks=frame["ward"], draws=200)
    assert wards.kind == "blocked_clustered" and not wards.exact and 0 < wards.p < 0.3


@pytest.mark.real_data
def test_allies_at_war(real_data):
    """Tomz & Weeks: the printed difference over its standard error, and Welch's interval but for draws."""
    survey = pd.read_stata(
        real_data / "tomz_weeks_survey/tomz_weeks_2017-04-YouGov-extracted.dta", convert_categoricals=False
    )
    found = randomization_test(
        100.0 * (survey["pref"] >= 4), survey["alliance"] == 2, interval="invert", draws=4000
    )
    assert found.estimate == pytest.approx(33.079812, rel=1e-7)
    assert found.observed == pytest.approx(33.079812 / 2.621447062, rel=1e-7)
    assert (found.p, found.n) == (1 / 4001, 1200)
    assert (found.low, found.high) == pytest.approx((27.93643119, 38.22319281), abs=0.5)
