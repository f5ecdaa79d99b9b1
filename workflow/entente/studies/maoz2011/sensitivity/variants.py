"""The variants of a run: one switch changed at a time, to every value listed but the configured one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from entente.abm.rules import Rules
from entente.core.checked_yaml import Declared, Distinct, Listed, Text, explained, listed, means, read_yaml
from entente.core.errors import ConfigurationError
from entente.studies.maoz2011 import THREAT_SOURCES
from entente.studies.maoz2011.settings import Isolates, Model, Overlap, Panel, ReferenceGroups
from entente.systems import DYAD_SOURCES
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
            "Keys: workflow/entente/studies/maoz2011/sensitivity/variants.py; values: settings.py in the "
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


#: The variant in which nothing is changed.
BASELINE = "baseline"

#: How the network series and the moments of the text measure networks.
MEASURED_AS = Measures().model_dump()

#: Tidy tables from which attributes or threats are made again when a switch of theirs changes.
REBUILT_FROM = {
    "panel.democracy": ("regimes",),
    "panel.same_day_only": DYAD_SOURCES,
    "srg.wars": THREAT_SOURCES,
    "srg.includes_year": THREAT_SOURCES,
}


@dataclass(frozen=True)
class Variant:
    """A run with one switch changed.

    Name (fit for a file name: the key and the value, or "baseline"); section, switch and value in words;
    note, why the switch may be without effect; key of the switch that is changed, empty for the baseline; and
    settings: the value of every key on which regimes, dyads, threats, groups, the model and the measures
    depend, those of the rule set under "rules." and their names.
    """

    name: str
    section: str
    switch: str
    value: str
    note: str
    key: str
    settings: dict[str, Any]


def read_variants(path: str | Path, settings: Mapping[str, Any]) -> dict[str, Variant]:
    """Return the variants of a run by name, the baseline first, in the order of the list of switches.

    Of the file ``config/maoz2011/sensitivity.yaml`` and the checked settings of the study.
    ConfigurationError is raised if the list cannot be used, see :func:`read_switches`, or the configuration
    chooses a key that it does not have.
    """
    rule_sets = settings["model"]["rule_sets"]
    switches = {switch.key: switch for switch in read_switches(path, rule_sets)}
    chosen = list(switches) if settings["sensitivity"] == "all" else settings["sensitivity"]
    if unknown := [key for key in chosen if key not in switches]:
        raise ConfigurationError(
            f"maoz2011.sensitivity: there is no switch {unknown[0]!r}.", f"Choose from {', '.join(switches)}."
        )
    configured = _settings(settings)
    variants = [Variant(BASELINE, BASELINE, BASELINE, "as configured", "", "", configured)]
    for switch in (switch for key, switch in switches.items() if key in chosen):
        for entry in switch.values:
            if entry.value == configured[switch.key]:
                continue
            value = "_".join(entry.value) if isinstance(entry.value, list) else str(entry.value).lower()
            name = f"{switch.key.replace('.', '_')}-{value}"
            changed = configured | {switch.key: entry.value}
            if switch.key == "model.rules":
                changed |= _rules(rule_sets[entry.value])
            words = (switch.section, switch.label, entry.label, switch.note)
            variants.append(Variant(name, *words, switch.key, changed))
    return {variant.name: variant for variant in variants}


def part_of(settings: Mapping[str, Any], group: str) -> dict[str, Any]:
    """Return the settings of a group of keys, such as "rules", by their names within it."""
    return {key.partition(".")[2]: value for key, value in settings.items() if key.startswith(f"{group}.")}


def measured_runs(variants: Iterable[Variant]) -> dict[str, dict[str, dict[str, Any]]]:
    """Return, by name of each run of the model, the variants that are measured on its networks.

    These are measures by name of the variant.  One that changes measures alone is measured on the networks of
    the baseline.
    """
    runs: dict[str, dict[str, dict[str, Any]]] = {}
    for variant in variants:
        run = BASELINE if variant.key.startswith("measures.") else variant.name
        runs.setdefault(run, {})[variant.name] = part_of(variant.settings, "measures")
    return runs


def _settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The configured value of every key; what the configured rule set does not name has its default."""
    model = settings["model"]
    groups = {
        "panel": settings["panel"],
        "srg": settings["srg"],
        "model": {key: model[key] for key in ("mid", "symmetrise", "rules")},
        "measures": MEASURED_AS,
    }
    return {
        **{f"{group}.{key}": value for group, values in groups.items() for key, value in values.items()},
        **_rules(model["rule_sets"][model["rules"]]),
    }


def _rules(rule_set: Mapping[str, Any]) -> dict[str, Any]:
    """All switches of a rule set, with lists as they stand in a file."""
    switches = asdict(Rules(**rule_set))
    return {
        f"rules.{key}": list(value) if isinstance(value, tuple) else value for key, value in switches.items()
    }
