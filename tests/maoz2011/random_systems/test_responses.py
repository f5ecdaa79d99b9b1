"""Main-effect curves on tables whose effects are known."""

import numpy as np
import pytest

from entente.studies.maoz2011.random_systems.responses import BINS, responses

from .synthetic import AS_READ, random_inputs, random_runs


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
