"""Effects by moderators: interactions and subgroups against regressions by hand."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from entente.core.errors import ExperimentInputError
from entente.experiments import FewDegreesOfFreedomWarning, moderated_effects
from entente.experiments.mechanisms.moderation import subgroups

from ..persons import thirty, twelve

FACTORS = {"arm": "control", "second": "control"}


def table(frame, moderator, **how):
    """The table of the effect of the first arm, by kind and level."""
    found = moderated_effects(frame, "y", FACTORS, {"arm": "treated"}, moderator, **how)
    return found.set_index(["kind", "level"])


def test_a_linear_interaction_by_hand():
    rows = thirty()
    found = table(rows, "x", covariates=["x", "w"]).loc[("interaction", "by unit")]
    design = rows[["z", "zz", "x", "w"]].assign(product=rows["z"] * rows["x"])
    fit = sm.OLS(rows["y"], sm.add_constant(design)).fit(cov_type="HC2", use_t=True)
    assert found["estimate"] == pytest.approx(fit.params["product"])
    assert found["se"] == pytest.approx(fit.bse["product"])
    assert found["p"] == pytest.approx(fit.pvalues["product"])
    assert found["n"] == 30 and found["df"] == 24


def test_two_values_are_two_subgroups_whose_difference_is_the_interaction():
    found = table(twelve(), "x2")
    assert found.loc["interaction"].index.tolist() == ["1 against 0"]
    effects = found.loc["subgroup", "estimate"]
    assert found.loc[("interaction", "1 against 0"), "estimate"] == pytest.approx(effects["1"] - effects["0"])
    assert found.loc["subgroup", "n"].to_dict() == {"0": 6, "1": 6}


def test_subgroups_alone_are_differences_of_means():
    rows = twelve()
    found = moderated_effects(rows, "y", {"arm": "control"}, {"arm": "treated"}, "x2").set_index("level")
    for value in (0, 1):
        means = rows[rows["x2"] == value].groupby("z")["y"].mean()
        assert found.loc[str(value), "estimate"] == pytest.approx(means[1] - means[0])


def test_terciles_against_the_first():
    rng = np.random.default_rng(0)
    rows = pd.DataFrame({"age": rng.permutation(90) + 1.0, "arm": np.tile(["control", "treated"], 45)})
    third = (rows["age"] - 1) // 30
    rows["y"] = np.where(rows["arm"] == "treated", third, 0) + third
    found = moderated_effects(
        rows, "y", {"arm": "control"}, {"arm": "treated"}, "age", form="terciles"
    ).set_index(["kind", "level"])
    assert found.loc["subgroup", "estimate"].round(9).to_dict() == {
        "up to 30": 0,
        "31 to 60": 1,
        "from 61": 2,
    }
    interactions = found.loc["interaction", "estimate"].round(9).to_dict()
    assert interactions == {"31 to 60 against up to 30": 1, "from 61 against up to 30": 2}


def test_a_scale_that_most_answer_alike_is_linear_all_the_same():
    found = table(thirty().assign(x=[1.0, 1, 1, 2, 3, 4] * 5), "x")
    assert found.loc["interaction"].index.tolist() == ["by unit"]
    assert found.loc["subgroup"].index.tolist() == ["up to 1", "2", "from 3"]
    found = table(thirty().assign(x=[1.0, 1, 1, 1, 2, 3, 4, 1, 1, 1] * 3), "x")
    assert found.loc["interaction"].index.tolist() == ["by unit"]
    assert found.loc["subgroup"].index.tolist() == ["up to 1", "from 2"]


def test_texts_are_subgroups():
    rows = thirty().assign(party=np.tile(["left", "right", "none"], 10))
    found = table(rows, "party")
    assert found.loc["subgroup"].index.tolist() == ["left", "none", "right"]
    assert found.loc["interaction"].index.tolist() == ["none against left", "right against left"]


def test_equal_values_stay_together():
    groups = subgroups(pd.Series([0.0] * 5 + [1] * 4 + [2, 3]), "scale")
    assert groups.value_counts(sort=False).to_dict() == {"up to 0": 5, "1": 4, "from 2": 2}
    assert subgroups(pd.Series([1.0] * 9 + [2, 3, 4]), "scale").cat.categories.tolist() == [
        "up to 1",
        "from 2",
    ]


def test_simple_effects_are_of_the_rows_that_have_the_level():
    rows = thirty()
    within = moderated_effects(rows, "y", FACTORS, {"arm": "treated"}, "w", within={"second": "treated"})
    alone = moderated_effects(
        rows[rows["second"] == "treated"], "y", {"arm": "control"}, {"arm": "treated"}, "w"
    )
    pd.testing.assert_frame_equal(within, alone)


def test_clusters_have_their_own_degrees_of_freedom():
    with pytest.warns(FewDegreesOfFreedomWarning):
        found = table(thirty(), "x", cluster="g").loc[("interaction", "by unit")]
    assert found["df"] < 7


def test_what_is_refused():
    rows = twelve()
    with pytest.raises(ExperimentInputError, match="effect is of arm, second"):
        moderated_effects(rows, "y", FACTORS, {"arm": "treated", "second": "treated"}, "x")
    with pytest.raises(ExperimentInputError, match="'x' is 1.0 in every row"):
        table(rows.assign(x=1.0), "x")
    with pytest.raises(ExperimentInputError, match="'x' is missing in row 5"):
        table(rows.assign(x=rows["x"].where(rows.index != 5)), "x")


def test_numbers_of_any_type_enter_as_numbers():
    rng = np.random.default_rng(8)
    frame = pd.DataFrame({"arm": list("ab") * 30, "age": rng.normal(size=60), "y": rng.normal(size=60)})
    expected = moderated_effects(frame, "y", {"arm": "a"}, {"arm": "b"}, "age")
    for column in (frame["age"].astype(object), frame["age"].astype("Float64")):
        found = moderated_effects(frame.assign(age=column), "y", {"arm": "a"}, {"arm": "b"}, "age")
        pd.testing.assert_frame_equal(found, expected)


def test_rows_may_have_the_same_label_within_levels():
    rng = np.random.default_rng(8)
    frame = pd.DataFrame({"arm": list("ab") * 30, "land": list("xxyy") * 15, "age": rng.normal(size=60)})
    frame["y"], asked = rng.normal(size=60), ({"arm": "a", "land": "x"}, {"arm": "b"}, "age")
    groups = pd.Series(np.where(frame["age"] > 0, "old", "young"))
    expected = moderated_effects(frame, "y", *asked, within={"land": "y"}, groups=groups)
    for same in (groups.set_axis([0] * 60), groups.to_numpy()):
        found = moderated_effects(frame.set_axis([0] * 60), "y", *asked, within={"land": "y"}, groups=same)
        pd.testing.assert_frame_equal(found, expected)
    with pytest.raises(ExperimentInputError, match="groups is missing in row 5"):
        moderated_effects(frame, "y", *asked, groups=groups.where(groups.index != 5))
