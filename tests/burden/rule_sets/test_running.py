"""Rule sets by name: what comes out is what the rule set itself says, whatever the batch."""

import numpy as np
import pandas as pd
import pytest

from entente.burden.actors.coevolution import simulate
from entente.burden.needs.rules import Rules
from entente.burden.needs.year_run import run as run_needs
from entente.burden.networks.formation import play
from entente.burden.public_good.equilibrium import commons
from entente.burden.rule_sets.designs import CommonsParameters, Draws, SystemDesign, read_designs
from entente.burden.rule_sets.drawn_situations import drawn_situation, stream
from entente.burden.rule_sets.income_transfers import transfers
from entente.burden.rule_sets.random_runs import run_batch
from entente.burden.rule_sets.running import run, tie_costs
from entente.burden.rule_sets.security_weights import (
    Fit,
    contributions,
    fit_contributions,
    security_weights,
)
from entente.burden.rule_sets.system_measures import effects, measures
from entente.core.errors import BurdenInputError, ConfigurationError

DRAWS = Draws(states=[6, 9], dispersion=[0.5, 1.0], topologies=["random"], degree=[2.0, 3.0], threat=0.5)
SITUATION = drawn_situation(DRAWS, "random", 7, 3)[0]


def test_commons_is_what_the_game_says():
    outcome = run("commons", SITUATION, {"alpha": 0.4, "tau": 0.2, "phi0": 0.5, "phi1": 0.3, "floor": 0.05})
    weight = 1 - np.exp(-(0.4 + 0.2 * np.log(1 + SITUATION.threat)))
    found = commons(
        resources=SITUATION.resources,
        weight=weight,
        network=SITUATION.network,
        phi0=0.5,
        phi1=0.3,
        floor=0.05,
    )
    assert outcome.effort == pytest.approx(found.contributions, abs=1e-12)
    assert outcome.burden == pytest.approx(found.contributions / SITUATION.resources)
    assert outcome.status == "settled" and (outcome.network == SITUATION.network).all()
    with pytest.raises(BurdenInputError, match="no trace"):
        _ = outcome.trace


def test_formed_ties_are_those_of_play_with_costs_by_distance_regime_and_rivals():
    chosen = {"ties": "formed", "k0": 0.05, "k1": 0.1, "k2": 0.02, "k3": 0.03}
    costs = tie_costs(SITUATION, CommonsParameters(**chosen))
    i, j = 1, 4
    expected = 0.05 + 0.1 * np.log(max(SITUATION.distance[i, j], 1)) / np.log(20_000)
    expected -= 0.02 * (SITUATION.democracy[i] and SITUATION.democracy[j])
    shared = (SITUATION.primary_enemies[i] & SITUATION.primary_enemies[j]).any()
    assert costs[i, j] == pytest.approx(expected - 0.03 * shared) and not costs.diagonal().any()
    outcome = run("commons", SITUATION, chosen, seed=5, index=2, keep="all")
    found = play(
        resources=SITUATION.resources,
        weight=security_weights(SITUATION.threat, 0.5, 0.0),
        network=SITUATION.network,
        tie_cost=costs,
        seed=stream(5, 2),
    )
    assert (outcome.network == found.network).all() and outcome.status == found.status
    assert list(outcome.trace) == ["step", "time", "state", "partner", "move", "accepted", "gain"]
    assert len(outcome.explain(SITUATION.labels[0]))


def test_actors_is_what_the_simulator_says_at_the_stream_of_the_index():
    chosen = {"density": -1.0, "closure": 0.2, "direct": 0.1, "rule": "unilateral"}
    outcome = run("actors", SITUATION, chosen, seed=5, index=2)
    found = simulate(
        SITUATION.network,
        SITUATION.category,
        ties={"density": -1.0, "closure": 0.2},
        efforts={"direct": 0.1},
        rates=10.0,
        rule="unilateral",
        seed=stream(5, 2),
    )
    assert (outcome.network == found.network).all()
    assert outcome.burden == pytest.approx((found.effort - 0.5) / 100)
    with pytest.raises(BurdenInputError, match="effort of 1 states"):
        run("actors", SITUATION.changed(category=[np.nan, *SITUATION.category[1:]]))


@pytest.mark.parametrize("rules", ["program", "v2"])
def test_needs_is_what_its_rules_say(rules):
    outcome = run("needs", SITUATION, {"rules": rules, "upper": 0.0})
    given = {} if rules == "v2" else {"secondary_enemies": SITUATION.secondary_enemies}
    found = run_needs(
        capability=SITUATION.capability,
        democracy=SITUATION.democracy,
        culture=SITUATION.culture,
        neighbours=SITUATION.neighbours,
        primary_enemies=SITUATION.primary_enemies,
        allies=SITUATION.network,
        year=2000,
        burden_change=SITUATION.effort_change,
        duration=SITUATION.duration,
        rules=Rules.named(rules, upper=0.0),
        **given,
    )
    assert (outcome.network == found.allies).all()
    assert outcome.burden == pytest.approx(np.asarray(found.burden), nan_ok=True)
    assert np.isnan(outcome.effort).all()


def test_what_there_is_not_is_refused_by_name():
    with pytest.raises(ConfigurationError, match="no rule set 'common'.*commons"):
        run("common", SITUATION)
    with pytest.raises(ConfigurationError, match="phi"):
        run("commons", SITUATION, {"phi": 1.0})
    with pytest.raises(BurdenInputError, match="no threat"):
        run("commons", SITUATION.changed(threat=None))
    with pytest.raises(ValueError, match="given networks only"):
        CommonsParameters(ties="formed", commitment="weight")


def design(**parts):
    chosen = {
        "title": "A design",
        "rule_set": "commons",
        "draws": DRAWS,
        "levels": {"phi0": [0.5, 1.0]},
    }
    made = SystemDesign.model_validate({**chosen, **parts})
    made._name = "tried"
    return made


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"parameters": {"ties": "formed", "k0": 0.05}},
        {"rule_set": "actors", "levels": {"direct": [-0.1, 0.1]}, "parameters": {"density": -1.0}},
    ],
)
def test_runs_are_the_same_in_any_batch(parts):
    whole = run_batch(design(**parts), 0, 5, 11)
    cut = pd.concat([run_batch(design(**parts), *span, 11) for span in ((0, 2), (2, 1), (3, 2))])
    pd.testing.assert_frame_equal(whole, cut.reset_index(drop=True))
    assert len(whole) == 10 and whole["index"].tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"parameters": {"phi0": 0.3}}, "either fixed or varied"),
        ({"levels": {"phi0": [1.0, 0.5]}}, "ascending"),
        ({"levels": {"phi0": [0.5, 1.5]}}, "phi0"),
        ({"parameters": {"gamma": 1.0}}, "gamma"),
    ],
)
def test_designs_that_cannot_be_are_refused(parts, said):
    with pytest.raises(ValueError, match=said):
        design(**parts)


def test_the_declared_designs_can_be_read_and_drawn(root):
    designs = read_designs(root / "config/burden_sharing/random_systems.yaml")
    assert {made.rule_set for made in designs.values()} == {"commons", "actors", "needs"}
    for made in designs.values():
        assert 1 <= made.runs(200, complete=False) <= made.runs(200, complete=True) == 200 and made.levels
        drawn_situation(made.draws, made.draws.topologies[-1], 1, 0)


def test_income_moved_changes_nothing_where_all_are_tied_and_much_where_they_are_not():
    draws = DRAWS.model_copy(update={"topologies": ("complete", "random"), "dispersion": (0.1, 0.3)})
    found = transfers(draws, 12, 3)
    found = found[found["same_contributors"]]
    tied = found[found["topology"] == "complete"]
    assert len(tied) >= 3 and tied[["total", "consumption"]].abs().max().max() < 1e-9
    assert found.loc[found["topology"] == "random", "consumption"].max() > 1e-3
    assert (found["moved"] > 0).all()


def test_measures_are_those_written_out():
    outcome = run("commons", SITUATION, {"phi0": 0.5})
    found = measures(outcome)
    assert found["total_effort"] == pytest.approx(outcome.effort.sum() / SITUATION.resources.sum())
    assert found["mean_burden"] == pytest.approx(outcome.burden.mean())
    ranks = pd.DataFrame({"w": SITUATION.resources, "b": outcome.burden.round(12)}).rank()
    assert found["exploitation"] == pytest.approx(ranks["w"].corr(ranks["b"]))
    level = measures(run("commons", SITUATION.changed(threat=np.ones(SITUATION.n)), {"phi0": 0.0}))
    assert np.isnan(level["exploitation"]) and np.isnan(level["effect_degree"])


def test_effects_are_the_slopes_of_standardised_regressors():
    generator = np.random.default_rng(1)
    degree, triangles, size = generator.normal(size=(3, 40))
    burden = 2 - 3 * degree + triangles + 0.5 * size
    found = effects(burden, {"degree": degree, "triangles": triangles, "size": size})
    assert found["effect_degree"] == pytest.approx(-3 * degree.std() / burden.std())
    assert found["effect_triangles"] == pytest.approx(triangles.std() / burden.std())
    without = effects(burden, {"degree": np.ones(40), "triangles": triangles})
    assert np.isnan(without["effect_degree"]) and not np.isnan(without["effect_triangles"])
    collinear = effects(burden, {"degree": degree, "triangles": 2 * degree})
    assert np.isnan(list(collinear.values())).all()


def test_weights_rise_with_threat_and_stay_within_bounds():
    found = security_weights([0.0, 1.0, 1e9], 0.5, 0.3)
    assert found[0] == pytest.approx(1 - np.exp(-0.5)) and (np.diff(found) > 0).all() and found[-1] < 1
    for wrong in (([-1.0], 0.5, 0.1), ([1.0], 0.0, 0.1), ([1.0], 0.5, -0.1), ([np.nan], 0.5, 0.1)):
        with pytest.raises(BurdenInputError):
            security_weights(*wrong)


def test_parameters_chosen_at_an_end_of_what_was_searched_are_named():
    parameters = {"alpha": 2.99, "tau": 0.5, "phi0": 1.0, "phi1": 0.0, "floor": 0.4}
    assert Fit(parameters, ("alpha", "tau", "floor"), 0.1, 3, 0.1).at_limit == ["alpha"]
    assert Fit(parameters, ("tau", "phi0", "phi1"), 0.1, 3, 0.1).at_limit == ["phi0", "phi1"]


def test_parameters_that_made_the_effort_are_found_again():
    truth = {"alpha": 0.6, "tau": 0.2, "phi0": 0.4, "phi1": 0.0, "floor": 0.0}
    situations = []
    for index in range(3):
        situation, _ = drawn_situation(DRAWS, "random", 2, index)
        made = contributions(situation, truth) / situation.resources
        situations.append(situation.changed(effort=np.where(made > 0, made, np.nan)))
    fixed = {"phi1": 0.0, "floor": 0.0}
    found = fit_contributions(situations, fixed, seed=4, generations=15)
    assert found.total_variation < 0.04
    assert found.parameters["phi0"] == pytest.approx(0.4, abs=0.25)
    again = fit_contributions(situations, fixed, seed=4, generations=15)
    assert found == again
    assert found.chosen == ("alpha", "tau", "phi0")
    with pytest.raises(BurdenInputError, match="0 situations"):
        fit_contributions([], fixed, seed=4)
