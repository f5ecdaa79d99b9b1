"""What a simulated world may not say."""

import pytest
import yaml

from entente.core.errors import DesignError, ExperimentInputError
from entente.experiments import read_world

from .declared import WORLD, world


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"shown": "else"}, "shown: 'else' is not among still, moved"),
        ({"answers__safe__traits": {"height": 1.0}}, "answers.safe.traits: 'height' is not among age"),
        (
            {"scenarios__moved__paths": {"safe": {"need": 0.1}}},
            "paths.safe: 'need' is none of the answers before it",
        ),
        (
            {"scenarios__moved__effects": {"safe": {"three": 0.1}}},
            "effects.safe: 'three' is not among one, two",
        ),
        ({"scenarios__moved__countries": {"There": {}}}, "countries: 'There' is not among Here"),
        ({"cells": [{"present": [], "share": 0.5}, {"present": ["one"], "share": 0.4}]}, "add up to 0.9"),
        ({"cells": [{"present": [], "share": 0.5}] * 2}, "one is listed twice"),
        (
            {"cells": [{"present": ["three"], "share": 1.0}, {"present": [], "share": 1.0}]},
            "'three' is not among",
        ),
        ({"answers__need__cuts": [0.4, -0.4]}, "answers.need.cuts must ascend"),
        ({"attrition": {"share": 0.9, "change": {"one": 0.2}}}, "1.1 of a cell would leave"),
        ({"oversampled": {"height": 1.0}}, "oversampled: 'height'"),
        ({"inattentive": 1.0}, "inattentive"),
        ({"kappa": 0.4}, "unknown key 'kappa'"),
    ],
)
def test_a_world_that_contradicts_itself_is_refused(changes, said):
    with pytest.raises(DesignError) as error:
        world(**changes)
    assert said in error.value.what


def test_every_country_has_all_factors():
    arms = {"one": {"absent": 0, "present": 1}}
    with pytest.raises(DesignError, match="countries.There.arms must have the factors one, two"):
        world(countries={**WORLD["countries"], "There": {"persons": 100, "arms": arms}})


def test_effects_of_a_country_stand_for_those_of_all():
    moved = world(scenarios__moved__countries={"Here": {"safe": {"two": 0.1}, "need": {"one": 0.0}}})
    assert moved.scenario(None).effects_in("Here") == {
        "safe": {"one": 0.5, "two": 0.1},
        "need": {"one": 0.0, "two": 0.3},
    }
    assert moved.scenario("still").effects_in("Here") == {}


def test_an_unknown_scenario_is_named():
    with pytest.raises(ExperimentInputError, match="no scenario 'else'"):
        world().scenario("else")


def test_a_file_is_read(tmp_path):
    path = tmp_path / "world.yaml"
    path.write_text(yaml.safe_dump(WORLD, sort_keys=False), encoding="utf-8")
    assert read_world(path) == world()
    with pytest.raises(DesignError, match="cannot be read"):
        read_world(tmp_path / "none.yaml")
