"""The variants of a run: one switch changed at a time, to every value listed but the configured one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from entente.abm.rules import Rules
from entente.core import switches
from entente.core.checked_yaml import Declared, means
from entente.core.errors import ConfigurationError
from entente.core.switches import BASELINE, Variant, variants_of
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


#: What describes the switches of each group, and keys that no table compares.
GROUPS = {"panel": Panel, "srg": ReferenceGroups, "model": Model, "rules": Rules, "measures": Measures}
NOT_COMPARED = ("panel.carry_years", "srg.dispute_years", "srg.war_years", "model.rule_sets")
KEYS = tuple(f"{group}.{key}" for group, form in GROUPS.items() for key in form.__pydantic_fields__)


class Switch(switches.Switch):
    """A switch of the sensitivity tables."""

    key: Literal[tuple(key for key in KEYS if key not in NOT_COMPARED)] = means(
        "A key of the configuration; rules.<switch> for a switch of the configured rule set; "
        "measures.<measure> for a measure of networks."
    )
    section: Literal["data", "reference groups", "model", "measures"] = means("What the switch belongs to.")


def read_switches(path: str | Path, rule_sets: Iterable[str]) -> list[Switch]:
    """Return the switches that a file lists, ``config/maoz2011/sensitivity.yaml``, for these rule sets.

    ConfigurationError is raised if it cannot be used, see :func:`entente.core.switches.read_switches`.
    """
    return switches.read_switches(
        path,
        Switch,
        lambda key: _form_of(key, rule_sets),
        "Keys: workflow/entente/studies/maoz2011/sensitivity/variants.py; values: settings.py in the "
        "folder above, and workflow/entente/abm/rules.py.",
    )


def _form_of(key: str, rule_sets: Iterable[str]) -> Any:
    """What the values of a key may be."""
    if key == "model.rules":
        return Literal[tuple(rule_sets)]
    group, switch = key.split(".")
    field = GROUPS[group].__pydantic_fields__[switch]
    return Annotated[field.annotation, *field.metadata, Field()]


#: How the network series and the moments of the text measure networks.
MEASURED_AS = Measures().model_dump()

#: Tidy tables from which attributes or threats are made again when a switch of theirs changes.
REBUILT_FROM = {
    "panel.democracy": ("regimes",),
    "panel.same_day_only": DYAD_SOURCES,
    "srg.wars": THREAT_SOURCES,
    "srg.includes_year": THREAT_SOURCES,
}


def read_variants(path: str | Path, settings: Mapping[str, Any]) -> dict[str, Variant]:
    """Return the variants of a run by name, the baseline first, in the order of the list of switches.

    Of the file ``config/maoz2011/sensitivity.yaml`` and the checked settings of the study.
    ConfigurationError is raised if the list cannot be used, see :func:`read_switches`, or the configuration
    chooses a key that it does not have.
    """
    rule_sets = settings["model"]["rule_sets"]
    known = {switch.key: switch for switch in read_switches(path, rule_sets)}
    chosen = list(known) if settings["sensitivity"] == "all" else settings["sensitivity"]
    if unknown := [key for key in chosen if key not in known]:
        raise ConfigurationError(
            f"maoz2011.sensitivity: there is no switch {unknown[0]!r}.", f"Choose from {', '.join(known)}."
        )
    compared = [switch for key, switch in known.items() if key in chosen]
    return variants_of(
        compared,
        _settings(settings),
        lambda key, value: _rules(rule_sets[value]) if key == "model.rules" else {},
    )


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
