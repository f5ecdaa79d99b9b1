"""The table of randomization tests: the rows, statistics and draws of each hypothesis."""

import numpy as np
import pytest

from entente.core.schema import load_schema
from entente.experiments import Design, Experiment, effect, randomization_test
from entente.experiments.randomization_inference.randomization_rows import randomization_table
from entente.experiments.two_arms import seed_of

from ..small_survey import declared, survey


def experiment(raw=None, **changes):
    return Experiment.of(Design.of(declared(**changes)), survey(400) if raw is None else raw)


def table(of, **arguments):
    found = randomization_table(of, **({"draws": 500} | arguments))
    load_schema("experiments/randomization").validate(found)
    return found.set_index("hypothesis")


@pytest.mark.parametrize("kind", ["blocked", "complete"])
def test_statistics_are_those_of_the_differences(kind):
    """Within blocks, and of an interaction: estimate over standard error as effects have them."""
    block = "town" if kind == "blocked" else None
    of = experiment(assignment={"kind": kind, "block": block})
    frame = of.frame.dropna(subset="support")
    found = table(of)
    for name, levels in (("H1", {"troops": "withdrawn"}), ("H2", {"troops": "withdrawn", "ally": "allied"})):
        bases = {"troops": "stationed", "ally": "none"}
        expected = effect(frame, "support", bases, levels, estimator="difference", block=block)
        row = found.loc[name]
        assert row["kind"] == kind and row["n"] == len(frame) and row["not_answered"] == 400 - len(frame)
        if kind == "complete" or name == "H1":
            assert row["estimate"] == pytest.approx(expected.estimate, rel=1e-10)
            assert row["observed"] == pytest.approx(expected.statistic, rel=1e-10)
    assert found.loc["H1", "null_hypothesis"] == "troops does nothing to anyone"
    assert found.loc["H2", "null_hypothesis"] == "troops does nothing to anyone, whatever ally"


def test_an_interaction_in_blocks_contrasts_effects_that_are_averaged_over_blocks():
    of = experiment()
    frame = of.frame.dropna(subset="support")
    effects = {}
    for ally in ("none", "allied"):
        inside = frame[frame["ally"] == ally]
        found = randomization_test(
            inside["support"], inside["troops"] == "withdrawn", blocks=inside["town"], draws=9
        )
        effects[ally] = found.estimate, (found.estimate / found.observed) ** 2
    row = table(of).loc["H2"]
    expected = effects["allied"][0] - effects["none"][0]
    assert row["estimate"] == pytest.approx(expected, rel=1e-10)
    assert row["observed"] == pytest.approx(
        expected / np.sqrt(effects["allied"][1] + effects["none"][1]), rel=1e-10
    )


def test_switches_of_the_design():
    raw = survey(40)
    raw["q_support"] = raw["q_support"].replace(9, 1)
    of = experiment(
        raw,
        analysis={"statistic": "difference", "invert": True, "level": 0.1},
        assignment={"kind": "complete"},
    )
    found = table(of)
    assert found["statistic"].tolist() == ["difference", "studentized"] and not found["exact"].any()
    frame = of.frame
    alone = randomization_test(
        frame["support"],
        frame["troops"] == "withdrawn",
        statistic="difference",
        interval="invert",
        level=0.9,
        draws=500,
        seed=seed_of(of, of.design.hypothesis("H1")),
    )
    assert found.loc["H1", ["p", "low", "high"]].tolist() == [alone.p, alone.low, alone.high]
    assert found.loc["H2", ["low", "high"]].isna().all()


def test_few_assignments_are_all_looked_at():
    raw = survey(16)
    raw["q_support"] = raw["q_support"].replace(9, 1)
    row = table(experiment(raw, hypotheses__H2=None), draws=1).loc["H1"]
    assert row["exact"] and row["assignments"] == row["draws"] == 70**2


def test_the_same_comparison_has_the_same_draws_whatever_stands_beside_it():
    H1 = declared()["hypotheses"]["H1"]
    alone, beside = table(experiment()), table(experiment(hypotheses__H0=H1 | {"direction": "none"}))
    assert beside.loc["H0", "p"] == beside.loc["H1", "p"] == alone.loc["H1", "p"]
    assert beside.loc["H2", "p"] == alone.loc["H2", "p"]


def test_clusters_are_drawn_whole():
    raw = survey(400)
    raw["street"] = np.arange(400) // 10
    raw["arm"], raw["ally"] = 1 + raw["street"] % 2, np.where(raw["street"] // 2 % 2, "y", "n")
    of = experiment(raw, assignment={"kind": "clustered", "cluster": "street"}, hypotheses__H2=None)
    frame = of.frame.dropna(subset="support")
    expected = effect(
        frame,
        "support",
        {"troops": "stationed"},
        {"troops": "withdrawn"},
        estimator="difference",
        cluster="street",
    )
    row = table(of).loc["H1"]
    assert row["observed"] == pytest.approx(expected.statistic, rel=1e-9)
    assert row["assignments"] == pytest.approx(137846528820)


def test_simple_effects_and_countries_are_tested_among_their_own():
    H1 = declared()["hypotheses"]["H1"] | {"within": {"ally": "allied"}}
    of = experiment(unit={"id": "who", "country": "town"}, assignment={"kind": "complete"}, hypotheses__H1=H1)
    found = table(of).loc[["H1"]].set_index("country")
    for town in ("A", "B"):
        mine = of.frame[(of.frame["town"] == town) & (of.frame["ally"] == "allied")].dropna(subset="support")
        arms = mine.groupby("troops")["support"].mean()
        assert found.loc[town, "estimate"] == pytest.approx(arms["withdrawn"] - arms["stationed"], rel=1e-10)
        assert found.loc[town, "n"] == len(mine)
