"""The list of switches whose values are compared, read and checked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from entente.abm.rules import Rules
from entente.core.checked_yaml import Declared, Distinct, Listed, Text, explained, listed, means, read_yaml
from entente.core.errors import ConfigurationError
from entente.studies.maoz2011.settings import Isolates, Model, Overlap, Panel, ReferenceGroups
from entente.systems.alliance_types import Alliance


class Measures(Declared):
    """How networks are measured; the defaults are those of the series and of the moments of the text."""

    alliance: Alliance = means("Obligations that make an actual alliance of the moments.", "any")
    transitivity: Literal["local", "global"] = means(
        "Mean local clustering, or closed two-paths over all.", "local"
    )
    odd_rule: bool = means(
        "Whether clique polarization of an odd number n of states is divided by n² − 1.", True
    )
    overlap: Overlap = means("Clique overlap in the network polarization index.", "coc")
    weights: Literal["sizes", "capability"] = means(
        "Whether cliques count by members or by their capabilities.", "sizes"
    )
    isolates: Isolates = means("Whether states without an ally count in polarization.", "keep")


class SwitchValue(Declared):
    """A value of a switch."""

    value: Any = means("As in the configuration.")
    label: Text = means("The value in the words of the tables.")


#: What describes the switches of each group, and keys that no table compares.
GROUPS = {"panel": Panel, "srg": ReferenceGroups, "model": Model, "rules": Rules, "measures": Measures}
NOT_COMPARED = ("panel.carry_years", "srg.dispute_years", "srg.war_years", "model.rule_sets")
KEYS = tuple(f"{group}.{key}" for group, form in GROUPS.items() for key in form.__pydantic_fields__)


class Switch(Declared):
    """A switch of the sensitivity tables."""

    key: Literal[tuple(key for key in KEYS if key not in NOT_COMPARED)] = means(
        "A key of the configuration; rules.<switch> for a switch of the configured rule set; "
        "measures.<measure> for a measure of networks."
    )
    section: Literal["data", "reference groups", "model", "measures"] = means("What the switch belongs to.")
    label: Text = means("The switch in the words of the tables.")
    note: Text = means("Why the switch may be without effect, shown where it is.", "")
    values: Listed[SwitchValue] = means("Values to compare, the default first.", min_length=2)


def read_switches(path: str | Path, rule_sets: Iterable[str]) -> list[Switch]:
    """Return the switches that a file lists, ``config/maoz2011/sensitivity.yaml``, for these rule sets.

    ConfigurationError is raised if the list is missing or malformed, names a key or a value twice, or gives a
    key a value that it cannot have.
    """
    given = read_yaml(path)
    if not (isinstance(given, list) and given):
        raise ConfigurationError(f"{path} is no list of switches.", "List the switches to compare.")
    problems = [
        problem for number, entry in enumerate(given, 1) for problem in _problems(entry, number, rule_sets)
    ]
    if not problems:
        switches = [Switch.model_validate(entry) for entry in given]
        keys = [switch.key for switch in switches]
        problems = [f"{key} is listed twice" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    if problems:
        raise ConfigurationError(
            listed(path, problems),
            "Keys: workflow/entente/studies/maoz2011/sensitivity/switches.py; values: settings.py in the "
            "folder above, and workflow/entente/abm/rules.py.",
        )
    return switches


def _problems(entry: Any, number: int, rule_sets: Iterable[str]) -> list[str]:
    key = entry.get("key") if isinstance(entry, dict) else None
    where, given, form = key if isinstance(key, str) else f"entry {number}", entry, Switch
    try:
        switch = Switch.model_validate(entry)
        given = {"values": [value.value for value in switch.values]}
        form = dict[str, Distinct[_form_of(switch.key, rule_sets)]]
        TypeAdapter(form, config=Declared.model_config).validate_python(given)
    except ValidationError as errors:
        return [f"{where}: {problem}" for problem in explained(errors, given, form)[0]]
    return []


def _form_of(key: str, rule_sets: Iterable[str]) -> Any:
    """What the values of a key may be."""
    if key == "model.rules":
        return Literal[tuple(rule_sets)]
    group, switch = key.split(".")
    field = GROUPS[group].__pydantic_fields__[switch]
    return Annotated[field.annotation, *field.metadata, Field()]
