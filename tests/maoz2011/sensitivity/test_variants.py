"""Variants: one switch changed at a time, to every value but the configured one."""

import re

import pytest

from entente.abm import Rules
from entente.core.errors import ConfigurationError
from entente.studies.maoz2011.sensitivity.variants import (
    BASELINE,
    MEASURED_AS,
    REBUILT_FROM,
    measured_runs,
    part_of,
    read_variants,
)


@pytest.fixture
def variants(root, configuration):
    def read(**changes):
        for section, values in changes.items():
            configuration[section] = {**configuration[section], **values}
        return read_variants(root / "config/maoz2011/sensitivity.yaml", configuration)

    return read


def test_the_baseline_comes_first_and_is_the_configuration(variants, configuration):
    first = next(iter(variants().values()))
    assert (first.name, first.key, part_of(first.settings, "measures")) == (BASELINE, "", MEASURED_AS)
    assert first.settings["srg.wars"] == configuration["srg"]["wars"]
    paper = Rules(**configuration["model"]["rule_sets"]["paper"])
    assert Rules(**part_of(first.settings, "rules")) == paper


def test_every_other_variant_changes_one_switch(variants):
    baseline, *others = variants().values()
    assert len(others) > 20
    for variant in others:
        assert variant.settings.keys() == baseline.settings.keys()
        changed = {key for key, value in variant.settings.items() if value != baseline.settings[key]}
        of_rules = {key for key in changed if key.startswith("rules.")}
        assert changed == {variant.key} | (of_rules if variant.key == "model.rules" else set()), variant.name


def test_names_are_fit_for_files(variants):
    names = list(variants())
    assert all(re.fullmatch(r"[A-Za-z_]+(-[A-Za-z0-9_]+)?", name) for name in names)
    assert {"srg_wars-war_sides", "model_symmetrise-true", "rules_modules-D_JC_EE"} <= set(names)


def test_a_switch_that_is_configured_otherwise_varies_to_the_default(variants):
    found = variants(srg={"wars": "war_sides"}, model={"symmetrise": True, "rules": "program"})
    assert {"srg_wars-dyadic_file", "srg_wars-dispute_flag", "model_symmetrise-false"} <= set(found)
    assert "srg_wars-war_sides" not in found and "model_symmetrise-true" not in found
    assert found["model_rules-paper"].settings["rules.modules"] == ["D", "EE", "JC"]
    assert found["rules_modules-D_EE_JC"].settings["rules.fallback"] == "any"
    # The program's rule set does not name this switch: the default is what it has.
    assert "rules_carry_allies-false" in found and "rules_carry_allies-true" not in found


def test_measures_are_taken_on_the_networks_of_the_baseline(variants):
    found = variants()
    runs = measured_runs(found.values())
    assert {name for name in found if name.startswith("measures_")} == set(runs[BASELINE]) - {BASELINE}
    assert [list(measured) for run, measured in runs.items() if run != BASELINE] == [
        [run] for run in runs if run != BASELINE
    ]
    assert runs[BASELINE]["measures_isolates-drop"] == {**MEASURED_AS, "isolates": "drop"}


def test_what_is_rebuilt_belongs_to_a_switch(variants):
    assert set(REBUILT_FROM) <= {variant.key for variant in variants().values()}


def test_a_switch_that_the_rule_set_does_not_name_has_its_default(configuration, tmp_path):
    listed = tmp_path / "sensitivity.yaml"
    listed.write_text(
        "- {key: rules.carry_allies, section: model, label: allies gained, values: "
        "[{value: false, label: anew}, {value: true, label: stay}]}\n"
    )
    configuration["model"]["rules"] = "program"
    assert set(read_variants(listed, configuration)) == {BASELINE, "rules_carry_allies-false"}


def test_a_switch_that_is_not_listed_cannot_be_chosen(root, configuration):
    chosen = configuration | {"sensitivity": ["srg.wars", "srg.war"]}
    with pytest.raises(ConfigurationError, match="there is no switch 'srg.war'"):
        read_variants(root / "config/maoz2011/sensitivity.yaml", chosen)
    few = read_variants(
        root / "config/maoz2011/sensitivity.yaml", configuration | {"sensitivity": ["srg.wars"]}
    )
    assert {variant.key for variant in few.values()} == {"", "srg.wars"}


def test_a_note_on_a_switch_is_that_of_its_variants(variants):
    found = variants()
    assert "by construction" in found["rules_srg_update-initial"].note
    assert found[BASELINE].note == "" and found["rules_ties-together"].note == ""
