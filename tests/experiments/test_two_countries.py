"""What the simulated study of two countries shows, at first a small run, then as many draws as tell."""

from copy import deepcopy

import numpy as np
import pytest
import yaml

from entente.core.checked_yaml import checked
from entente.core.errors import DesignError
from entente.experiments import Design, Experiment, diagnose, read_world
from entente.experiments.simulation.declared_world import World

#: What a first version of the study found in 400 draws, all of 1,600 persons.
FIRST_DRAWS = 400


@pytest.fixture(scope="module")
def folder(root):
    return root / "config/experiments"


def undisturbed(folder, **changes):
    """The world without attrition, inattention and oversampling."""
    declared = yaml.safe_load((folder / "simulated/two_countries.yaml").read_text(encoding="utf-8"))
    for name in ("attrition", "inattentive", "oversampled"):
        del declared[name]
    return declared | changes


def of(declared):
    return checked(declared, World, "the world", DesignError)


def shares(table, diagnosand):
    chosen = table[(table["diagnosand"] == diagnosand) & (table["country"] == "Czech Republic")]
    return chosen.set_index(["hypothesis", "estimator"])["value"]


def near(found, draws, first):
    """Whether two shares, one of a first version, differ by less than three Monte Carlo errors."""
    return abs(found - first) < 3 * np.sqrt(first * (1 - first) * (1 / draws + 1 / FIRST_DRAWS))


def test_the_experiment_is_drawn_and_read(folder):
    experiment = Experiment.read(folder / "two_countries.yaml", seed=1)
    assert experiment.countries == ["Czech Republic", "Germany"]
    assert experiment.frame.groupby("country").size().tolist() == [1600, 1600]
    assert set(experiment.frame["nuclear"]) == {"absent", "present"}
    assert experiment.frame["defence"].isna().mean() == pytest.approx(0.05, abs=0.02)
    assert not experiment.attentive.all() and experiment.right["nuclear"].mean() > 0.9


def test_each_scenario_says_what_it_is_called(folder):
    """True effects: none; by protection; by other ways; against protection."""
    design, world = (
        Design.read(folder / "two_countries.yaml"),
        read_world(folder / "simulated/two_countries.yaml"),
    )
    world = world.model_copy(update={"persons_of_truth": 20_000})
    table = diagnose(design, world, 2, persons=200)
    truths = table[(table["diagnosand"] == "truth") & table["estimator"].isin(["lin", "linear"])]
    truths = truths.set_index(["scenario", "country", "hypothesis"])["value"].sort_index()
    assert (truths["null"] == 0).all()
    czech = {name: truths[name, "Czech Republic"] for name in world.scenarios}
    through = "nuclear → protection"
    assert (
        czech["free_riding"]["A1"] > 0.2
        and czech["free_riding"][through] == czech["free_riding"]["D1"] < -0.1
    )
    assert 0 < czech["paper"]["A1"] < 0.2 / 2 and czech["paper"]["D1"] < -0.1 < czech["paper"][through] < 0
    assert czech["entrapment"]["A1"] < -0.1 and czech["entrapment"][through] < 0
    # In Germany alone presence raises the perceived threat: withdrawal lowers it.
    assert truths["paper", "Germany", "T1"] > 0.1 and czech["paper"]["T1"] == 0


@pytest.mark.slow
def test_effects_are_unbiased_and_power_grows_with_the_analysis(folder):
    """Two cells find the effect less often than all four, these less often than Lin's estimator."""
    draws = 2000
    design = Design.read(folder / "two_countries.yaml")
    table = diagnose(design, of(undisturbed(folder)), draws, 1, ["paper"])
    effects = table[table["estimator"].isin(["difference", "adjusted", "lin"])]
    bias = effects[effects["diagnosand"] == "bias"]
    assert (bias["value"].abs() < 4 * bias["mc_se"]).all()
    coverage = effects.loc[effects["diagnosand"] == "coverage", "value"]
    assert coverage.between(0.935, 0.97).all()
    power = shares(table, "power")
    two_cells, four_cells, lin = power["D3", "difference"], power["D1", "difference"], power["D1", "lin"]
    assert near(two_cells, draws, 0.46) and near(four_cells, draws, 0.73) and near(lin, draws, 0.78)
    assert two_cells + 0.2 < four_cells < lin


@pytest.mark.slow
def test_the_linear_mediated_effect_misleads_where_something_is_unseen(folder):
    """In two cells of 400: coverage .62 in free_riding; none, and the wrong sign, in entrapment."""
    draws, declared = 2000, deepcopy(undisturbed(folder))
    declared["cells"] = [{"present": [], "share": 0.5}, {"present": ["nuclear"], "share": 0.5}]
    for country in declared["countries"].values():
        country["persons"] = 800
        del country["arms"]["conventional"]
    for scenario in declared["scenarios"].values():
        for effects in (scenario.get("effects", {}), scenario.pop("countries", {}).get("Germany", {})):
            for sizes in effects.values():
                sizes.pop("conventional", None)
    given = yaml.safe_load((folder / "two_countries.yaml").read_text(encoding="utf-8"))
    del given["factors"]["conventional"]
    given["mediators"] = {"protection": given["mediators"]["protection"] | {"treatment": "nuclear"}}
    given["hypotheses"] = {"D1": given["hypotheses"]["D1"]}
    given["families"], given["heterogeneity"] = {"defence": "holm"}, {"hawkishness": "defence"}
    table = diagnose(Design.of(given), of(declared), draws, 2, ["free_riding", "entrapment"])
    linear = table[(table["estimator"] == "linear") & (table["country"] == "Germany")]
    found = linear.set_index(["scenario", "diagnosand"])["value"]
    assert near(found["free_riding", "coverage"], draws, 0.62) and found["free_riding", "bias"] < -0.05
    assert found["entrapment", "coverage"] < 0.01
    assert found["entrapment", "truth"] < 0 < found["entrapment", "truth"] + found["entrapment", "bias"]
    assert found["entrapment", "type_s"] > 0.99
