"""Diagnosands, beside what the estimates of the same draws say."""

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import ExperimentInputError
from entente.core.schema import load_schema
from entente.experiments import Experiment, diagnose, draw_survey, simulated_estimates
from entente.experiments.diagnosands import _mean, _root, _share, diagnosands_table

from .simulation.declared import ARMS, design, world

KEYS = ["scenario", "country", "hypothesis", "estimator", "diagnosand"]
DRAWS = 40


@pytest.fixture(scope="module")
def table():
    return diagnose(design(), world(), DRAWS, seed=1)


@pytest.fixture(scope="module")
def estimates():
    return simulated_estimates(design(), world(), range(DRAWS), seed=1)


def value(table, *key):
    return table.set_index(KEYS)["value"].to_dict()[key]


def test_each_is_what_the_estimates_of_the_draws_say(table, estimates):
    key = ("moved", "Here", "B", "lin")
    found = estimates.set_index(KEYS[:4]).loc[[key]]
    measured = table.set_index(KEYS).sort_index().loc[key]
    truth = measured.loc["truth", "value"]
    errors = found["estimate"] - truth
    significant = found[np.abs(found["estimate"]) > found["high"] - found["estimate"]]
    expected = {
        "bias": errors.mean(),
        "rmse": np.sqrt((errors**2).mean()),
        "sd": found["estimate"].std(),
        "mean_se": found["se"].mean(),
        "coverage": ((found["low"] <= truth) & (truth <= found["high"])).mean(),
        "power": len(significant) / DRAWS,
        "type_s": (significant["estimate"] > 0).mean(),
        "type_m": (significant["estimate"] / truth).abs().mean(),
    }
    for name, number in expected.items():
        assert measured.loc[name, "value"] == pytest.approx(number), name
    share = expected["coverage"]
    assert measured.loc["coverage", "mc_se"] == pytest.approx(np.sqrt(share * (1 - share) / DRAWS))
    assert measured.loc["bias", "mc_se"] > measured.loc["sd", "value"] / np.sqrt(DRAWS)
    assert 0.3 < measured.loc["power", "value"] < 1 and truth < -0.2


@pytest.mark.parametrize("measure", [_mean, _root, lambda values: _share(values > 0.5)])
def test_monte_carlo_errors_are_those_of_repeated_simulations(measure):
    """The SD of a measure over simulations is its stated error, of values that are not normal."""
    values = np.random.default_rng(1).standard_exponential((2000, 150))
    found = np.array([measure(row) for row in values])
    assert found[:, 0].std() == pytest.approx(found[:, 1].mean(), rel=0.12)


def test_no_effect_supports_only_by_equivalence(table, estimates):
    """In the scenario without effects the hypothesis of none is supported as often as it is equivalent."""
    key = "still", "Here", "C", "lin"
    supported = value(table, *key, "supported")
    assert supported == value(table, *key, "equivalence_rate")
    rows = estimates.set_index(KEYS[:4]).loc[[key]]
    insignificant = (np.abs(rows["estimate"]) < rows["high"] - rows["estimate"]).mean()
    assert supported < insignificant - 0.5


def test_families_err_where_something_is_true_of_them(table):
    families = table[table["diagnosand"] == "family_wise_error"].set_index(KEYS)["value"]
    assert ("still", "Here", "family: f", "lin", "family_wise_error") in families.index
    # In the other scenario all hypotheses of the families are moved.
    assert "moved" not in families.index
    assert families.max() < 0.25
    powers = [value(table, "still", "Here", name, "lin", "power") for name in "AB"]
    assert families["still", "Here", "family: f", "lin", "family_wise_error"] <= sum(powers)


def test_what_is_not_defined_is_missing(table):
    still = table.set_index(KEYS).sort_index().loc["still", "Here", "A", "lin"]
    assert still.loc[["type_s", "type_m"], ["value", "mc_se"]].isna().all(axis=None)
    assert table[~table["diagnosand"].isin(["type_s", "type_m"])]["value"].notna().all()


def test_two_countries_are_compared_in_the_order_of_their_names():
    countries = {name: {"persons": 200, "arms": {"one": ARMS, "two": ARMS}} for name in ("There", "Here")}
    moved = {"There": {"safe": {"one": 0.0}}}
    both = diagnose(
        design(), world(countries=countries, scenarios__moved__countries=moved), 20, scenarios=["moved"]
    )
    here, there, difference = (
        value(both, "moved", country, "A", "lin", "truth") for country in ("Here", "There", "difference")
    )
    assert there == 0 and here > 0.3 and difference == pytest.approx(here - there)
    assert value(both, "moved", "difference", "A", "lin", "coverage") > 0.7
    errors = [
        value(both, "moved", country, "A", "lin", "mean_se") for country in ("Here", "There", "difference")
    ]
    assert errors[2] == pytest.approx(np.hypot(*errors[:2]), rel=1e-3)
    assert ("moved", "difference", "A", "lin", "supported") not in both.set_index(KEYS).index


def test_the_table_keeps_to_its_schema():
    experiment = Experiment.of(design(), draw_survey(world(), 5), seed=5)
    found = diagnosands_table(experiment, world(), draws=3)
    load_schema("experiments/diagnosands").validate(found)
    pd.testing.assert_frame_equal(found, diagnose(design(), world(), 3, seed=5))


def test_one_draw_has_no_error():
    with pytest.raises(ExperimentInputError, match="draws is 1"):
        diagnose(design(), world(), 1)
