"""The table of bounds: of everyone and of those who always answer, by cells, in blocks, of interactions."""

import numpy as np
import pytest

from entente.core.schema import load_schema
from entente.experiments import Design, Experiment, lee_bounds, manski_bounds
from entente.experiments.missing_answers.bounds_rows import bounds_table

from ..small_survey import declared, survey

BOUNDS = ["low", "high"]


def answers():
    """Answers of which more are missing in one arm, and in one town."""
    raw = survey(400)
    silent = (raw["arm"] == 2) & (np.arange(400) % 7 == 1) | (raw["town"] == "B") & (np.arange(400) % 11 == 0)
    return raw.assign(q_support=raw["q_support"].where(~silent, 9))


def experiment(raw=None, **changes):
    return Experiment.of(Design.of(declared(**changes)), answers() if raw is None else raw)


def table(of, replicates=20):
    found = bounds_table(of, replicates)
    load_schema("experiments/bounds").validate(found)
    return found.set_index(["hypothesis", "method", "tighten"]).sort_index()


def given(frame):
    y = frame["support"]
    return {"y": y, "treated": frame["troops"] == "withdrawn", "answered": y.notna(), "replicates": 0}


def test_rows_are_the_bounds_of_their_hypotheses():
    of = experiment(assignment={"kind": "complete"})
    found = table(of)
    lee, manski = lee_bounds(**given(of.frame)), manski_bounds(**given(of.frame), range=(0, 100))
    for method, expected in (("lee", lee), ("manski", manski)):
        row = found.loc[("H1", method, "off")]
        assert row[BOUNDS].tolist() == pytest.approx([expected.low, expected.high], rel=1e-12)
        assert row["interval_low"] < row["low"] < row["high"] < row["interval_high"]
        assert row["n_treated"] == 200 and row["answered_control"] == expected.answered_control
    assert found.loc[("H1", "lee", "off"), "trimmed"] == pytest.approx(lee.trimmed)
    assert np.isnan(found.loc[("H1", "manski", "off"), "trimmed"])


def test_bounds_of_an_interaction_are_those_of_its_effects_at_their_worst_and_best():
    of = experiment(assignment={"kind": "complete"})
    found = table(of)
    assert list(found.loc["H2"].index) == [("manski", "off")]
    each = {
        ally: manski_bounds(**given(of.frame[of.frame["ally"] == ally]), range=(0, 100))
        for ally in ("allied", "none")
    }
    row = found.loc[("H2", "manski", "off")]
    expected = [each["allied"].low - each["none"].high, each["allied"].high - each["none"].low]
    assert row[BOUNDS].tolist() == pytest.approx(expected, rel=1e-12)
    assert row["n_treated"] == row["n_control"] == 200


def test_a_declared_column_tightens():
    of = experiment(assignment={"kind": "complete"}, analysis={"tighten": "town"})
    row = table(of).loc[("H1", "lee", "town")]
    tight = lee_bounds(**given(of.frame), tighten=of.frame["town"])
    assert row[BOUNDS].tolist() == pytest.approx([tight.low, tight.high], rel=1e-12)
    assert row["words"] is None


def test_directions_that_differ_are_said():
    raw = survey(400)
    silent = (raw["arm"] == np.where(raw["town"] == "A", 1, 2)) & (np.arange(400) // 2 % 3 == 0)
    raw["q_support"] = raw["q_support"].replace(9, 1).where(~silent, 9)
    found = table(experiment(raw, assignment={"kind": "complete"}, analysis={"tighten": "town"}))
    words = found.loc[("H1", "lee", "town"), "words"]
    assert words == "the direction of monotonicity differs: the treated answer more in A, less in B"


def test_in_blocks_of_unequal_chances_effects_are_averaged_over_blocks():
    raw = survey(400)
    raw["q_support"] = raw["q_support"].replace(9, 1)
    raw = raw[(raw["town"] == "A") | (raw["arm"] == 1) | (np.arange(400) % 4 == 1)]
    of = experiment(raw, hypotheses__H2=None)
    effects, sizes = [], []
    for _, town in of.frame.groupby("town"):
        arms = town.groupby("troops")["support"].mean()
        effects.append(arms["withdrawn"] - arms["stationed"])
        sizes.append(len(town))
    expected = np.average(effects, weights=sizes)
    found = table(of)
    pooled = of.frame.groupby("troops")["support"].mean()
    assert expected != pytest.approx(pooled["withdrawn"] - pooled["stationed"], rel=1e-3)
    for method in ("lee", "manski"):
        assert found.loc[("H1", method, "off"), BOUNDS].tolist() == pytest.approx([expected] * 2, rel=1e-9)


def test_of_two_countries_there_is_the_difference():
    unit = {"id": "who", "country": "town"}
    found = bounds_table(experiment(unit=unit, assignment={"kind": "complete"}), 50)
    load_schema("experiments/bounds").validate(found)
    for _, rows in found.groupby(["hypothesis", "method"]):
        one, other, difference = (rows.set_index("country").loc[name] for name in ("A", "B", "difference"))
        assert difference["low"] == pytest.approx(one["low"] - other["high"])
        assert difference["high"] == pytest.approx(one["high"] - other["low"])
        assert difference["se_low"] == pytest.approx(np.hypot(one["se_low"], other["se_high"]))
        assert difference["n_treated"] == one["n_treated"] + other["n_treated"]
        assert difference["interval_low"] < difference["low"]
