"""Tables of declared mediators: steps, treatments and countries compared, and what they warn of."""

import numpy as np
import pytest

from entente.core.errors import DesignError
from entente.core.schema import load_schema
from entente.experiments import Design, Experiment, Pathway, acme_bounds, linear_mediation, sensitivity
from entente.experiments.mechanisms.mediation_tables import mediation_table, sensitivity_table

from ..mechanism_survey import DESIGN, experiment

KEY = ["mediator", "country", "treatment", "step", "quantity", "setting"]


@pytest.fixture(scope="module")
def table():
    return load_schema("experiments/mediation").validate(mediation_table(experiment(), bootstraps=60))


@pytest.fixture(scope="module")
def by_key(table):
    return table.set_index(KEY)


def rows_of(country, mediator="safe"):
    """The complete rows of a country with dummies, by hand."""
    frame = experiment().of_country(country).frame.dropna(subset=["defence", mediator])
    arms = {"nuclear": frame["nuclear"] == "present", "few": frame["troops"] == "few"}
    return frame.assign(**arms, many=frame["troops"] == "many").astype(dict.fromkeys(["few", "many"], float))


def test_every_treatment_and_their_differences_in_each_country(table):
    safe = table[(table["mediator"] == "safe") & (table["step"] == "linear") & (table["quantity"] == "ACME")]
    pairs = {
        "nuclear less troops: few",
        "nuclear less troops: many",
        "troops: few less troops: many",
    }
    assert set(safe["treatment"]) == {"nuclear", "troops: few", "troops: many"} | pairs
    for _, rows in safe.groupby("treatment"):
        assert sorted(rows["country"]) == ["CZ", "DE", "difference"]
    assert set(table.loc[table["mediator"] == "trust", "treatment"]) == {"nuclear"}


def test_rows_are_those_of_the_functions(by_key):
    rows = rows_of("DE")
    pathway = Pathway(rows, "defence", "safe", "nuclear", ["few", "many", "age", "left"], draws=2)
    effects = linear_mediation(pathway).effects.estimates
    row = by_key.loc["safe", "DE", "nuclear", "linear", "ACME", "all"]
    assert row["estimate"] == pytest.approx(effects["acme", ""], rel=1e-9) and row["n"] == len(rows)
    row = by_key.loc["safe", "DE", "nuclear", "sensitivity", "rho at zero", "all"]
    assert row["estimate"] == pytest.approx(sensitivity(pathway).fragility.estimates["rho_at_zero", ""])
    high = rows.assign(safe=rows["safe"] >= 4, defence=rows["defence"] > 3)
    bounds = acme_bounds(high, "defence", "safe", "nuclear").loc["treated"]
    place = ("safe", "DE", "nuclear", "bounds")
    row = by_key.loc[(*place, "bounds of the ACME", "treated")]
    assert (row["low"], row["high"]) == pytest.approx((bounds["low"], bounds["high"]))
    row = by_key.loc[(*place, "interval of the bounds", "treated")]
    assert (row["low"], row["high"]) == pytest.approx((bounds["interval_low"], bounds["interval_high"]))


def test_bounds_compare_two_arms_of_three(by_key):
    rows = rows_of("CZ")
    rows = rows[rows["troops"] != "few"]
    high = rows.assign(safe=rows["safe"] >= 4, defence=rows["defence"] > 3)
    bounds = acme_bounds(high, "defence", "safe", "many").loc["control"]
    row = by_key.loc["safe", "CZ", "troops: many", "bounds", "bounds of the ACME", "control"]
    assert (row["low"], row["high"]) == pytest.approx((bounds["low"], bounds["high"]))
    means = high.groupby("many")["defence"].mean()
    row = by_key.loc["safe", "CZ", "troops: many", "bounds", "effect on a high outcome", "all"]
    assert row["estimate"] == pytest.approx(means[1] - means[0]) and row["n"] == len(rows)


def test_steps_agree_with_each_other(by_key):
    def estimate(step, quantity, treatment="nuclear", country="CZ"):
        return by_key.loc["safe", country, treatment, step, quantity, "all"]["estimate"]

    total = estimate("effect", "effect on the outcome")
    assert estimate("linear", "total") == pytest.approx(total)
    assert estimate("controlled_direct", "ACDE") == pytest.approx(
        total - estimate("controlled_direct", "eliminated")
    )
    contrast = estimate("linear", "ACME") - estimate("linear", "ACME", "troops: many")
    assert estimate("linear", "ACME", "nuclear less troops: many") == pytest.approx(contrast)
    one = estimate("effect", "effect on the mediator", "nuclear less troops: many")
    other = estimate("effect", "effect on the mediator", "troops: many")
    assert one == pytest.approx(estimate("effect", "effect on the mediator") - other)
    gap = estimate("linear", "ADE") - estimate("linear", "ADE", country="DE")
    assert estimate("linear", "ADE", country="difference") == pytest.approx(gap)


def test_errors_of_differences_of_countries_add_up(by_key):
    rows = by_key.loc["safe", ["CZ", "DE", "difference"], "nuclear", "effect", "effect on the outcome", "all"]
    assert rows["se"].iloc[2] == pytest.approx(np.hypot(*rows["se"].iloc[:2]))
    rows = by_key.loc["safe", ["CZ", "DE", "difference"], "nuclear", "linear", "ADE", "all"]
    assert rows["se"].iloc[2] == pytest.approx(np.hypot(*rows["se"].iloc[:2]), rel=0.3)
    assert rows["n"].iloc[2] == rows["n"].iloc[:2].sum()


def test_words_say_what_is_high_what_was_dropped_and_that_shares_add_up(table):
    words = table.set_index(["country", "step", "mediator", "quantity"])["words"].sort_index()
    said = words.loc["CZ", "bounds", "safe"].iloc[0]
    assert "safe is high from 4 on" in said and "defence is high above 3, the middle of its range" in said
    assert all("rows left out for missing answers: defence (" in said for said in words)
    shares = table[(table["quantity"] == "share mediated") & (table["treatment"] == "nuclear")]
    for country, rows in shares.groupby("country"):
        total = rows["estimate"].sum()
        assert len(rows) == 2 and all(f"= {total:.2f}" in said for said in rows["words"]), country


def test_a_share_of_nothing_is_said_to_mean_nothing():
    def unmoved(design):
        design["mediators"] = {"safe": {"range": [1, 5], "outcome": "vote", "treatment": "nuclear"}}

    table = mediation_table(experiment(unmoved), bootstraps=40)
    words = table.loc[table["quantity"] == "share mediated", "words"]
    assert words.str.contains("a share of it means nothing").all() and len(words) == 2


def test_a_mediator_after_the_outcome_is_run_and_flagged():
    def after(design):
        design["mediators"] = {"trust": design["mediators"]["trust"] | {"order": "after"}}

    table = mediation_table(experiment(after), bootstraps=10)
    flagged = table["words"].str.contains("trust was asked after defence: it is no mediator", na=False)
    assert flagged.tolist() == (table["step"] != "effect").tolist()


def test_with_an_interaction_arms_and_points_of_the_scale_stand_apart():
    def interacted(design):
        design["analysis"] = {"interaction": True, "mediation_interval": "delta"}
        design["mediators"] = {"trust": design["mediators"]["trust"]}

    table = mediation_table(experiment(interacted), bootstraps=30)
    trust = table[table["country"] == "CZ"]
    assert set(trust.loc[trust["quantity"] == "ACME", "setting"]) == {"control", "treated", "average"}
    assert trust.loc[trust["quantity"] == "ACME", "method"].unique().tolist() == ["delta method, normal"]
    at = trust.loc[trust["quantity"] == "ACDE", "setting"].tolist()
    assert at == [f"mediator at {i}" for i in range(1, 6)]
    load_schema("experiments/mediation").validate(table)


def test_the_same_whatever_else_is_asked(table):
    def without_safe(design):
        design["mediators"].pop("safe")

    again = mediation_table(experiment(without_safe).of_country("DE"), bootstraps=60)
    alone = table[(table["country"] == "DE") & (table["mediator"] == "trust")]
    again, alone = again.dropna(subset=["low"]), alone.dropna(subset=["low"])
    assert again.set_index(KEY)["low"].to_dict() == alone.set_index(KEY)["low"].to_dict()


def test_curves_pass_through_the_acme_and_vanish_at_rho(by_key):
    curves = load_schema("experiments/sensitivity").validate(sensitivity_table(experiment(), bootstraps=20))
    assert len(curves) == 2 * 4 * 39
    for (mediator, country, treatment), curve in curves.groupby(["mediator", "country", "treatment"]):
        path = by_key.loc[mediator, country, treatment]
        acme = curve.set_index("rho")["acme"]
        assert acme[0.0] == pytest.approx(path.loc["linear", "ACME", "all"]["estimate"])
        rho = path.loc["sensitivity", "rho at zero", "all"]["estimate"]
        assert np.interp(rho, acme.index, acme) == pytest.approx(0, abs=0.02 * np.ptp(acme))


def test_without_mediators_tables_are_empty():
    found = experiment(lambda design: design.pop("mediators"))
    for name in ("mediation", "sensitivity"):
        assert len(load_schema(f"experiments/{name}").validate(getattr(found, name)())) == 0


@pytest.mark.real_data
def test_the_declared_design_of_tomz_and_weeks(root, real_data):
    data = real_data / "tomz_weeks_survey/tomz_weeks_2017-04-YouGov-extracted.dta"
    found = Experiment.read(root / "config/experiments/tomz_weeks.yaml", data)
    table = mediation_table(found, bootstraps=50).set_index(["step", "quantity"])
    assert table.loc[("linear", "ACME"), "estimate"].item() == pytest.approx(0.4749174681, rel=1e-9)
    assert table.loc[("linear", "ADE"), "estimate"].item() == pytest.approx(0.4792968089, rel=1e-9)
    effect = table.loc[[("effect", "effect on the mediator")]].iloc[0]
    assert (effect["estimate"], effect["se"]) == pytest.approx((27.12135833, 1.547934129), rel=1e-9)
    assert set(table["n"]) == {1200} and set(table["treatment"]) == {"alliance"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"treatment": ["nuclear", "tanks"]}, "treatment: there is no factor 'tanks'"),
        ({"treatment": []}, "at least 1 item"),
        ({"high_from": 6}, "high_from is outside its range"),
        ({"high_from": 1}, "high_from is outside its range"),
    ],
)
def test_declarations_that_are_refused(change, said):
    design = DESIGN | {"mediators": {"safe": DESIGN["mediators"]["safe"] | change}}
    with pytest.raises(DesignError, match=said):
        Design.of(design)
