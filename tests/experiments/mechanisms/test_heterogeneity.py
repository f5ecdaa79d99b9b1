"""The table of declared moderators, and of those that are not; the table of ordered logits."""

import numpy as np
import pytest

from entente.core.errors import DesignError
from entente.core.schema import load_schema
from entente.experiments import adjust, moderated_effects, ordered_logit
from entente.experiments.mechanisms.heterogeneity import heterogeneity_table

from ..mechanism_survey import experiment


@pytest.fixture(scope="module")
def table():
    return load_schema("experiments/heterogeneity").validate(experiment().heterogeneity())


def test_hypotheses_of_one_factor_by_each_moderator(table):
    assert set(table["hypothesis"]) == {"H1", "H2", "H4"}
    assert not table["exploratory"].any()
    age = table[(table["hypothesis"] == "H1") & (table["moderator"] == "age") & (table["country"] == "CZ")]
    assert age["kind"].value_counts().to_dict() == {"subgroup": 3, "interaction": 2}
    assert age.loc[age["kind"] == "subgroup", "n"].sum() == age.loc[age["kind"] == "interaction", "n"].iloc[0]


def test_rows_are_those_of_the_function(table):
    found = experiment()
    frame = found.of_country("DE").frame.dropna(subset=["defence"])
    expected = moderated_effects(
        frame, "defence", found.design.bases, {"nuclear": "present"}, "left", covariates=["age", "left"]
    ).set_index(["kind", "level"])
    rows = table[(table["hypothesis"] == "H1") & (table["country"] == "DE") & (table["moderator"] == "left")]
    rows = rows.set_index(["kind", "level"]).loc[expected.index]
    for column in ("n", "estimate", "se", "df", "low", "p"):
        np.testing.assert_allclose(rows[column].astype(float), expected[column].astype(float), rtol=1e-12)


def test_a_family_is_adjusted_once_for_each_test(table):
    """H1 and H2 are about the same effect: it counts once."""
    tests = table[(table["kind"] == "interaction") & (table["country"] == "CZ")]
    once = tests[tests["hypothesis"] != "H2"]
    assert len(once) == 2 * 3
    np.testing.assert_allclose(once["p_adjusted"], adjust(once["p"], "bh"))
    same = tests[tests["hypothesis"] == "H2"].set_index(["moderator", "level"])["p_adjusted"]
    other = tests[tests["hypothesis"] == "H1"].set_index(["moderator", "level"])["p_adjusted"]
    assert same.to_dict() == other.to_dict()
    assert table.loc[table["kind"] == "subgroup", "p_adjusted"].isna().all()


def test_differences_of_countries_compare_the_same_subgroups(table):
    keys = ["hypothesis", "moderator", "kind", "level"]
    for _, rows in table.groupby(keys):
        found = rows.set_index("country")["estimate"]
        assert found["difference"] == pytest.approx(found["CZ"] - found["DE"])


def test_what_is_not_declared_is_refused_or_labelled():
    with pytest.raises(DesignError, match="declares no moderator 'safe'"):
        heterogeneity_table(experiment(), ["safe"])

    def explored(design):
        design["heterogeneity"].pop("age")
        design["analysis"] = {"exploratory": True}

    open_ = experiment(explored)
    table = load_schema("experiments/heterogeneity").validate(heterogeneity_table(open_, ["age", "left"]))
    assert table.groupby("moderator")["exploratory"].unique().map(list).to_dict() == {
        "age": [True],
        "left": [False],
    }
    tests = table[(table["kind"] == "interaction") & (table["country"] == "DE") & table["exploratory"]]
    once = tests[tests["hypothesis"] != "H2"]
    np.testing.assert_allclose(once["p_adjusted"], adjust(once["p"], "holm"))
    with pytest.raises(DesignError, match="'safe' is no covariate"):
        heterogeneity_table(open_, ["safe"])


def test_ordered_logits_of_ordinal_outcomes_alone():
    def without_h2(design):
        design["hypotheses"].pop("H2")

    found = experiment(without_h2)
    table = load_schema("experiments/ordinal").validate(found.ordinal())
    assert set(table["hypothesis"]) == {"H1", "H3"} and set(table["top"]) == {"4, 5"}
    frame = found.of_country("CZ").frame.dropna(subset=["defence"])
    arms = {"nuclear": "present", "troops": "many"}
    expected = ordered_logit(frame, "defence", found.design.bases, arms, covariates=["age", "left"])
    row = table.set_index(["hypothesis", "country"]).loc["H3", "CZ"]
    assert row["change"] == pytest.approx(expected.change.estimate)
    assert row["n"] == expected.n == len(frame)
    rows = table[table["hypothesis"] == "H1"].set_index("country")
    assert rows.loc["difference", "change_se"] == pytest.approx(
        np.hypot(*rows.loc[["CZ", "DE"], "change_se"])
    )


def test_tables_without_anything_to_tell_are_empty():
    def bare(design):
        design.pop("heterogeneity")
        design["families"].pop("whom")
        design["outcomes"]["defence"]["kind"] = "continuous"

    found = experiment(bare)
    for name in ("heterogeneity", "ordinal"):
        assert len(load_schema(f"experiments/{name}").validate(getattr(found, name)())) == 0
