"""Checks of answers against the design: each row of the table."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from entente.core.errors import ExperimentInputError
from entente.core.schema import load_schema
from entente.experiments import Design, Experiment
from entente.experiments.checking.checks import checks_table

from ..profiles import DESIGN as PROFILES
from ..profiles import profiles
from ..small_survey import declared, survey

BLOCKED = {"kind": "blocked", "block": "town"}


def checks(raw=None, **changes):
    """The table of checks; arms are drawn without blocks unless a test says otherwise."""
    design = Design.of(declared(**{"assignment": {"kind": "complete"}} | changes))
    table = checks_table(Experiment.of(design, survey(400) if raw is None else raw))
    load_schema("experiments/checks").validate(table)
    return table.set_index(["check", "item"])


def test_shares_are_held_against_what_was_declared():
    row = checks().loc["share of an arm", "ally: allied"]
    assert (row["value"], row["reference"], row["verdict"]) == (
        0.5,
        0.5,
        "ok",
    ) and "none are declared" in row["words"]
    chances = {"troops": {"stationed": 0.7, "withdrawn": 0.3}}
    row = checks(assignment={"kind": "complete", "probabilities": chances}).loc[
        "share of an arm", "troops: withdrawn"
    ]
    assert row["reference"] == 0.3 and row["p"] < 1e-10 and row["verdict"] == "fail"


def test_shares_that_nobody_declared_do_not_fail():
    raw = survey(400)
    raw = raw[(raw["arm"] == 1) | (np.arange(400) % 8 == 1)]
    row = checks(raw, hypotheses__H2=None).loc["share of an arm", "troops: withdrawn"]
    assert row["p"] < 1e-10 and row["verdict"] == "note"


def test_empty_cells_are_listed():
    raw = survey(400)
    raw = raw[(raw["arm"] == 1) | (raw["ally"] == "n")]
    row = checks(raw, hypotheses__H2=None).loc["empty cells", "troops × ally"]
    assert row["value"] == 1 and row["words"] == "nobody is in withdrawn, allied" and row["verdict"] == "note"
    assert checks().loc[("empty cells", "troops × ally"), "words"] == "4 cells, 100 or more in each"


def test_the_smallest_arm_of_a_block():
    raw = survey(400)
    raw.loc[:12, "town"] = "C"
    row = checks(raw, assignment=BLOCKED).loc["smallest arm of a block", "troops"]
    assert row["value"] == 6 and row["reference"] == 2


def test_who_answers_is_compared_by_arm():
    raw = survey(400)
    raw.loc[(raw["arm"] == 2) & (np.arange(400) % 3 == 0), "q_support"] = 9
    table = checks(raw)
    frame = Experiment.of(Design.of(declared()), raw).frame
    answered = frame["support"].notna()
    share = table.loc["answered", "support, troops: withdrawn"]
    assert share["value"] == answered[frame["troops"] == "withdrawn"].mean() < share["reference"]
    z = (frame["troops"] == "withdrawn").astype(float)
    X = sm.add_constant(z.to_frame("z"))
    test = sm.OLS(answered.astype(float), X).fit(cov_type="HC2", use_t=True).f_test("z = 0")
    row = table.loc["attrition by arm", "support, troops"]
    assert row["value"] == pytest.approx(float(test.fvalue), rel=1e-8)
    assert row["p"] == pytest.approx(float(test.pvalue), rel=1e-7) and row["verdict"] == "fail"
    for name in ("hawk", "woman"):
        X[name] = frame[name] - frame[name].mean()
        X[f"z_{name}"] = z * X[name]
    test = (
        sm.OLS(answered.astype(float), X).fit(cov_type="HC2", use_t=True).f_test("z = z_hawk = z_woman = 0")
    )
    row = table.loc["attrition by arm and covariates", "support, troops"]
    assert row["value"] == pytest.approx(float(test.fvalue), rel=1e-8) and row["verdict"] == "fail"


def test_where_all_answer_nothing_is_tested():
    raw = survey(400).replace({"q_support": {9: 1}})
    row = checks(raw).loc["attrition by arm", "support, troops"]
    assert row["words"] == "everybody answered" and np.isnan(row["p"]) and row["verdict"] == "ok"


def test_one_who_did_not_answer_cannot_be_told_by_arm_with_three_arms():
    raw = survey(402).replace({"q_support": {9: 1}}).assign(arm=1 + np.arange(402) % 3)
    raw.loc[0, "q_support"] = 9
    table = checks(raw, factors__troops__levels={1: "stationed", 2: "withdrawn", 3: "more"},
                   factors__troops__check=None, hypotheses__H2=None)  # fmt: skip
    row = table.loc["attrition by arm", "support, troops"]
    assert row["verdict"] in ("ok", "note") and (np.isfinite(row["p"]) or "cannot be tested" in row["words"])


def test_answers_to_checks_are_findings_and_never_a_reason_to_drop():
    raw = survey(400)
    raw["recalled"] = raw["arm"].where((raw["arm"] == 1) | (np.arange(400) % 4 != 1), 1)
    table = checks(raw)
    row = table.loc["right answers to the check", "troops: withdrawn"]
    assert (row["value"], row["reference"], row["verdict"]) == (0.5, 1.0, "note") and row["p"] < 1e-10
    assert "different people" in row["words"]
    stage = table.loc["perceived on assigned", "troops: withdrawn"]
    assert stage["value"] == 0.5 and "first stage" in stage["words"]


def test_checks_that_all_get_right_have_no_error():
    raw = survey(400)
    table = checks(raw.assign(recalled=raw["arm"]))
    row = table.loc["right answers to the check", "troops: withdrawn"]
    assert (row["value"], row["p"], row["verdict"]) == (1, 1, "ok") and "without error" in row["words"]
    assert table.loc[("perceived on assigned", "troops: withdrawn"), "value"] == 1


@pytest.mark.parametrize(
    ("asked", "check"), [("before", "attentive"), ("after", "attentive, asked after treatment")]
)
def test_attention_is_a_check_of_its_time(asked, check):
    raw = survey(400).assign(read=np.where(np.random.default_rng(3).random(400) < 0.9, 1, 2))
    table = checks(raw, attention={"column": "read", "right": [1], "asked": asked})
    items = table.loc[check].index.tolist()
    assert items == (["read"] if asked == "before" else [f"{f}: {a}" for f, a in [
        ("troops", "stationed"), ("troops", "withdrawn"), ("ally", "none"), ("ally", "allied")]])  # fmt: skip


def test_balance_is_one_test_and_missing_covariates_are_counted():
    raw = survey(400)
    raw.loc[raw.index[:7], "gender"] = None
    table = checks(raw)
    assert table.loc[("covariates missing", "hawk, woman"), "value"] == 7
    assert "of χ² with 2" in table.loc[("balance of all covariates", "troops"), "words"]
    assert np.isnan(table.loc["standardised difference", "p"]).all()
    blocked = checks(raw, assignment=BLOCKED).loc["balance of all covariates", "troops"]
    assert "2000 assignments drawn again" in blocked["words"]
    assert blocked["value"] == table.loc[("balance of all covariates", "troops"), "value"]


def test_weights_are_worth_fewer_persons():
    raw = survey(400).assign(weight=np.where(np.arange(400) < 100, 9.0, 1.0))
    table = checks(raw)
    n_effective = (900 + 300) ** 2 / (100 * 81 + 300)
    assert table.loc[("effective number", "weight"), "value"] == pytest.approx(n_effective)
    assert table.loc[("design effect", "weight"), "verdict"] == "note"


def test_a_mediator_that_was_asked_after_the_outcome_is_flagged():
    assert checks().loc[("order of a mediator", "safe"), "verdict"] == "ok"
    row = checks(mediators__safe__order="after").loc["order of a mediator", "safe"]
    assert row["verdict"] == "fail" and "does not bring it about" in row["words"]


def test_countries_are_checked_apart():
    raw = survey(400).assign(land=np.where(np.arange(400) < 200, "DE", "CZ"))
    design = Design.of(declared(unit={"id": "who", "country": "land"}, assignment={"kind": "complete"}))
    table = checks_table(Experiment.of(design, raw))
    assert table["country"].value_counts().to_dict() == {"CZ": len(table) / 2, "DE": len(table) / 2}


def test_the_effect_of_perception_is_told_only_if_it_is_asked_for():
    assert "effect over first stage" not in checks().index
    raw = survey(400)
    table = checks(raw, analysis={"instrument": "wald"})
    frame = Experiment.of(Design.of(declared()), raw).frame.dropna(subset=["support"])
    z = (frame["troops"] == "withdrawn").to_numpy()
    d = (raw["recalled"] == 2).to_numpy()[frame.index.str[1:].astype(int)].astype(float)
    y = frame["support"].to_numpy()
    tau, stage = (v[z].mean() - v[~z].mean() for v in (y, d))
    covariances = [np.cov(y[arm], d[arm]) / arm.sum() for arm in (z, ~z)]
    (yy, yd), (_, dd) = sum(covariances)
    ratio = tau / stage
    se = (yy - 2 * ratio * yd + ratio**2 * dd) ** 0.5 / stage
    row = table.loc["effect over first stage", "H1"]
    assert row["value"] == pytest.approx(ratio, rel=1e-12) and "exclusion" in row["words"]
    low, high = map(float, row["words"].split(",")[0].removeprefix("95 % from ").split(" to "))
    assert (high - low) / se == pytest.approx(2 * 1.966, rel=1e-3)
    assert table.loc["effect over first stage"].index.tolist() == ["H1"]


def test_where_all_perceive_as_assigned_the_instrument_changes_nothing():
    raw = survey(400)
    found = Experiment.of(
        Design.of(declared(analysis={"instrument": "wald"})), raw.assign(recalled=raw["arm"])
    )
    row = found.checks().set_index(["check", "item"]).loc["effect over first stage", "H1"]
    one = found.estimate("H1", estimator="difference")
    assert row["value"] == pytest.approx(one.estimate) and row["p"] == pytest.approx(one.p)


def test_what_does_not_move_perception_is_no_instrument():
    with pytest.raises(ExperimentInputError, match="no first stage"):
        checks(survey(400).assign(recalled=8), analysis={"instrument": "wald"})


@pytest.mark.real_data
def test_alliances_and_support_for_war(real_data, root):
    answers = real_data / "tomz_weeks_survey/tomz_weeks_2017-04-YouGov-extracted.dta"
    experiment = Experiment.read(root / "config/experiments/tomz_weeks.yaml", data=answers)
    table = checks_table(experiment).set_index(["check", "item"])
    passed = table.loc["right answers to the check"]
    assert passed.loc["alliance: none", "value"] == pytest.approx(0.8829431, abs=5e-8)
    assert passed.loc["alliance: alliance", "value"] == pytest.approx(0.9617940, abs=5e-8)
    assert passed.loc["alliance: alliance", "p"] == pytest.approx(3e-7, rel=0.1)
    balance = table.loc["balance of all covariates", "alliance"]
    assert balance["value"] == pytest.approx(10.53801692, rel=1e-9)
    assert balance["p"] == pytest.approx(0.2292739, rel=1e-6)
    with_folders = Experiment.read(root / "config/experiments/tomz_weeks.yaml", folders=[real_data])
    pd.testing.assert_frame_equal(with_folders.frame, experiment.frame)


@pytest.mark.parametrize("others", ["everybody", "nobody"])
def test_attrition_where_all_of_several_arms_did_the_same(others):
    """Their difference has no error: the third arm is compared with both together."""
    arms = np.tile([1, 2, 3], 40)
    answered = np.where(arms == 3, np.arange(120) % 5 > 0, others == "everybody")
    raw = pd.DataFrame({"arm": arms, "safe": np.where(answered, 1.0 + np.arange(120) % 5, np.nan)})
    scale = {"kind": "ordinal", "range": [1, 5], "unit": "points", "margin": 1}
    claim = {
        "text": "None",
        "outcome": "vote",
        "effect": {"arm": "two"},
        "direction": "none",
        "family": "main",
    }
    levels = {1: "one", 2: "two", 3: "three"}
    design = {
        "factors": {"arm": {"column": "arm", "levels": levels, "reference": "one"}},
        "outcomes": {"safe": scale, "vote": scale},
        "hypotheses": {"H1": claim},
        **dict.fromkeys(["columns", "covariates", "mediators", "weight", "unit"]),
    }
    raw["vote"] = 1 + np.arange(120) % 5
    row = checks(raw, **design).loc["attrition by arm", "safe, arm"]
    third = answered[arms == 3].astype(float)
    F = (third.mean() - (others == "everybody")) ** 2 / (third.var(ddof=1) / 40)
    assert row["value"] == pytest.approx(F, rel=1e-9) and row["words"].startswith("F(1, 118)")


def test_of_the_profiles_of_a_task_one_is_chosen():
    raw = profiles()
    both = raw.assign(chosen=raw["chosen"].where(raw.index > 1, 1))
    nobody = raw.assign(chosen=raw["chosen"].where(raw.index > 3, 0))
    for answers, several, none in ((raw, 0, 0), (both, 1, 0), (nobody, 0, 2)):
        table = checks_table(Experiment.of(Design.of(PROFILES), answers)).set_index("check")
        row = table.loc["tasks with several choices"]
        assert row["value"] == several and row["verdict"] == ("fail" if several else "ok")
        assert row["words"] == f"of 120 tasks, in {several} several profiles are chosen, in {none} none"
