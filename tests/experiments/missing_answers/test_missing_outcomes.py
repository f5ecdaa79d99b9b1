"""Bounds where some did not answer: printed values, linear programs, and worlds whose truth is known."""

import warnings
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from entente.core.errors import ExperimentInputError
from entente.experiments import lee_bounds, manski_bounds
from entente.experiments.missing_answers import stratified_bootstrap
from entente.experiments.missing_answers.missing_outcomes import BoundsWarning

NAN = np.nan
Y = np.array([5, 4, 4, 3, 3, 3, 2, 5, NAN, NAN, 4, 3, 2, 2, 1, 3, NAN, NAN, NAN, NAN])
TREATED = np.repeat([True, False], 10)
ANSWERED = ~np.isnan(Y)


def lee(y, treated, answered, weights=None, **others):
    return lee_bounds(y, treated, answered, weights, replicates=0, **others)


def limits(found):
    return found.low, found.high


def test_printed_values():
    found = lee_bounds(Y, TREATED, ANSWERED)
    assert limits(found) == pytest.approx((Fraction(2, 3), Fraction(3, 2)), rel=1e-12)
    assert found.trimmed == pytest.approx(0.25, rel=1e-12) and found.trimmed_arm == "treated"
    assert (found.n_treated, found.answered_treated, found.n_control, found.answered_control) == (
        10,
        8,
        10,
        6,
    )
    manski = manski_bounds(Y, TREATED, ANSWERED, (1, 5))
    assert limits(manski) == pytest.approx((Fraction(-2, 5), 2), rel=1e-12)
    for one in (found, manski):
        assert one.interval[0] < one.low <= one.high < one.interval[1]


def programmed(y, w, keep):
    """Least and greatest mean of a share of the answers, by linear programs over how much of each is kept."""
    kept = keep * w.sum()
    found = [
        linprog(sign * y / kept, A_eq=np.ones((1, len(y))), b_eq=[kept], bounds=[(0, one) for one in w]).fun
        for sign in (1, -1)
    ]
    return found[0], -found[1]


@st.composite
def samples(draw, least=1):
    """Answers on a scale with ties, arms of which each has answers, and weights."""
    n = [draw(st.integers(least + 1, 9)) for _ in range(2)]
    answers = [draw(st.integers(least, size)) for size in n]
    values = st.sampled_from([1.0, 2, 3, 4.5])
    y = np.concatenate([draw(st.lists(values, min_size=size, max_size=size)) for size in n])
    answered = np.concatenate([np.arange(size) < some for size, some in zip(n, answers, strict=True)])
    w = np.array(draw(st.lists(st.sampled_from([1.0, 0.5, 2.25]), min_size=sum(n), max_size=sum(n))))
    return y, np.repeat([True, False], n), answered, w


@given(samples(), st.booleans())
def test_lee_is_its_linear_program(sample, weighted):
    """Whichever arm is trimmed, or none, with ties and weights."""
    y, treated, answered, w = sample
    w = w if weighted else np.ones(len(y))
    q = {arm: w[answered & (treated == arm)].sum() / w[treated == arm].sum() for arm in (True, False)}
    extremes = {
        arm: programmed(y[mine], w[mine], min(1, q[not arm] / q[arm]))
        for arm in (True, False)
        for mine in [answered & (treated == arm)]
    }
    expected = (extremes[True][0] - extremes[False][1], extremes[True][1] - extremes[False][0])
    found = lee(np.where(answered, y, NAN), treated, answered, w if weighted else None)
    assert limits(found) == pytest.approx(expected, abs=1e-9)
    assert found.trimmed == pytest.approx(1 - min(q.values()) / max(q.values()), abs=1e-12)


@settings(max_examples=25)
@given(samples())
def test_swapped_arms_mirror_the_bounds(sample):
    y, treated, answered, w = sample
    found, mirrored = lee(y, treated, answered, w), lee(y, ~treated, answered, w)
    assert limits(found) == pytest.approx((-mirrored.high, -mirrored.low), abs=1e-12)
    swapped = {"treated": "control", "control": "treated", "neither": "neither"}
    assert mirrored.trimmed_arm == swapped[found.trimmed_arm]
    scaled = lee(3 * y - 7, treated, answered, w)
    assert limits(scaled) == pytest.approx((3 * found.low, 3 * found.high), abs=1e-11)


def test_nobody_is_trimmed_where_both_arms_answer_alike():
    answered = np.ones(20, dtype=bool)
    answered[[3, 14]] = False
    y = np.where(answered, np.arange(20.0) % 7, NAN)
    found = lee_bounds(y, TREATED, answered)
    difference = np.nanmean(y[:10]) - np.nanmean(y[10:])
    assert limits(found) == pytest.approx((difference, difference), rel=1e-12)
    assert (found.trimmed, found.trimmed_arm) == (0, "neither")


@settings(max_examples=25)
@given(samples(), st.integers(1, 4))
def test_a_weight_of_k_is_k_persons(sample, k):
    y, treated, answered, _ = sample
    w = np.where(np.arange(len(y)) % 2, k, 1)
    repeated = [np.repeat(part, w) for part in (y, treated, answered)]
    assert limits(lee(y, treated, answered, w)) == pytest.approx(limits(lee(*repeated)), abs=1e-12)
    manski = manski_bounds(y, treated, answered, (1, 4.5), w, replicates=0)
    assert limits(manski) == pytest.approx(
        limits(manski_bounds(*repeated, (1, 4.5), replicates=0)), abs=1e-12
    )


@st.composite
def worlds(draw):
    """Persons with both outcomes, and whether they answer in each arm: treatment moves that one way only."""
    n = draw(st.integers(2, 12))
    scale = st.lists(st.integers(1, 5), min_size=n, max_size=n)
    y1, y0 = np.array(draw(scale), float), np.array(draw(scale), float)
    kind = st.sampled_from(["always", "once", "never"])
    kinds = np.array(["always", *draw(st.lists(kind, min_size=n - 1, max_size=n - 1))])
    more, less = kinds != "never", kinds == "always"
    treated_more = draw(st.booleans())
    cells = np.array(draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)))
    return y1, y0, *((more, less) if treated_more else (less, more)), cells


@given(worlds())
def test_bounds_hold_the_truth_of_a_world_that_is_seen_in_both_arms(world):
    """Lee's that of those who always answer, also by cells, which are narrower; Manski's everyone's."""
    y1, y0, s1, s0, cells = world
    y, answered = np.concatenate([y1, y0]), np.concatenate([s1, s0])
    treated = np.repeat([True, False], len(y1))
    always = s1 & s0
    effect = (y1 - y0)[always].mean()
    whole = lee(y, treated, answered)
    with warnings.catch_warnings():
        # A cell may have nobody who always answers.
        warnings.simplefilter("ignore", BoundsWarning)
        tight = lee(y, treated, answered, tighten=np.tile(cells, 2))
    assert whole.low - 1e-9 <= tight.low <= effect + 1e-9
    assert effect - 1e-9 <= tight.high <= whole.high + 1e-9
    assert not any("monotonicity" in remark for remark in tight.remarks)
    manski = manski_bounds(y, treated, answered, (1, 5), replicates=0)
    assert manski.low - 1e-9 <= (y1 - y0).mean() <= manski.high + 1e-9


def test_cells_are_weighted_by_who_always_answers():
    """Two cells by hand: all answer in one; in the other the treated keep a half of theirs."""
    cell = np.repeat(["a", "b", "a", "b"], [4, 4, 4, 4])
    treated = np.repeat([True, False], 8)
    answered = np.array([*[True] * 4, *[True] * 4, *[True] * 4, True, True, False, False])
    y = np.array([1, 2, 3, 4, 1, 2, 3, 4, 1, 1, 1, 1, 2, 2, NAN, NAN])
    found = lee(y, treated, answered, tighten=cell)
    # Cell a: 1.5, weight 8 · 1; cell b: [1.5, 3.5] − 2, weight 8 · 1/2.
    assert limits(found) == pytest.approx(((8 * 1.5 + 4 * -0.5) / 12, (8 * 1.5 + 4 * 1.5) / 12), rel=1e-12)
    assert found.trimmed == pytest.approx(4 / 16, rel=1e-12)


def test_directions_that_differ_are_warned_of():
    cell = np.tile(["young", "old"], 10)
    answered = np.ones(20, dtype=bool)
    answered[[0, 2, 4, 11, 13]] = False
    with pytest.warns(
        BoundsWarning, match="monotonicity differs: the treated answer more in old, less in young"
    ):
        found = lee(np.arange(20.0), TREATED, answered, tighten=cell)
    assert found.trimmed_arm == "treated and control" and len(found.remarks) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lee(np.arange(20.0), TREATED, answered)


def test_cells_in_which_nobody_answers_in_an_arm_count_for_nothing():
    cell = np.tile(["young", "old"], 10)
    answered = np.where(cell == "old", True, ~TREATED)
    with pytest.warns(BoundsWarning, match="Nobody answers under either arm in young"):
        found = lee(np.arange(20.0), TREATED, answered, tighten=cell)
    old = cell == "old"
    assert limits(found) == limits(lee(np.arange(20.0)[old], TREATED[old], answered[old]))


def test_rows_in_another_order_say_the_same():
    frame = pd.DataFrame({"y": Y, "z": TREATED, "a": ANSWERED}, index=[f"p{i}" for i in range(20)])
    moved = frame.sample(frac=1, random_state=1).astype({"y": "Float64", "z": "boolean", "a": int})
    found = lee(moved["y"], moved["z"], moved["a"])
    assert limits(found) == pytest.approx((2 / 3, 3 / 2), rel=1e-12)
    with pytest.raises(ExperimentInputError, match="different labels"):
        lee(moved["y"], moved["z"], frame["a"])


def test_standard_errors_are_those_of_resamples_whatever_the_batch(monkeypatch):
    whole = lee_bounds(Y, TREATED, ANSWERED, seed=3), manski_bounds(Y, TREATED, ANSWERED, (1, 5), seed=3)
    monkeypatch.setattr(stratified_bootstrap, "BATCH", 70)
    assert whole == (
        lee_bounds(Y, TREATED, ANSWERED, seed=3),
        manski_bounds(Y, TREATED, ANSWERED, (1, 5), seed=3),
    )
    assert whole[0] != lee_bounds(Y, TREATED, ANSWERED, seed=4)


def test_without_missing_answers_errors_are_those_of_the_difference():
    random = np.random.default_rng(8)
    y, treated = random.normal(size=500), np.arange(500) < 200
    found = lee_bounds(y, treated, np.ones(500, dtype=bool), replicates=4000)
    neyman = np.sqrt(y[treated].var(ddof=1) / 200 + y[~treated].var(ddof=1) / 300)
    assert found.se_low == found.se_high == pytest.approx(neyman, rel=0.05)
    assert found.interval == pytest.approx((found.low - 1.96 * neyman, found.high + 1.96 * neyman), abs=0.02)


def test_clusters_are_resampled_whole():
    """A person five times over is no more than one, as long as it is said that these are one."""
    random = np.random.default_rng(2)
    y, treated = random.normal(size=100), np.arange(100) < 50
    answered = random.random(100) < 0.8
    five = [np.repeat(part, 5) for part in (y, treated, answered)]
    one = lee_bounds(y, treated, answered)
    clustered = lee_bounds(*five, clusters=np.repeat(np.arange(100), 5))
    assert limits(clustered) == pytest.approx(limits(one), rel=1e-9)
    assert clustered.interval == pytest.approx(one.interval, rel=1e-9)
    assert lee_bounds(*five).se_low < 0.6 * one.se_low


def test_resamples_without_answers_are_counted():
    y = np.array([1.0, 2, 3, 4, 5, 6])
    treated, answered = np.arange(6) < 3, np.array([True, True, True, True, False, False])
    with pytest.warns(BoundsWarning, match=r"In \d+ of 1000 resamples nobody answered"):
        found = lee_bounds(y, treated, answered)
    assert np.isfinite([found.se_low, found.se_high]).all() and len(found.remarks) == 1


def test_resamples_are_of_the_size_of_each_arm():
    treated, units = np.array([True] * 3 + [False] * 4), np.array([0, 0, 1, 2, 3, 4, 4])
    drawn = np.concatenate(list(stratified_bootstrap.resampled_weights(np.ones(7), treated, units, 500, 1)))
    assert drawn.shape == (500, 7) and (drawn[:, 0] == drawn[:, 1]).all()
    assert (drawn[:, [0, 2]].sum(axis=1) == 2).all() and (drawn[:, [3, 4, 5]].sum(axis=1) == 3).all()
    first = next(stratified_bootstrap.resampled_weights(np.ones(7), treated, units, 10, 1))
    assert np.array_equal(first, drawn[:10])


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"answered": np.ones(20, dtype=bool)}, "y is missing, but answered, in row 8"),
        ({"answered": ANSWERED & TREATED}, "kept of the other is 0"),
        ({"answered": ANSWERED[:-1]}, "answered has 19"),
        ({"answered": ANSWERED * 2}, "answered is neither true nor false"),
        ({"treated": np.ones(20, dtype=bool)}, "one arm"),
        ({"weights": np.r_[0, np.ones(19)]}, "weights is missing or not above 0 in row 0"),
        ({"weights": np.r_[NAN, np.ones(19)]}, "weights is missing or not above 0 in row 0"),
        ({"tighten": np.where(TREATED, "a", "b")}, "Cell 'a' has nobody in the control arm"),
        ({"tighten": [None, *"a" * 19]}, "tighten is missing in row 0"),
        ({"clusters": np.arange(20) // 4}, "treated differs within cluster 2"),
        ({"y": pd.Series(Y), "treated": pd.Series(TREATED, index=range(1, 21))}, "different labels"),
        ({"y": np.where(ANSWERED, Y, np.inf)}, "y is infinite"),
        ({"y": 3.0}, "y has 0"),
        ({"y": np.column_stack([Y, Y])}, r"y has the shape \(20, 2\)"),
        ({"replicates": 1}, "replicates is 1"),
        ({"level": 95}, "level 95"),
    ],
)
def test_what_cannot_be_bounded(change, named):
    with pytest.raises(ExperimentInputError, match=named):
        lee_bounds(**({"y": Y, "treated": TREATED, "answered": ANSWERED} | change))


def test_manski_refuses_answers_outside_the_range():
    with pytest.raises(ExperimentInputError, match="outside its range, 1 to 4, in row 0, as in 1 other"):
        manski_bounds(Y, TREATED, ANSWERED, (1, 4))
    for bad in ((5, 1), (1, np.inf), (NAN, 5)):
        with pytest.raises(ExperimentInputError, match="The range is"):
            manski_bounds(Y, TREATED, ANSWERED, bad)


@given(samples())
@settings(max_examples=20)
def test_manski_fills_in_the_worst_and_the_best(sample):
    y, treated, answered, w = sample
    assume(not answered.all())
    found = manski_bounds(np.where(answered, y, NAN), treated, answered, (0, 5), w, replicates=0)

    def difference(filled):
        return np.average(filled[treated], weights=w[treated]) - np.average(
            filled[~treated], weights=w[~treated]
        )

    filled = [difference(np.where(answered, y, np.where(treated, one, 5 - one))) for one in (0, 5)]
    assert limits(found) == pytest.approx(filled, abs=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize(("if_treated", "if_control"), [(0.9, 0.75), (0.7, 0.85), (0.8, 0.8)])
def test_intervals_cover_the_effect_and_hardly_less_either_bound(if_treated, if_control):
    """Who is less inclined to answer has lower outcomes; 2,000 surveys of 500."""

    def persons(random, n):
        inclined = random.random(n)
        y0 = 1.0 + np.digitize(random.normal(size=n) - 2 * inclined + 1, [-1.2, -0.4, 0.4, 1.2])
        return np.minimum(5, y0 + (random.random(n) < 0.3)), y0, inclined < if_treated, inclined < if_control

    y1, y0, s1, s0 = persons(np.random.default_rng(1), 10**6)
    both_arms = np.concatenate([y1, y0]), np.repeat([True, False], 10**6), np.concatenate([s1, s0])
    lee_truth, manski_truth = (y1 - y0)[s1 & s0].mean(), (y1 - y0).mean()
    lee_bound, manski_bound = lee(*both_arms), manski_bounds(*both_arms, (1, 5), replicates=0)
    targets = [
        [lee_truth, lee_bound.low, lee_bound.high],
        [manski_truth, manski_bound.low, manski_bound.high],
    ]
    covered = np.zeros((2, 3))
    for index in range(2000):
        random = np.random.default_rng([7, index])
        y1, y0, s1, s0 = persons(random, 500)
        z = random.permutation(np.arange(500) < 250)
        survey = np.where(z, y1, y0), z, np.where(z, s1, s0)
        found = (
            lee_bounds(*survey, replicates=200, seed=index),
            manski_bounds(*survey, (1, 5), replicates=200, seed=index),
        )
        for row, one in enumerate(found):
            covered[row] += [one.interval[0] <= target <= one.interval[1] for target in targets[row]]
    covered /= 2000
    assert (covered[:, 0] >= 0.94).all(), covered
    assert (covered[:, 1:] >= 0.92).all(), covered
