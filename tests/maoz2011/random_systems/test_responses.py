"""Bins, means in them, main effects, cells and curves: by hand and on tables whose effects are known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.studies.maoz2011.random_systems.responses import (
    BINS,
    CURVE_BINS,
    FEWEST_RUNS,
    SURFACE_BINS,
    bin_numbers,
    binned_means,
    curves,
    responses,
    surface,
)

from .synthetic import AS_READ, random_inputs, random_runs


@pytest.mark.parametrize(
    "values, bins, expected",
    [
        ([1, 2, 3, 4, 5, 6], 3, [0, 0, 1, 1, 2, 2]),
        ([6, 1, 5, 2, 4, 3], 2, [1, 0, 1, 0, 1, 0]),
        ([1, 1, 1, 1, 1, 9], 3, [0, 0, 0, 0, 0, 1]),
        ([0, 0, 1, 0, 1, 1], 3, [0, 0, 1, 0, 1, 1]),
        ([7, 7, 7], 5, [0, 0, 0]),
        ([1, np.nan, 2, 3, 4], 2, [0, -1, 0, 1, 1]),
        ([np.nan, np.nan], 2, [-1, -1]),
    ],
)
def test_bins_hold_about_equal_numbers_in_ascending_order(values, bins, expected):
    assert bin_numbers(pd.Series(values, dtype=float), bins).tolist() == expected


@given(st.lists(st.one_of(st.none(), st.integers(-5, 5)), min_size=1), st.integers(1, 8))
def test_bins_are_numbered_without_gaps_and_keep_equals_together(values, bins):
    series = pd.Series(values, dtype=float)
    numbers = bin_numbers(series, bins)
    assert ((numbers == -1) == series.isna()).all()
    used = np.unique(numbers[numbers >= 0])
    assert used.tolist() == list(range(len(used))) and len(used) <= bins
    present = pd.DataFrame({"value": series, "bin": numbers}).dropna().sort_values("value")
    assert present["bin"].is_monotonic_increasing
    assert (present.groupby("value")["bin"].nunique() == 1).all()


def test_means_and_intervals_by_hand():
    values = pd.Series([1.0, 3.0, 5.0, np.nan, np.nan, 9.0])
    means = binned_means(values, pd.DataFrame({"bin": [0, 0, 1, 1, 2, -1]})).set_index("bin")
    assert means["runs"].tolist() == [2, 1, 0]
    assert means["missing"].tolist() == [0, 1, 1]
    assert means["mean"].tolist()[:2] == [2, 5] and np.isnan(means["mean"][2])
    # Student's t with one degree of freedom: 12.7062 standard errors of 1.
    assert means.loc[0, ["standard_error", "ci_low", "ci_high"]].tolist() == pytest.approx(
        [1, 2 - 12.7062, 2 + 12.7062], abs=1e-4
    )
    assert means.loc[[1, 2], ["standard_error", "ci_low", "ci_high"]].isna().all(axis=None)


def test_cells_of_two_dimensions():
    values = pd.Series([1.0, 2.0, 4.0, 8.0])
    means = binned_means(values, pd.DataFrame({"row": [0, 0, 1, 1], "column": [0, 1, 1, 1]}))
    assert means[["row", "column", "mean"]].to_numpy().tolist() == [[0, 0, 1], [0, 1, 2], [1, 1, 6]]


@pytest.fixture(scope="module")
def runs():
    return random_runs(AS_READ)


@pytest.fixture(scope="module")
def table(runs):
    return responses(runs)


def curve(table, outcome, stage, name):
    return table[(table["outcome"] == outcome) & (table["stage"] == stage) & (table["input"] == name)]


def test_every_run_is_counted_in_every_curve(runs, table):
    counts = table.groupby(["outcome", "stage", "input"])[["runs", "missing"]].sum()
    assert len(counts) == 4 * 3 * 9
    assert (counts.sum(axis=1) == len(runs)).all()
    missing = counts["missing"].groupby("stage").unique().map(list).to_dict()
    assert missing == {"first": [0], "intermediate": [150], "last": [0]}


def test_all_measures_and_stages_share_the_bins_of_an_input(table):
    spans = table.groupby(["input", "bin"])[["input_low", "input_high", "input_mean"]].nunique()
    assert (spans == 1).all(axis=None)
    assert (table["input_low"] <= table["input_mean"]).all()
    assert (table["input_mean"] <= table["input_high"]).all()


@pytest.mark.parametrize("stage, effect", [("first", 0.3), ("last", -0.8)])
def test_the_slope_of_a_curve_is_the_effect(runs, table, stage, effect):
    drawn = curve(table, "density", stage, "democracy_share")
    assert len(drawn) == BINS
    slope = np.polyfit(drawn["input_mean"], drawn["mean"], 1)[0] * runs["democracy_share"].std()
    assert slope == pytest.approx(effect, abs=0.1)
    assert ((drawn["ci_low"] < drawn["mean"]) & (drawn["mean"] < drawn["ci_high"])).all()


def test_an_input_without_a_value_has_no_curve_and_a_constant_one_a_single_bin():
    runs = random_runs(AS_READ, 60).assign(srn_npi=np.nan, democracy_share=0.2)
    table = responses(runs)
    assert "srn_npi" not in set(table["input"])
    assert len(curve(table, "npi", "last", "democracy_share")) == 1


def test_a_measure_without_a_value_is_missing_in_every_bin():
    runs = random_runs(AS_READ, 40).assign(intermediate_npi=np.nan)
    drawn = curve(responses(runs), "npi", "intermediate", "n")
    assert drawn["runs"].sum() == 0 and drawn["missing"].sum() == 40
    assert drawn[["mean", "ci_low", "ci_high"]].isna().all(axis=None)


def test_inputs_of_the_synthetic_tables_are_unrelated():
    correlations = random_inputs(1500).drop(columns="index").corr().to_numpy()
    assert np.abs(correlations - np.eye(9)).max() < 0.1


@pytest.fixture
def square():
    """Two levels of each axis, 25 runs in each cell but the last, which has four with a value."""
    rows = [
        (x, y, 10 * x + y + noise)
        for x in (1.0, 2.0)
        for y in (0.1, 0.3)
        for noise in np.linspace(-0.01, 0.01, 25)
    ]
    runs = pd.DataFrame(rows, columns=["srn_density", "democracy_share", "last_density"])
    runs.loc[runs.index[-21:], "last_density"] = np.nan
    return runs


def test_cells_are_means_and_empty_with_few_runs(square):
    drawn = surface(square, "srn_density", "last_density")
    assert drawn.columns.tolist() == [1, 2] and drawn.index.tolist() == pytest.approx([0.1, 0.3])
    assert drawn.iloc[0].tolist() == pytest.approx([10.1, 20.1]) and drawn.iloc[1, 0] == pytest.approx(10.3)
    assert np.isnan(drawn.iloc[1, 1]) and FEWEST_RUNS == 5


def test_surfaces_have_at_most_so_many_bins_and_share_them_between_stages():
    runs = random_runs(AS_READ, 3000)
    first, middle, last = (
        surface(runs, "srn_npi", f"{stage}_npi") for stage in ("first", "intermediate", "last")
    )
    assert first.shape == (SURFACE_BINS, SURFACE_BINS)
    for other in (middle, last):
        np.testing.assert_array_equal(first.columns, other.columns)
    # The effects are 0.5 of SRN polarization, and 0.3 and then −0.8 of democracy.
    assert (np.diff(first.mean()) > 0).mean() > 0.7
    assert last.iloc[0].mean() > last.iloc[-1].mean()


def test_curves_by_thirds_of_democracy():
    runs = random_runs(AS_READ, 3000)
    drawn = curves(runs, "srn_density", "last_density")
    assert drawn.groupby("level", sort=False).size().to_dict() == dict.fromkeys(
        ("low", "middle", "high"), CURVE_BINS
    )
    thirds = runs["democracy_share"].quantile([1 / 3, 2 / 3]).tolist()
    low = runs[runs["democracy_share"] < thirds[0]]
    mean = drawn.query("level == 'low'")["level_mean"].iloc[0]
    assert mean == pytest.approx(low["democracy_share"].mean())
    assert drawn["runs"].sum() == 3000
    pooled = (drawn["mean"] * drawn["runs"]).groupby(drawn["level"]).sum() / drawn["runs"].groupby(
        drawn["level"]
    ).sum()
    assert pooled["low"] == pytest.approx(low["last_density"].mean())
    assert pooled["low"] > pooled["middle"] > pooled["high"]
    assert (drawn.groupby("level")["x"].diff().dropna() > 0).all()


@pytest.mark.parametrize("z", ["first_density", "intermediate_density"])
def test_columns_that_do_not_vary_or_have_no_value_leave_nothing_wrong(z):
    runs = random_runs(AS_READ, 60).assign(democracy_share=0.2, intermediate_density=np.nan)
    drawn, lines = surface(runs, "srn_density", z), curves(runs, "srn_density", z)
    assert drawn.shape[0] == 1
    assert set(lines["level"]) == (set() if z == "intermediate_density" else {"middle"})
    empty = surface(runs.assign(srn_density=np.nan), "srn_density", z)
    assert empty.size == 0
