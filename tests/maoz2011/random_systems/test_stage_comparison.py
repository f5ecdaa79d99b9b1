"""The first and the last iteration compared on the same runs; R² and its parts against the slow way."""

import numpy as np
import pandas as pd
import pytest

from entente.studies.maoz2011.random_systems.stage_comparison import (
    compare_stages,
    r_squared,
    resampled_correlations,
    shapley_parts,
)

from .synthetic import AS_READ, OTHERWISE, random_runs


def compared(runs, outcome="density", resamples=200, seed=5):
    return compare_stages(runs, outcome, resamples=resamples, seed=np.random.SeedSequence(seed))


def test_changes_are_those_that_the_world_makes():
    comparison = compared(random_runs(AS_READ, 3000))
    # Density: "own" is SRN density itself, whose effects are 1.5 and then 1.
    explained = {"first": 1.5**2 + 0.25 + 2 * 0.09, "last": 1 + 0.04 + 2 * 0.64}
    fit = comparison.fit_change("inputs")
    assert fit["first"] == pytest.approx(explained["first"] / (explained["first"] + 1), abs=0.03)
    assert fit["last"] == pytest.approx(explained["last"] / (explained["last"] + 0.09), abs=0.03)
    assert fit["estimate"] == pytest.approx(fit["last"] - fit["first"])
    assert fit["ci_low"] < fit["estimate"] < fit["ci_high"]
    democracy = comparison.importance_change(("democracy",), relative=True)
    assert democracy["first"] == pytest.approx(0.09 / explained["first"], abs=0.03)
    assert democracy["last"] == pytest.approx(0.64 / explained["last"], abs=0.03)
    both = comparison.importance_change(("srn", "mid"), relative=False)
    assert both["first"] == pytest.approx(2.5 / (explained["first"] + 1), abs=0.03)


def test_the_interval_has_about_the_width_of_repeated_worlds():
    fits = [compared(random_runs(AS_READ, 400, seed), resamples=0).fit for seed in range(40)]
    changes = [fit["last", "inputs"][0] - fit["first", "inputs"][0] for fit in fits]
    change = compared(random_runs(AS_READ, 400), resamples=400).fit_change("inputs")
    assert (change["ci_high"] - change["ci_low"]) / 3.92 == pytest.approx(np.std(changes), rel=0.4)


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
    assert first["estimate"] == other["estimate"] and first["ci_low"] != other["ci_low"]


def test_a_factor_that_does_not_vary_has_no_importance_but_the_others_have():
    comparison = compared(random_runs(AS_READ, 200).assign(democracy_share=0.2))
    nothing = comparison.importance_change(("democracy",), relative=True)
    assert np.isnan(nothing["estimate"]) and nothing["reason"] == "democracy does not vary"
    assert not comparison.importance_change(("cooperation",), relative=True)["reason"]


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
        assert nothing["reason"] == reason
        assert all(np.isnan(value) for name, value in nothing.items() if name != "reason")


def test_an_interval_that_rests_on_some_resamples_only_is_none():
    runs = random_runs(AS_READ, 60)
    # Three runs, of which many resamples have none, make all the difference: the democracies.
    runs["democracy_share"] = (runs["index"] < 3).astype(float)
    change = compared(runs).importance_change(("democracy",), relative=True)
    assert np.isnan(change["estimate"]) and "of 200 resamples" in change["reason"]


@pytest.fixture
def columns():
    generator = np.random.default_rng(3)
    mixed = generator.standard_normal((80, 4)) @ generator.standard_normal((4, 4))
    return pd.DataFrame(mixed * [1, 1e-6, 1e6, 1] + [0, 5, -2, 1e3], columns=["a", "b", "c", "y"])


def slow_r_squared(table, terms, outcome="y"):
    x = np.column_stack([table[terms], np.ones(len(table))])
    residual = table[outcome] - x @ np.linalg.lstsq(x, table[outcome], rcond=None)[0]
    return 1 - residual.var() / table[outcome].var()


def test_correlations_are_those_of_the_rows_and_of_the_rows_drawn(columns):
    found = resampled_correlations(columns, 150, np.random.default_rng(7))
    assert found.shape == (151, 4, 4)
    np.testing.assert_allclose(found[0], columns.corr())
    generator = np.random.default_rng(7)
    drawn = np.concatenate([generator.integers(80, size=(size, 80)) for size in (100, 50)])
    for resample in (0, 99, 100, 149):
        np.testing.assert_allclose(found[resample + 1], columns.iloc[drawn[resample]].corr(), atol=1e-9)


def test_a_column_that_does_not_vary_has_no_correlation():
    columns = pd.DataFrame({"a": [1.0, 1.0, 1.0, 1.0], "b": [1.0, 2.0, 3.0, 5.0]})
    found = resampled_correlations(columns, 2, np.random.default_rng(0))
    assert np.isnan(found[:, 0]).all() and found[0, 1, 1] == pytest.approx(1)
    assert np.isnan(r_squared(found, [0], 1)).all() and np.isnan(r_squared(found, [1], 0)).all()


def test_r_squared_is_that_of_least_squares(columns):
    found = resampled_correlations(columns, 0, np.random.default_rng(0))
    for terms in ([0], [1, 2], [0, 1, 2]):
        assert r_squared(found, terms, 3)[0] == pytest.approx(
            slow_r_squared(columns, [columns.columns[j] for j in terms])
        )
    assert r_squared(found, [], 3).tolist() == [0]


def test_collinear_terms_explain_as_much_as_one_of_them(columns):
    doubled = columns.assign(d=2 * columns["a"])
    found = resampled_correlations(doubled, 0, np.random.default_rng(0))
    assert r_squared(found, [0, 4], 3) == pytest.approx(r_squared(found, [0], 3))


def test_parts_of_unrelated_terms_are_their_squared_correlations():
    x = np.array([[-1, -1, 1], [-1, 1, -1], [1, -1, -1], [1, 1, 1]] * 2, dtype=float)
    table = pd.DataFrame(x, columns=list("abc")).assign(
        y=3 * x[:, 0] - x[:, 1] + [1, 1, 1, 1, -1, -1, -1, -1]
    )
    found = resampled_correlations(table, 0, np.random.default_rng(0))
    parts = shapley_parts(found, {"a": [0], "bc": [1, 2]}, 3)
    # Variances 9, 1, 0 and noise 1.
    assert parts["a"][0] == pytest.approx(9 / 11) and parts["bc"][0] == pytest.approx(1 / 11)


def test_parts_are_means_over_orders_of_entry_and_add_up(columns):
    found = resampled_correlations(columns, 20, np.random.default_rng(1))
    parts = shapley_parts(found, {"ab": [0, 1], "c": [2]}, 3)
    both = r_squared(found, [0, 1, 2], 3)
    first, second = r_squared(found, [0, 1], 3), r_squared(found, [2], 3)
    np.testing.assert_allclose(parts["ab"], (first + both - second) / 2)
    np.testing.assert_allclose(sum(parts.values()), both)
    three = shapley_parts(found, {"a": [0], "b": [1], "c": [2], "nothing": []}, 3)
    np.testing.assert_allclose(sum(three.values()), both)
    np.testing.assert_allclose(three["nothing"], 0, atol=1e-12)
