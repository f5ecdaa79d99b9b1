"""What a survey of a simulated world brings home."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from entente.core.errors import ExperimentInputError
from entente.experiments import draw_survey
from entente.experiments.simulation.potential_outcomes import draw_persons, sampling_weights
from entente.experiments.simulation.simulated_survey import field

from .declared import ARMS, world


def test_a_draw_is_the_same_whatever_else_is_drawn():
    first = draw_survey(world(), seed=3, draw=7)
    draw_survey(world(), seed=3, draw=8)
    pd.testing.assert_frame_equal(first, draw_survey(world(), seed=3, draw=7))
    assert not first["safe"].equals(draw_survey(world(), seed=3, draw=8)["safe"])
    assert not first["safe"].equals(draw_survey(world(), seed=4, draw=7)["safe"])


def test_scenarios_have_the_same_persons_and_other_answers():
    moved, still = (draw_survey(world(), scenario=name) for name in ("moved", "still"))
    same = [name for name in moved if name not in ("safe", "need")]
    pd.testing.assert_frame_equal(moved[same], still[same])
    # Without the factors nobody answers otherwise; with one of them, nobody feels less safe.
    without = (moved["one"] == "without") & (moved["two"] == "without")
    assert (moved.loc[without, ["safe", "need"]] == still.loc[without, ["safe", "need"]]).all(axis=None)
    assert (moved["safe"] >= still["safe"]).all() and (moved["safe"] > still["safe"]).any()


def test_cells_have_their_shares_in_whole_persons():
    cells = [
        {"present": [], "share": 0.5},
        {"present": ["one"], "share": 0.3},
        {"present": ["two"], "share": 0.2},
    ]
    table = draw_survey(world(cells=cells), persons=101)
    counts = table.groupby(["one", "two"]).size()
    assert counts["without", "without"] in (50, 51) and counts["with", "without"] in (30, 31)
    assert counts.sum() == 101 and len(counts) == 3


def test_countries_differ_in_codes_and_persons():
    there = {"persons": 100, "arms": {"one": {"absent": 1, "present": 2}, "two": ARMS}}
    countries = {"Here": {"persons": 200, "arms": {"one": ARMS, "two": ARMS}}, "There": there}
    table = draw_survey(world(countries=countries))
    assert table.groupby("country").size().to_dict() == {"Here": 200, "There": 100}
    assert set(table.loc[table["country"] == "There", "one"]) == {1, 2}
    assert table["person"].tolist() == list(range(1, 301))
    here, there = (table.loc[table["country"] == name, "age"].to_numpy()[:100] for name in countries)
    assert abs(np.corrcoef(here, there)[0, 1]) < 0.35


def test_weights_undo_oversampling():
    tilted = world(oversampled={"age": 0.5})
    persons = draw_persons(tilted, 200_000, np.random.default_rng(1), sampled=True)
    weights, age = sampling_weights(tilted, persons), persons.traits["age"]
    assert age.mean() == pytest.approx(0.5, abs=0.01)
    # With weights the moments are those of the population, standard normal.
    for moment, value in ((0, 1), (1, 0), (2, 1)):
        assert (weights * age**moment).mean() == pytest.approx(value, abs=0.02)
    population = draw_persons(tilted, 200_000, np.random.default_rng(1), sampled=False)
    assert population.traits["age"].mean() == pytest.approx(0, abs=0.01)
    np.testing.assert_array_equal(sampling_weights(world(), population), 1)


def test_who_leaves_in_a_cell_would_leave_where_more_do():
    leaving = world(attrition={"share": 0.1, "change": {"one": 0.1}}, countries__Here__persons=40_000)
    table = draw_survey(leaving)
    shares = table["safe"].isna().groupby(table["one"]).mean()
    assert shares["without"] == pytest.approx(0.1, abs=0.01) and shares["with"] == pytest.approx(
        0.2, abs=0.01
    )
    assert table["need"].isna().equals(table["safe"].isna())
    assert table["one_recalled"].isna().equals(table["safe"].isna()) and table["age"].notna().all()
    fielded = field(leaving, "Here", 0, 0)
    assert (fielded.persons.leaving[fielded.stays & fielded.presence["one"]] >= norm.ppf(0.2)).all()


def test_leaving_that_hangs_on_the_unseen_selects():
    unseen = world(attrition={"share": 0.3, "unseen": 0.8}, countries__Here__persons=20_000)
    fielded = field(unseen, "Here", 0, 0)
    assert fielded.persons.unseen[fielded.stays].mean() > 0.2
    assert np.corrcoef(fielded.persons.unseen, fielded.persons.leaving)[0, 1] == pytest.approx(0.8, abs=0.01)


def test_who_does_not_read_answers_as_if_nothing_were_there():
    asleep = world(inattentive=0.4, countries__Here__persons=2000)
    moved, still = (draw_survey(asleep, scenario=name) for name in ("moved", "still"))
    inattentive = moved["attention"] == 0
    assert inattentive.mean() == pytest.approx(0.4, abs=0.05)
    assert (moved.loc[inattentive, ["safe", "need"]] == still.loc[inattentive, ["safe", "need"]]).all(
        axis=None
    )
    right = moved["one_recalled"] == moved["one"]
    assert right[~inattentive].all() and right[inattentive].mean() == pytest.approx(0.5, abs=0.06)


def test_an_unknown_scenario_is_refused():
    with pytest.raises(ExperimentInputError, match="no scenario"):
        draw_survey(world(), scenario="else")
