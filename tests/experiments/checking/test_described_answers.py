"""Means of cells and shares that answered, of few answers that can be counted by hand."""

import numpy as np
import pandas as pd
import pytest

from entente.core.schema import load_schema
from entente.experiments import Design, Experiment, marginal_means
from entente.experiments.checking.described_answers import attrition_table, cell_means_table

from ..made_results import made_design
from ..profiles import DESIGN, profiles


@pytest.fixture(scope="module")
def experiment():
    """Twelve persons, of whom one did not answer; those with an ally and in autocracies weigh twice."""
    q1, q2 = np.repeat([1, 2], 6), np.tile([1, 2], 6)
    answers = pd.DataFrame({"q1": q1, "q2": q2, "weight": np.where(q2 == 1, 2.0, 1.0)})
    answers["support"] = np.where(q1 == 2, 100.0, [0.0, 100.0] * 6)
    answers["trust"] = np.arange(12) % 5
    answers.loc[11, "support"] = np.nan
    answers = answers.assign(duty=np.arange(12) % 4, age=30.0 + np.arange(12), left=0.5)
    return Experiment.of(made_design(), answers)


def test_means_are_of_those_who_answered_with_and_without_weights(experiment):
    table = load_schema("experiments/cell_means").validate(cell_means_table(experiment))
    found = table.query("outcome == 'support'").set_index(["weights", "cell"])
    assert found["mean"].to_dict() == pytest.approx(
        {("none", "none"): 50, ("none", "yes"): 100, ("weight", "none"): 100 / 3, ("weight", "yes"): 100}
    )
    assert found.loc["none", "n"].to_dict() == {"none": 6, "yes": 5}
    # s/√n of three 0 and three 100, and t of 5 degrees of freedom.
    se = np.sqrt(3000 / 6)
    assert found.at[("none", "none"), "se"] == pytest.approx(se)
    assert found.at[("none", "none"), "high"] == pytest.approx(50 + 2.570581836 * se)


def test_attrition_counts_who_did_not_answer_in_every_arm(experiment):
    table = load_schema("experiments/attrition").validate(attrition_table(experiment))
    found = table.set_index(["outcome", "factor", "level"])
    assert found.loc[("support", "ally", "yes"), ["assigned", "answered"]].tolist() == [6, 5]
    assert found.loc[("support", "regime", "democracy"), ["assigned", "answered"]].tolist() == [6, 5]
    assert (found.loc["trust", "share"] == 1).all() and (found["high"] <= 1).all()
    # Wilson's interval of 5 of 6.
    assert found.loc[("support", "ally", "yes"), ["low", "high"]].tolist() == pytest.approx(
        [0.43649, 0.96995], abs=1e-4
    )


def test_errors_of_profiles_are_by_respondent():
    """A respondent's profiles are no persons of their own: as of marginal means."""
    found = Experiment.of(Design.of(DESIGN), profiles())
    expected = marginal_means(found.frame, "chosen", ["arm"], "who").set_index("level")
    table = cell_means_table(found).set_index("cell")
    columns = ["n", "mean", "se", "low", "high"]
    pd.testing.assert_frame_equal(table[columns], expected[columns], check_names=False)
