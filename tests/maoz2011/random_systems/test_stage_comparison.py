"""The first and the last iteration compared on the same runs."""

import numpy as np
import pytest

from entente.studies.maoz2011.random_systems.stage_comparison import compare_stages

from .synthetic import AS_READ, OTHERWISE, random_runs


def compared(runs, outcome="density", resamples=200, seed=5):
    return compare_stages(runs, outcome, resamples=resamples, seed=np.random.SeedSequence(seed))


def test_changes_are_those_that_the_world_makes():
    comparison = compared(random_runs(AS_READ, 3000))
    # Density: "own" is SRN density itself, whose effects are 1.5 and then 1.
    explained = {"first": 1.5**2 + 0.25 + 2 * 0.09, "last": 1 + 0.04 + 2 * 0.64}
    fit = comparison.fit_change("inputs")
    assert fit.first == pytest.approx(explained["first"] / (explained["first"] + 1), abs=0.03)
    assert fit.last == pytest.approx(explained["last"] / (explained["last"] + 0.09), abs=0.03)
    assert fit.difference == pytest.approx(fit.last - fit.first)
    assert fit.low < fit.difference < fit.high
    democracy = comparison.importance_change(("democracy",), relative=True)
    assert democracy.first == pytest.approx(0.09 / explained["first"], abs=0.03)
    assert democracy.last == pytest.approx(0.64 / explained["last"], abs=0.03)
    both = comparison.importance_change(("srn", "mid"), relative=False)
    assert both.first == pytest.approx(2.5 / (explained["first"] + 1), abs=0.03)


def test_the_interval_has_about_the_width_of_repeated_worlds():
    fits = [compared(random_runs(AS_READ, 400, seed), resamples=0).fit for seed in range(40)]
    changes = [fit["last", "inputs"][0] - fit["first", "inputs"][0] for fit in fits]
    change = compared(random_runs(AS_READ, 400), resamples=400).fit_change("inputs")
    assert (change.high - change.low) / 3.92 == pytest.approx(np.std(changes), rel=0.4)


def test_only_runs_with_both_iterations_are_compared():
    runs = random_runs(AS_READ, 300)
    runs.loc[[1, 2], "first_npi"] = np.nan
    runs.loc[[2, 3], "last_npi"] = np.nan
    comparison = compared(runs, "npi")
    assert (comparison.runs, comparison.dropped) == (297, 3)
    again = compared(runs.drop(index=[1, 2, 3]), "npi")
    assert again.fit_change("inputs") == comparison.fit_change("inputs")


def test_the_same_seed_gives_the_same_interval_and_another_another():
    runs = random_runs(OTHERWISE, 200)
    first, same, other = (compared(runs, seed=seed).fit_change("inputs") for seed in (1, 1, 2))
    assert first == same
    assert first.difference == other.difference and (first.low, first.high) != (other.low, other.high)


def test_a_factor_that_does_not_vary_has_no_importance_but_the_others_have():
    comparison = compared(random_runs(AS_READ, 200).assign(democracy_share=0.2))
    nothing = comparison.importance_change(("democracy",), relative=True)
    assert np.isnan(nothing.difference) and nothing.reason == "democracy does not vary"
    assert not comparison.importance_change(("cooperation",), relative=True).reason


@pytest.mark.parametrize(
    "change, reason",
    [
        (lambda runs: runs.head(20), "20 complete runs, fewer than 45"),
        (lambda runs: runs.assign(first_density=0.0), "the outcome does not vary"),
        (lambda runs: runs.assign(last_density=np.nan), "0 complete runs, fewer than 30"),
    ],
)
def test_what_cannot_be_compared_says_why(change, reason):
    comparison = compared(change(random_runs(AS_READ, 200)))
    for nothing in (comparison.fit_change("inputs"), comparison.importance_change(("srn",), relative=False)):
        assert nothing.reason == reason
        assert np.isnan([nothing.first, nothing.last, nothing.difference, nothing.low, nothing.high]).all()


def test_an_interval_that_rests_on_some_resamples_only_is_none():
    runs = random_runs(AS_READ, 60)
    # Three runs, of which many resamples have none, make all the difference: the democracies.
    runs["democracy_share"] = (runs["index"] < 3).astype(float)
    change = compared(runs).importance_change(("democracy",), relative=True)
    assert np.isnan(change.difference) and "of 200 resamples" in change.reason
