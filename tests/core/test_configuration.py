"""The configuration: merged, checked, and clear about what is wrong."""

from typing import get_args

import pytest

from entente.abm import Rules
from entente.core.configuration import (
    check_configuration,
    check_files,
    configuration_form,
    load_configuration,
    merge,
)
from entente.core.errors import ConfigurationError
from entente.core.study import load_study, study_names


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
    with pytest.raises(ConfigurationError, match="2011.model: rules is 'literal'.*paper, program"):
        check_configuration(replication)


@pytest.mark.parametrize("name", ["Paper", "no carry", "a\n", "{rules}"])
def test_rule_sets_are_named_like_folders(replication, name):
    replication["maoz2011"]["model"]["rule_sets"][name] = {}
    with pytest.raises(ConfigurationError, match="model.rule_sets(.|\\n)*it should match pattern"):
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
        ("srg", "zzz", 5, "maoz2011.srg: unknown key 'zzz', known are dispute_years, war_years"),
        (
            "srg",
            "dispute_years",
            0,
            "maoz2011.srg.dispute_years is 0: it should be greater than or equal to 1",
        ),
        (
            "srg",
            "wars",
            "all",
            "maoz2011.srg.wars is 'all': it should be 'dyadic_file', 'dispute_flag' or 'war_sides'",
        ),
        ("years", "first", "1816", "years.first is '1816': it should be a valid integer"),
        ("years", "first", True, "years.first is True: it should be a valid integer"),
        ("years", "first", 2001.5, "years.first is 2001.5: it should be a valid integer"),
        ("years", "first", 1816.0, "years.first is 1816.0: it should be a valid integer"),
        ("srg", "war_years", 10.0, "maoz2011.srg.war_years is 10.0: it should be a valid integer"),
        ("random", "runs", 256.0, "maoz2011.random.runs is 256.0: it should be a valid integer"),
        ("random", "max_cliques", 1e30, "maoz2011.random.max_cliques is 1e+30: it should be a valid integer"),
        (
            "random",
            "batch",
            1,
            "maoz2011.random: 20000 runs in batches of 1 are more than 2000 jobs: let batch be at least 10",
        ),
    ],
)
def test_a_wrong_key_or_value_is_named(replication, section, key, value, said):
    place = replication if section in replication else replication["maoz2011"]
    place[section][key] = value
    with pytest.raises(ConfigurationError) as caught:
        check_configuration(replication)
    assert said in str(caught.value)
    module = "core/configuration.py" if section == "years" else "studies/maoz2011/settings.py"
    assert f"workflow/entente/{module}" in str(caught.value)


@pytest.mark.parametrize("key", ["registry", "recodes", "raw"])
def test_braces_in_a_path_are_refused_by_key(replication, key):
    replication["data"][key] = "folder/{part}"
    with pytest.raises(ConfigurationError, match=rf"data.{key} is .*: paths .* have no braces"):
        check_configuration(replication)


def test_a_missing_key_and_an_unknown_section_are_named(replication):
    del replication["seed"]
    replication["extra"] = {}
    with pytest.raises(ConfigurationError) as caught:
        check_configuration(replication)
    assert "seed is missing" in str(caught.value)
    assert "unknown key 'extra'" in str(caught.value)


def test_years_in_the_wrong_order_are_refused(replication):
    replication["years"] = {"first": 1950, "last": 1900}
    with pytest.raises(ConfigurationError, match=r"1950.*1900"):
        check_configuration(replication)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "The configuration .* cannot be read"),
        ("a: [", "no valid YAML"),
        ("", "it is None: it should be a mapping"),
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


def is_form(annotation):
    return hasattr(annotation, "__pydantic_fields__")


def test_every_key_has_a_description():
    def leaves(form, where=""):
        for key, field in form.__pydantic_fields__.items():
            # What may be left out is a form, or off.
            forms = [one for one in (field.annotation, *get_args(field.annotation)) if is_form(one)]
            for one in forms:
                yield from leaves(one, f"{where}{key}.")
            if not forms or field.description:
                yield f"{where}{key}", field

    form = configuration_form(map(load_study, study_names()))
    described = {**dict(leaves(form)), **dict(leaves(Rules))}
    assert len(described) > 40
    assert [key for key, field in described.items() if not field.description] == []


def test_a_setting_of_a_study_is_told_where_it_belongs(replication):
    replication["panel"] = {}
    with pytest.raises(ConfigurationError, match="panel is a setting of a study(.|\n)*maoz2011.panel"):
        check_configuration(replication)


def test_a_study_that_is_named_twice_and_settings_of_none_are_refused(replication):
    with pytest.raises(ConfigurationError, match="studies is .*: 'maoz2011' is listed twice"):
        check_configuration({**replication, "studies": ["maoz2011", "maoz2011"]})
    with pytest.raises(ConfigurationError, match=r"studies is \[\]: it should have at least 1 item"):
        check_configuration({**replication, "studies": []})


def test_a_setting_of_a_study_at_the_top_is_told_where_it_belongs(replication):
    with pytest.raises(ConfigurationError, match=r"srg is a setting of a study(.|\n)*maoz2011\.srg"):
        check_configuration(replication | {"srg": {"dispute_years": 3}})


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("random", True, "maoz2011.random is True: it should be off or it should be a mapping"),
        ("sensitivity", [], "maoz2011.sensitivity is []: it should be off or it should be 'all' or"),
    ],
)
def test_a_stage_can_be_left_out_by_one_word(replication, key, value, said):
    replication["maoz2011"][key] = False
    check_configuration(replication)
    replication["maoz2011"][key] = value
    with pytest.raises(ConfigurationError) as caught:
        check_configuration(replication)
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["paper\n", "pa per", "{run}", ""])
def test_a_run_is_named_like_a_folder(replication, name):
    replication["run"] = name
    with pytest.raises(ConfigurationError, match="run is "):
        check_configuration(replication)


def test_no_counterfactual_need_be_run(replication):
    replication["maoz2011"]["counterfactuals"] = []
    check_configuration(replication)


@pytest.mark.parametrize("name", ["all_democratic\n", "../all_democratic", "{name}"])
def test_counterfactuals_are_named_like_their_files(replication, name):
    replication["maoz2011"]["counterfactuals"] = [name]
    with pytest.raises(ConfigurationError, match="2011.counterfactuals.0 is .*it should match pattern"):
        check_configuration(replication)


def test_files_that_are_read_otherwise_than_written_are_refused(tmp_path):
    good, twice = tmp_path / "good.yaml", tmp_path / "twice.yaml"
    good.write_text("seed: 1\n")
    twice.write_text("seed: 1\nseed: 2\n")
    check_files([good])
    with pytest.raises(ConfigurationError, match=r"twice\.yaml(.|\n)*keys occur twice: \['seed'\]"):
        check_files([good, twice])
