"""Designs: what a file may say, and every contradiction that is refused without data."""

import pytest

from entente.core.errors import DesignError
from entente.experiments import Design

from ..small_survey import declared


def refused(match, **changes):
    with pytest.raises(DesignError, match=match):
        Design.of(declared(**changes))


def test_a_design_is_found_by_its_names():
    design = Design.of(declared())
    assert design.factor("ally").arms == ("none", "allied") and design.bases["troops"] == "stationed"
    assert design.hypothesis("H2").effect == {"troops": "withdrawn", "ally": "allied"}
    assert design.outcome("support").margin == 10 and design.mediator("safe").order == "before"
    assert not design.registered and Design.of(declared(registration="https://osf.io/x")).registered
    with pytest.raises(DesignError, match=r"no hypothesis 'H3'"):
        design.hypothesis("H3")


def test_the_design_of_the_repository_is_one(root):
    design = Design.read(root / "config/experiments/tomz_weeks.yaml")
    assert [hypothesis.name for hypothesis in design.hypotheses] == [f"H{i}" for i in range(1, 7)]


def test_effects_of_a_factor_with_presence_are_those_of_presence():
    presence = {"stationed": 1, "withdrawn": 0}
    effects = {"H1": {"troops": "present"}, "H2": {"troops": "present", "ally": "allied"}}
    changes = {f"hypotheses__{name}__effect": effect for name, effect in effects.items()}
    factor = Design.of(declared(factors__troops__presence=presence, **changes)).factor("troops")
    assert factor.arms == ("absent", "present") and factor.of_raw == {1: "present", 2: "absent"}
    refused("'stationed' is no arm of troops; its arms are absent, present, as it declares presence",
            factors__troops__presence=presence, hypotheses__H1__effect={"troops": "stationed"})  # fmt: skip
    refused("presence should say 0 or 1 of each level", factors__troops__presence={"stationed": 1})
    refused("presence has no level of 0", factors__troops__presence={"stationed": 1, "withdrawn": 1})


@pytest.mark.parametrize(
    ("match", "changes"),
    [
        ("unknown key 'wieght', did you mean 'weight'", {"wieght": "w"}),
        ("outcomes.support.margin is missing", {"outcomes__support__margin": None}),
        ("margin is 0: it should be greater than 0", {"outcomes__support__margin": 0}),
        (r"range is \[1, 1\]: the first should be below", {"outcomes__support__range": [1, 1]}),
        ("columns.hawk: it should have either `from` or `mean`", {"columns__hawk__from": "hawk1"}),
        ("columns.hawk: times is 0", {"columns__hawk__times": 0}),
        ("levels.y is True: YAML reads yes", {"factors__ally__levels": {"n": "none", "y": True}}),
        ("true and false: put it in quotes", {"factors__ally__levels": {False: "none", True: "allied"}}),
        ("'non', which is none of its levels, none, allied", {"factors__ally__reference": "non"}),
        ("gives the name 'one' to several", {"factors__ally__levels": {"n": "one", "y": "one"}}),
        ("right should give the right answer", {"factors__troops__check__right": {1: 1}}),
        ("kind blocked and names no block", {"assignment__block": None}),
        ("kind complete and has the block 'town'", {"assignment__kind": "complete"}),
        ("kind blocked and has the cluster 'street'", {"assignment__cluster": "street"}),
        ("under the name of each factor", {"assignment__probabilities": {"none": 0.5, "allied": 0.5}}),
        ("ally should not be below 0, and add to 1",
         {"assignment__probabilities": {"ally": {"none": 0.5, "allied": 0.6}}}),
        ("probabilities of ally should be given for each arm, none, allied",
         {"assignment__probabilities": {"ally": {"none": 1.0}}}),
        ("probabilities of ally gives an arm no chance",
         {"assignment__probabilities": {"ally": {"none": 1.0, "allied": 0.0}}}),
        ("cells should give shares of the arms of each factor",
         {"analysis": {"cells": {"ally": {"none": 1.0}}}}),
        ("analysis.cells of ally should not be below 0, and add to 1", {"analysis": {"cells": {
            "ally": {"none": 0.5, "allied": 0.6}, "troops": {"stationed": 0.5, "withdrawn": 0.5}}}}),
        ("column of analysis.tighten 'recalled' is also the check", {"analysis": {"tighten": "recalled"}}),
        ("alli is no factor; near it are ally", {"assignment__probabilities": {"alli": {"none": 1.0}}}),
        ("ally is a factor and a covariate", {"covariates": ["ally"]}),
        ("weight is the column 'ally', which a factor is called by", {"weight": "ally"}),
        ("'support' is also the outcome support", {"covariates": ["support"]}),
        (r"'q_support' is also the outcome support \(column 'q_support'\)", {"covariates": ["q_support"]}),
        ("'safe' is also the mediator safe", {"covariates": ["safe"]}),
        ("'recalled' is also the check of troops", {"covariates": ["recalled"]}),
        ("'arm' is also the factor troops", {"covariates": ["arm"]}),
        ("'trust' is also intermediate to safe",
         {"covariates": ["trust"], "mediators__safe__intermediate": ["trust"]}),
        ("'read' is also the attention check",
         {"covariates": ["read"], "attention": {"column": "read", "right": [1]}}),
        ("the moderator 'recalled' is also the check", {"heterogeneity": {"recalled": "main"}}),
        ("heterogeneity.hawk: the family 'mian' is not declared in `families`; near it are main",
         {"heterogeneity": {"hawk": "mian"}}),
        ("there is no outcome 'suport'; near it are support", {"mediators__safe__outcome": "suport"}),
        ("there is no factor 'troop'; near it are troops", {"mediators__safe__treatment": "troop"}),
        ("another range than the outcome of that name",
         {"outcomes__safe": {"kind": "ordinal", "range": [0, 4], "unit": "points", "margin": 1}}),
        ("H1.outcome: there is no outcome 'x'", {"hypotheses__H1__outcome": "x"}),
        ("H1.effect: there is no factor 'x'", {"hypotheses__H1__effect": {"x": "withdrawn"}}),
        ("'withdrwan' is no arm of troops; near it are withdrawn",
         {"hypotheses__H1__effect": {"troops": "withdrwan"}}),
        ("has no effect", {"hypotheses__H1__effect": {"troops": "stationed"}}),
        ("troops is varied in `effect` and held in `within`",
         {"hypotheses__H1__within": {"troops": "withdrawn"}}),
        ("H2: the family 'sub' is not declared", {"hypotheses__H2__family": "sub"}),
        ("families.spare is never used", {"families__spare": "bh"}),
        ("status is pilot, but the data are simulated", {"data": {"simulate": "world"}}),
        ("weight is the column 'weight', which `drop` drops", {"drop": ["weight"]}),
        ("pool is asked for, but unit.country names no column", {"pool": "inverse_variance"}),
        ("no factor 'x'", {"conjoint": {"respondent": "r", "task": "t", "profile": "p", "chosen": "c",
                                        "restrictions": [["x", "ally"]]}}),
        ("conjoint.respondent does so",
         {"conjoint": {"respondent": "r", "task": "t", "profile": "p", "chosen": "c"}}),
    ],
)  # fmt: skip
def test_a_design_that_contradicts_itself_is_refused(match, changes):
    refused(match, **changes)


def test_a_file_that_is_no_design_is_refused(tmp_path):
    with pytest.raises(DesignError, match="cannot be read"):
        Design.read(tmp_path / "absent.yaml")
    (tmp_path / "twice.yaml").write_text("title: a\ntitle: b\n")
    with pytest.raises(DesignError, match="keys occur twice"):
        Design.read(tmp_path / "twice.yaml")
