"""The configuration: merged, checked, and clear about what is wrong."""

import pytest
import yaml

from entente.abm import Rules
from entente.core.configuration import check_configuration, load_configuration, merge
from entente.core.errors import ConfigurationError


@pytest.fixture
def replication(root):
    return load_configuration(root / "config/config.yaml")


def test_both_configurations_of_the_repository_are_valid(root, replication):
    demo = load_configuration(root / "config/demo.yaml")
    assert (replication["run"], demo["run"]) == ("paper", "demo")
    assert demo["maoz2011"]["srg"] == replication["maoz2011"]["srg"]
    assert demo["data"]["mirrors"] == replication["data"]["mirrors"]
    assert demo["years"] != replication["years"]


def test_the_defaults_are_the_readings_that_come_first(replication):
    assert replication["maoz2011"]["srg"] == {
        "dispute_years": 5,
        "war_years": 10,
        "includes_year": True,
        "wars": "dyadic_file",
        "alliance": "pact",
    }
    model = replication["maoz2011"]["model"]
    assert (model["rules"], model["mid"], model["symmetrise"]) == ("paper", "window", False)


def test_the_configured_rule_sets_are_those_of_the_model(replication):
    rule_sets = replication["maoz2011"]["model"]["rule_sets"]
    assert {name: Rules(**switches) for name, switches in rule_sets.items()} == {
        name: Rules.named(name) for name in ("paper", "program")
    }


def test_the_configured_rule_set_must_be_defined(replication):
    replication["maoz2011"]["model"]["rules"] = "literal"
    with pytest.raises(ConfigurationError, match="model.rules is 'literal'(.|\n)*paper, program"):
        check_configuration(replication)


@pytest.mark.parametrize("name", ["Paper", "no carry"])
def test_rule_sets_are_named_like_folders(replication, name):
    replication["maoz2011"]["model"]["rule_sets"][name] = {}
    with pytest.raises(ConfigurationError, match=f"model.rule_sets(.|\\n)*{name}"):
        check_configuration(replication)


def test_unknown_switches_are_refused(replication):
    replication["maoz2011"]["model"]["rule_sets"]["program"]["fall_back"] = "any"
    with pytest.raises(ConfigurationError, match="model.rule_sets.program(.|\n)*did you mean 'fallback'"):
        check_configuration(replication)
    assert replication["maoz2011"]["panel"]["cooperation"] == "both"
    assert replication["years"] == {"first": 1816, "last": 2001}


def test_merge_changes_single_keys_and_neither_input():
    base, changes = {"a": {"b": 1, "c": 2}, "d": [1, 2]}, {"a": {"b": 3}, "d": [9]}
    assert merge(base, changes) == {"a": {"b": 3, "c": 2}, "d": [9]}
    assert base == {"a": {"b": 1, "c": 2}, "d": [1, 2]}
    assert changes == {"a": {"b": 3}, "d": [9]}


@pytest.mark.parametrize(
    ("section", "key", "value", "said"),
    [
        (
            "srg",
            "dispute_yeers",
            5,
            "2011.srg: unknown key 'dispute_yeers', did you mean 'dispute_years'?",
        ),
        ("srg", "zzz", 5, "maoz2011.srg: unknown key 'zzz'; known are"),
        ("srg", "dispute_years", 0, "maoz2011.srg.dispute_years: 0 is less than the minimum"),
        ("srg", "wars", "all", "maoz2011.srg.wars: 'all' is not one of"),
        ("years", "first", "1816", "years.first: '1816' is not of type 'integer'"),
        ("years", "first", 2001.5, "years.first: 2001.5 is not of type 'integer'"),
    ],
)
def test_a_wrong_key_or_value_is_named(replication, section, key, value, said):
    place = replication if section in replication else replication["maoz2011"]
    place[section][key] = value
    with pytest.raises(ConfigurationError) as caught:
        check_configuration(replication)
    assert said in str(caught.value)
    assert "config.schema.yaml" in str(caught.value)


def test_a_missing_key_and_an_unknown_section_are_named(replication):
    del replication["seed"]
    replication["extra"] = {}
    with pytest.raises(ConfigurationError) as caught:
        check_configuration(replication)
    assert "'seed' is a required property" in str(caught.value)
    assert "unknown key 'extra'" in str(caught.value)


def test_years_in_the_wrong_order_are_refused(replication):
    replication["years"] = {"first": 1950, "last": 1900}
    with pytest.raises(ConfigurationError, match=r"1950.*1900"):
        check_configuration(replication)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no configuration file"),
        ("a: [", "no valid YAML"),
        ("", "holds no settings"),
        ("a: 1\na: 2", "twice"),
    ],
)
def test_an_unusable_file_is_named(tmp_path, content, said):
    path = tmp_path / "config.yaml"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ConfigurationError, match=said) as caught:
        load_configuration(path)
    assert str(path) in str(caught.value)


def test_every_key_has_a_description(root):
    def leaves(schema, where=""):
        for key, value in schema["properties"].items():
            if "properties" in value:
                yield from leaves(value, f"{where}{key}.")
            else:
                yield f"{where}{key}", value

    schemas = root / "workflow/schemas"
    described = {
        f"{path.parent.name}.{key}": value
        for path in (schemas / "config.schema.yaml", *schemas.glob("*/settings.schema.yaml"))
        for key, value in leaves(yaml.safe_load(path.read_text(encoding="utf-8")))
    }
    assert len(described) > 20
    assert [key for key, value in described.items() if not value.get("description")] == []
