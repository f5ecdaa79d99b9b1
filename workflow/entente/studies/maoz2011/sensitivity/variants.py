"""The variants of a run: one switch changed at a time, to every value listed but the configured one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from entente.abm.rules import Rules
from entente.core.errors import ConfigurationError
from entente.studies.maoz2011.reference_groups.sources import THREAT_SOURCES
from entente.studies.maoz2011.sensitivity.switches import Measures, Switch, read_switches
from entente.systems.sources import DYAD_SOURCES

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

    Attributes
    ----------
    name : str
        Fit for a file name: the key and the value, or "baseline".
    section, switch, value : str
        What the switch belongs to, what it is, and what it is set to, in words.
    note : str
        Why the switch may be without effect; empty if there is nothing to say.
    key : str
        Key of the switch that is changed; empty for the baseline.
    settings : dict
        Value of every key of panel, srg and model on which regimes, dyads, threats, groups and the model
        depend; "rules" holds the switches of the rule set.
    measures : dict
        A value for each key of ``MEASURED_AS``.
    """

    name: str
    section: str
    switch: str
    value: str
    note: str
    key: str
    settings: dict[str, Any]
    measures: dict[str, Any]


def read_variants(path: str | Path, settings: Mapping[str, Any]) -> dict[str, Variant]:
    """Return the variants of a run by name, the baseline first.

    Parameters
    ----------
    path : path
        The list of switches (``config/maoz2011/sensitivity.yaml``).
    settings : mapping
        The study's, checked.

    Returns
    -------
    dict of str to Variant
        In the order of the list.

    Raises
    ------
    ConfigurationError
        If the list cannot be used, see :func:`entente.studies.maoz2011.sensitivity.switches.read_switches`,
        or the configuration chooses a key that it does not have.
    """
    rule_sets = settings["model"]["rule_sets"]
    switches = _chosen(read_switches(path, rule_sets), settings["sensitivity"])
    baseline = Variant(
        BASELINE, BASELINE, BASELINE, "as configured", "", "", _settings(settings), dict(MEASURED_AS)
    )
    variants = [baseline]
    for switch in switches:
        present = _present(switch, settings)
        words = {"section": switch.section, "switch": switch.label, "note": switch.note}
        for entry in switch.values:
            if entry.value != present:
                changed = _changed(baseline, switch.key, entry.value, rule_sets)
                variants.append(replace(changed, value=entry.label, **words))
    return {variant.name: variant for variant in variants}


def measured_runs(variants: Iterable[Variant]) -> dict[str, dict[str, dict[str, Any]]]:
    """Return, for each run of the model, the variants that are measured on its networks.

    A variant that changes measures alone is measured on the networks of the baseline.

    Parameters
    ----------
    variants : iterable of Variant

    Returns
    -------
    dict of str to dict
        By name of the run, measures by name of the variant.
    """
    runs: dict[str, dict[str, dict[str, Any]]] = {}
    for variant in variants:
        run = BASELINE if variant.key.startswith("measures.") else variant.name
        runs.setdefault(run, {})[variant.name] = variant.measures
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
    panel, srg, model = settings["panel"], settings["srg"], settings["model"]
    return {
        **{f"panel.{key}": panel[key] for key in ("same_day_only", "democracy", "cooperation")},
        **{f"srg.{key}": srg[key] for key in sorted(srg)},
        **{f"model.{key}": model[key] for key in ("mid", "symmetrise")},
        "rules": dict(model["rule_sets"][model["rules"]]),
    }


def _present(switch: Switch, settings: Mapping[str, Any]) -> Any:
    """Value in the baseline; a switch that the configured rule set does not name has its default."""
    group, key = switch.key.split(".")
    if group == "measures":
        return MEASURED_AS[key]
    if group == "rules":
        model = settings["model"]
        value = getattr(Rules(**model["rule_sets"][model["rules"]]), key)
        return list(value) if isinstance(value, tuple) else value
    return settings[group][key]


def _changed(baseline: Variant, key: str, value: Any, rule_sets: Mapping[str, Any]) -> Variant:
    group, switch = key.split(".")
    settings, measures = dict(baseline.settings), dict(baseline.measures)
    if group == "measures":
        measures[switch] = value
    elif key == "model.rules":
        settings["rules"] = dict(rule_sets[value])
    elif group == "rules":
        settings["rules"] = {**settings["rules"], switch: value}
    else:
        settings[key] = value
    words = "_".join(value) if isinstance(value, list) else str(value).lower()
    return replace(baseline, name=f"{group}_{switch}-{words}", key=key, settings=settings, measures=measures)
