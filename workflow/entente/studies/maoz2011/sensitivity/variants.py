"""The variants of a run: one switch changed at a time, to every value listed but the configured one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from entente.abm.rules import Rules
from entente.core.errors import ConfigurationError
from entente.studies.maoz2011.sensitivity.switches import Measures, Switch, read_switches
from entente.studies.maoz2011.study import THREAT_SOURCES
from entente.systems import DYAD_SOURCES

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
    ConfigurationError is raised if the list cannot be used, see
    :func:`entente.studies.maoz2011.sensitivity.switches.read_switches`, or the configuration chooses a key
    that it does not have.
    """
    rule_sets = settings["model"]["rule_sets"]
    switches = _chosen(read_switches(path, rule_sets), settings["sensitivity"])
    configured = _settings(settings)
    variants = [Variant(BASELINE, BASELINE, BASELINE, "as configured", "", "", configured)]
    for switch in switches:
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


def _chosen(switches: list[Switch], keys: str | list[str]) -> list[Switch]:
    if keys == "all":
        return switches
    listed = [switch.key for switch in switches]
    unknown = [key for key in keys if key not in listed]
    if unknown:
        raise ConfigurationError(
            f"maoz2011.sensitivity: there is no switch {unknown[0]!r}.", f"Choose from {', '.join(listed)}."
        )
    return [switch for switch in switches if switch.key in keys]


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
