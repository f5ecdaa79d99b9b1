"""Estimates of declared hypotheses side by side, contrasts of countries, and verdicts."""

import warnings

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import DesignError, ExperimentInputError
from entente.core.schema import load_schema
from entente.experiments import Design, Estimate, Experiment, effect, tost
from entente.experiments.countries import combined, with_contrasts
from entente.experiments.estimation.estimates import NotEstimated

from ..small_survey import declared, survey


def experiment(raw=None, **changes):
    return Experiment.of(Design.of(declared(**changes)), survey(240) if raw is None else raw)


def two_countries(**changes):
    raw = survey(240).assign(land=np.where(np.arange(240) < 100, "DE", "CZ"))
    unit = {"unit": {"id": "who", "country": "land"}, "assignment": {"kind": "complete"}}
    return experiment(raw, **unit, **changes)


def test_all_estimators_stand_side_by_side_and_never_a_subsample_alone():
    table = load_schema("experiments/estimates").validate(experiment().estimates())
    assert len(table) == 2 * 3 * 2 * 2
    assert table["estimator"].unique().tolist() == ["adjusted", "difference", "lin"]  # sorted by its key
    for _, rows in table.groupby(["hypothesis", "estimator", "weights"]):
        assert set(rows["sample"]) == {"all", "passed checks: troops"}


def test_rows_are_those_of_the_functions():
    found = experiment()
    frame = found.frame.dropna(subset=["support"])
    expected = effect(
        frame, "support", found.design.bases, {"troops": "withdrawn", "ally": "allied"},
        estimator="adjusted", covariates=["hawk", "woman"], weights="weight", block="town",
    )  # fmt: skip
    table = found.estimates().set_index(["hypothesis", "estimator", "weights", "sample"])
    row = table.loc["H2", "adjusted", "weight", "all"]
    assert row["n"] == len(frame) < len(found.frame)
    assert (row["estimate"], row["se"], row["df"]) == (expected.estimate, expected.se, expected.df)
    assert row["estimand"] == "interaction of troops: withdrawn, not stationed × ally: allied, not none"
    passed = frame[found.right["troops"].loc[frame.index]]
    expected = effect(
        passed, "support", found.design.bases, {"troops": "withdrawn"}, estimator="difference", block="town"
    )
    row = table.loc["H1", "difference", "none", "passed checks: troops"]
    assert (row["n"], row["estimate"], row["se"]) == (len(passed), expected.estimate, expected.se)
    one = found.estimate("H1", estimator="difference", sample="passed checks: troops")
    assert (one.estimate, one.p, one.n) == (row["estimate"], row["p"], row["n"])


def test_a_simple_effect_is_that_within_a_level():
    found = experiment(
        hypotheses__H2__effect={"troops": "withdrawn"}, hypotheses__H2__within={"ally": "allied"}
    )
    frame = found.frame.dropna(subset=["support"])
    allied = frame[frame["ally"] == "allied"]
    by_town = allied.groupby(["town", "troops"])["support"].mean().unstack()
    shares = allied["town"].value_counts(normalize=True)
    expected = ((by_town["withdrawn"] - by_town["stationed"]) * shares).sum()
    one = found.estimate("H2", estimator="difference")
    assert one.estimate == pytest.approx(expected, rel=1e-12) and one.n == len(allied)


def test_missing_covariates_are_counted_where_they_are_read():
    raw = survey(240)
    raw.loc[:9, "gender"] = None
    found = experiment(raw)
    n = {name: found.estimate("H1", estimator=name).n for name in ("lin", "difference")}
    frame = found.frame
    assert n["difference"] == frame["support"].notna().sum()
    assert n["lin"] == frame[["support", "woman"]].notna().all(axis=1).sum() < n["difference"]


def test_the_declared_estimator_comes_first_and_is_that_of_verdicts():
    found = experiment(analysis={"estimator": "difference", "level": 0.1})
    assert found.estimates()["estimator"].iloc[0] == "difference"
    verdicts = load_schema("experiments/hypotheses").validate(found.hypotheses())
    one = found.estimate("H1")
    row = verdicts.set_index("hypothesis").loc["H1"]
    assert one.estimator == "difference" == row["estimator"] and row["estimate"] == one.estimate
    assert (row["low"], row["high"]) == one.limits(0.9)
    small = tost(one.estimate, one.se, one.df, 10, level=0.1)
    assert (row["p_tost"], row["low_90"], row["smallest"]) == (small.p, small.low, small.smallest)


def test_p_are_adjusted_within_the_declared_family():
    p = experiment().hypotheses().set_index("hypothesis")
    low, high = sorted(p["p"])
    assert sorted(p["p_adjusted"]) == pytest.approx([min(1, 2 * low), max(min(1, 2 * low), high)])
    alone = experiment(families={"main": "holm", "sub": "none"}, hypotheses__H2__family="sub").hypotheses()
    assert alone["p_adjusted"].tolist() == alone["p"].tolist()


def test_no_effect_is_never_supported_because_p_is_large():
    found = experiment(hypotheses__H2__direction="none", outcomes__support__margin=1).hypotheses()
    row = found.set_index("hypothesis").loc["H2"]
    assert row["p_adjusted"] > 0.05 and row["verdict"] == "open" and row["size"] == "inconclusive"
    wide = experiment(hypotheses__H2__direction="none", outcomes__support__margin=60).hypotheses()
    assert wide.set_index("hypothesis").loc["H2", "verdict"] == "supported"


def test_countries_stand_apart_with_their_difference():
    found = two_countries(weight=None)
    table = load_schema("experiments/estimates").validate(found.estimates())
    rows = table[
        (table["hypothesis"] == "H1") & (table["estimator"] == "difference") & (table["sample"] == "all")
    ]
    rows = rows.set_index("country")
    assert rows.index.tolist() == ["CZ", "DE", "difference"]
    frame = found.of_country("DE").frame.dropna(subset=["support"])
    means = frame.groupby("troops")["support"].mean()
    assert rows.loc["DE", "estimate"] == pytest.approx(means["withdrawn"] - means["stationed"])
    cz, de, difference = (rows.loc[name] for name in rows.index)
    assert difference["estimate"] == pytest.approx(cz["estimate"] - de["estimate"])
    assert difference["se"] == pytest.approx(np.hypot(cz["se"], de["se"]))
    assert min(cz["df"], de["df"]) < difference["df"] < cz["df"] + de["df"]
    assert found.estimate("H1", "difference", estimator="difference").n == difference["n"]
    verdicts = found.hypotheses().set_index(["hypothesis", "country"])
    assert verdicts.loc[("H1", "difference"), "verdict"] == "not claimed"
    assert set(verdicts.xs("CZ", level="country")["verdict"]) <= {"supported", "contradicted", "open"}
    with pytest.raises(ExperimentInputError, match="There is no country 'all'.*\n.*CZ, DE, difference"):
        found.estimate("H1")


def test_countries_are_pooled_only_if_that_is_declared():
    assert "pooled" not in set(two_countries().hypotheses()["country"])
    rows = two_countries(pool="inverse_variance").hypotheses().set_index(["hypothesis", "country"]).loc["H1"]
    w = rows.loc[["CZ", "DE"], "se"] ** -2
    assert rows.loc["pooled", "estimate"] == pytest.approx((rows["estimate"] * w).sum() / w.sum())
    assert rows.loc["pooled", "se"] == pytest.approx(w.sum() ** -0.5)


def test_contrasts_of_independent_samples():
    one, other = Estimate(2.0, 0.3, 10.0), Estimate(0.5, 0.4, np.inf)
    difference = combined([one, other], [1, -1])
    assert (difference.estimate, difference.se) == pytest.approx((1.5, 0.5))
    assert difference.df == pytest.approx(0.25**2 / (0.09**2 / 10))
    assert combined([other, other], [1, -1]).df == np.inf
    assert list(with_contrasts({"A": (one, 3)}, False)) == ["A"]
    three = with_contrasts(dict.fromkeys("ABC", (one, 3)), "inverse_variance")
    assert list(three) == ["A", "B", "C", "pooled"]


def test_a_subsample_without_an_arm_is_left_out_with_a_warning():
    raw = survey(240)
    raw["recalled"] = 1
    found = experiment(raw)
    with pytest.warns(NotEstimated) as warned:
        table = found.estimates()
    assert "H1, passed checks: troops: not estimated" in str(warned[0].message)
    assert set(table["sample"]) == {"all"}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found.hypotheses()


def test_the_attentive_may_be_looked_at_apart_if_they_were_asked_before():
    raw = survey(240).assign(read=np.where(np.arange(240) % 7, 1, 2))
    found = experiment(raw, attention={"column": "read", "right": [1], "asked": "before"})
    assert found.estimate("H1", sample="attentive").n < found.estimate("H1").n
    with pytest.raises(ExperimentInputError, match="no sample 'attentive'"):
        experiment(raw, attention={"column": "read", "right": [1]}).estimate("H1", sample="attentive")


def test_what_is_not_there_cannot_be_asked_for():
    found = experiment()
    with pytest.raises(DesignError, match="no hypothesis 'H7'"):
        found.estimate("H7")
    with pytest.raises(ExperimentInputError, match="no estimator 'ols'.*\n.*lin, difference, adjusted"):
        found.estimate("H1", estimator="ols")
    with pytest.raises(ExperimentInputError, match="no weight 'w'"):
        found.estimate("H1", weights="w")


def test_clusters_may_count_the_same():
    raw = survey(240).assign(street=lambda answers: answers["arm"] * 100 + np.arange(240) ** 2 // 3000)
    changes = {"assignment": {"kind": "clustered", "cluster": "street"}, "hypotheses__H2": None,
               "factors__ally": None}  # fmt: skip
    persons = experiment(raw, **changes).estimate("H1", estimator="difference")
    clusters = experiment(raw, analysis={"equal": "clusters"}, **changes).estimate(
        "H1", estimator="difference"
    )
    frame = experiment(raw, **changes).frame
    of_street = frame.groupby(["troops", "street"])["support"].mean().groupby("troops").mean()
    assert clusters.estimate == pytest.approx(of_street["withdrawn"] - of_street["stationed"])
    assert persons.estimate != pytest.approx(clusters.estimate)
    with pytest.raises(DesignError, match="analysis.equal is clusters, but"):
        Design.of(declared(analysis={"equal": "clusters"}))


LEVELS = {"forces": ("none", "troops", "missiles"), "command": ("national", "allied")}


def conjoint(**changes):
    """Forty respondents judge four pairs of profiles; missiles never stand under national command."""
    rng = np.random.default_rng(2)
    rows = pd.MultiIndex.from_product([range(40), range(4), (1, 2)], names=["person", "task", "profile"])
    raw = pd.DataFrame(index=rows).reset_index()
    raw["forces"] = rng.choice(["none", "troops", "missiles"], len(raw))
    raw["command"] = np.where(
        raw["forces"] == "missiles", "allied", rng.choice(["national", "allied"], len(raw))
    )
    raw["chosen"] = (rng.random(len(raw)) < 0.4 + 0.2 * (raw["forces"] == "troops")).astype(int)
    design = {
        "title": "Forces", "status": "pilot", "data": {"role": "profiles"},
        "factors": {
            "forces": {"column": "forces", "levels": {n: n for n in LEVELS["forces"]}, "reference": "none"},
            "command": {"column": "command", "levels": {n: n for n in LEVELS["command"]},
                        "reference": "national"},
        },
        "outcomes": {"chosen": {"kind": "binary", "range": [0, 1], "unit": "share", "margin": 0.1}},
        "hypotheses": {"H1": {"text": "Missiles", "outcome": "chosen", "effect": {"forces": "missiles"},
                              "direction": "none", "family": "main"}},
        "families": {"main": "none"},
        "conjoint": {"respondent": "person", "task": "task", "profile": "profile", "chosen": "chosen"},
    }  # fmt: skip
    design["conjoint"] |= changes
    return Experiment.of(Design.of(design), raw)


def test_restricted_profiles_are_compared_among_allowed_partners():
    found = conjoint(restrictions=[["forces", "command"]])
    allied = found.frame[found.frame["command"] == "allied"].groupby("forces")["chosen"].mean()
    one = found.estimate("H1")
    assert one.estimator == "adjusted" and one.estimate == pytest.approx(allied["missiles"] - allied["none"])
    assert found.estimates()["estimator"].tolist() == ["adjusted"]
    amces = load_schema("experiments/amces").validate(found.amces()).set_index("level")
    assert amces.loc["missiles", "estimate"] == pytest.approx(one.estimate, rel=1e-12)
    assert amces.loc["missiles", "averaged_over"] == "command"
    with pytest.raises(DesignError, match="Declare the restriction"):
        conjoint().estimate("H1")


@pytest.mark.real_data
def test_alliances_and_support_for_war(real_data, root, monkeypatch):
    monkeypatch.chdir("/")
    monkeypatch.setenv("ENTENTE_MIRRORS", str(real_data))
    found = Experiment.read(root / "config/experiments/tomz_weeks.yaml")
    table = found.estimates().set_index(["hypothesis", "estimator", "weights", "sample"]).sort_index()
    for key, (estimate, se, df) in {
        ("difference", "none"): (33.079812, 2.621447062, 1144.562199),
        ("adjusted", "none"): (33.71349461, 2.460619332, 1184),
        ("lin", "none"): (33.47366096, 2.505596495, 1182),
        ("adjusted", "weight"): (30.59295366, 4.066753902, 1184),
    }.items():
        row = table.loc[("H1", *key, "all")]
        assert (row["estimate"], row["se"]) == pytest.approx((estimate, se), rel=1e-8)
        assert row["df"] == pytest.approx(df, rel=1e-9)
    full, passed = (table.loc[("H1", "lin", "none", s)] for s in ("all", "passed checks: alliance"))
    assert passed["estimate"] - full["estimate"] > full["se"] and passed["n"] == 1107
    verdicts = found.hypotheses().set_index("hypothesis")["verdict"]
    assert verdicts[["H1", "H3", "H6"]].tolist() == ["supported"] * 3 and verdicts["H5"] == "open"
