"""The list of switches: complete as shipped, and refused with the place of the mistake."""

from dataclasses import asdict
from typing import get_args

import pytest
import yaml

from entente.abm import Rules
from entente.core.errors import ConfigurationError
from entente.studies.maoz2011.sensitivity.variants import GROUPS, MEASURED_AS, Switch, read_switches

LIST = "config/maoz2011/sensitivity.yaml"
RULE_SETS = ("paper", "program")

GOOD = {
    "key": "srg.alliance",
    "section": "reference groups",
    "label": "allies",
    "values": [{"value": "pact", "label": "pact"}, {"value": "any", "label": "any"}],
}


@pytest.fixture
def shipped(root):
    return {switch.key: switch for switch in read_switches(root / LIST, RULE_SETS)}


def values(switch):
    return [entry.value for entry in switch.values]


def test_every_switch_is_compared_but_the_bound_on_iterations(shipped):
    known = get_args(Switch.model_fields["key"].annotation)
    assert set(known) - set(shipped) == {"rules.max_iterations"}


def test_every_value_of_a_switch_is_compared(shipped):
    for key, switch in shipped.items():
        group, name = key.split(".")
        if key in ("model.rules", "rules.modules"):
            continue
        allowed = get_args(GROUPS[group].__pydantic_fields__[name].annotation) or [True, False]
        assert sorted(map(str, values(switch))) == sorted(map(str, allowed)), key


def test_what_an_unnamed_switch_of_a_rule_set_is_comes_first(shipped):
    defaults = asdict(Rules())
    for key, switch in shipped.items():
        group, name = key.split(".")
        if group == "rules":
            default = defaults[name]
            assert values(switch)[0] == (list(default) if isinstance(default, tuple) else default)
        if group == "measures":
            assert values(switch)[0] == MEASURED_AS[name]


def refusal(tmp_path, content) -> str:
    path = tmp_path / "sensitivity.yaml"
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_switches(path, RULE_SETS)
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_good_entry_is_taken(tmp_path):
    path = tmp_path / "sensitivity.yaml"
    path.write_text(yaml.safe_dump([GOOD]))
    (switch,) = read_switches(path, RULE_SETS)
    assert switch.model_dump(mode="json", exclude_unset=True) == GOOD


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"key": "srg.aliance"}, "srg.aliance: key is 'srg.aliance': it should be 'panel.same_day_only', "),
        ({"key": 7}, "entry 1: key is 7: it should be 'panel.same_day_only', "),
        ({"section": "rest"}, "srg.alliance: section is 'rest': it should be 'data', "),
        ({"labels": "x"}, "srg.alliance: unknown key 'labels', did you mean 'label'?"),
        ({"values": [{"value": "pact", "label": "x"}]}, "srg.alliance: values is [{"),
        ({"values": [{"value": "pact"}, GOOD["values"][1]]}, "srg.alliance: values.0.label is missing"),
        (
            {"values": [*GOOD["values"], {"value": "all", "label": "x"}]},
            "srg.alliance: values.2 is 'all': it should be 'any' or 'pact'",
        ),
        ({"values": [*GOOD["values"], GOOD["values"][0]]}, "'pact', 'any', 'pact']: 'pact' is listed twice"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path, change, said):
    assert said in refusal(tmp_path, [{**GOOD, **change}])


@pytest.mark.parametrize(
    ("key", "wrong", "said"),
    [
        (
            "model.rules",
            ["paper", "maoz"],
            "model.rules: values.1 is 'maoz': it should be 'paper' or 'program'",
        ),
        ("rules.modules", [["D"], ["X"]], "rules.modules: values.1.0 is 'X': it should be 'D', 'EE' or 'JC'"),
        (
            "measures.weights",
            ["sizes", "gdp"],
            "measures.weights: values.1 is 'gdp': it should be 'sizes' or 'capability'",
        ),
        (
            "model.symmetrise",
            [False, "yes"],
            "model.symmetrise: values.1 is 'yes': it should be a valid boolean",
        ),
    ],
)
def test_a_value_that_the_key_cannot_have_is_named(tmp_path, key, wrong, said):
    entry = {**GOOD, "key": key, "values": [{"value": value, "label": "x"} for value in wrong]}
    assert said in refusal(tmp_path, [entry])


def test_a_key_listed_twice_is_named(tmp_path):
    assert "srg.alliance is listed twice" in refusal(tmp_path, [GOOD, GOOD])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("- a: [", "no valid YAML"),
        ("- key: a\n  key: b\n", "twice"),
        ("", "is no list of switches"),
        ("[]", "is no list of switches"),
    ],
)
def test_an_unusable_list_is_refused(tmp_path, content, said):
    assert said in refusal(tmp_path, content)


def test_a_missing_list_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match=r"nothing\.yaml cannot be read"):
        read_switches(tmp_path / "nothing.yaml", RULE_SETS)
