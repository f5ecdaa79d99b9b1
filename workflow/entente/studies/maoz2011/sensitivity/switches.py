"""The list of switches whose values are compared, read and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from entente.core.checked_yaml import SCHEMAS, read_yaml
from entente.core.errors import ConfigurationError

SCHEMA = SCHEMAS / "maoz2011/sensitivity.schema.yaml"
SETTINGS_SCHEMA = SCHEMAS / "maoz2011/settings.schema.yaml"


def read_switches(path: str | Path, rule_sets: Iterable[str]) -> list[dict[str, Any]]:
    """Return the switches that a file lists.

    Parameters
    ----------
    path : path
        ``config/maoz2011/sensitivity.yaml``.
    rule_sets : iterable of str
        Names of the configured rule sets.

    Returns
    -------
    list of dict
        key, section, label, values: a list of value and label, default first; note, if there is one.

    Raises
    ------
    ConfigurationError
        If the list is missing or malformed, names a key or a value twice, or gives a key a value that it
        cannot have.
    """
    path = Path(path)
    switches, schema = read_yaml(path), read_yaml(SCHEMA)
    _refuse(path, _malformed(switches, schema), f"{SCHEMA.name} says what each entry must be.")
    settings = read_yaml(SETTINGS_SCHEMA)
    problems = [f"{key} is listed twice" for key in _repeated([switch["key"] for switch in switches])]
    for switch in switches:
        allowed = _values_of(switch["key"], settings, schema["$defs"]["measures"], list(rule_sets))
        problems += _wrong_values(switch, allowed)
    _refuse(path, problems, f"{SETTINGS_SCHEMA.name} says what values a key may take.")
    return switches


def _malformed(switches: Any, schema: Mapping[str, Any]) -> list[str]:
    from jsonschema import Draft202012Validator

    errors = sorted(Draft202012Validator(schema).iter_errors(switches), key=lambda error: error.json_path)
    return [f"{_place(switches, list(error.absolute_path))}: {error.message}" for error in errors]


def _wrong_values(switch: Mapping[str, Any], allowed: Mapping[str, Any]) -> list[str]:
    from jsonschema import Draft202012Validator

    key, values = switch["key"], [entry["value"] for entry in switch["values"]]
    wrong = [error.message for value in values for error in Draft202012Validator(allowed).iter_errors(value)]
    twice = [f"{value!r} is listed twice" for value in _repeated(values)]
    return [f"{key}: {problem}" for problem in (*wrong, *twice)]


def _values_of(
    key: str, settings: Mapping[str, Any], measures: Mapping[str, Any], rule_sets: list[str]
) -> Mapping[str, Any]:
    """The schema of the values of one key."""
    if key == "model.rules":
        return {"enum": rule_sets}
    group, switch = key.split(".")
    if group == "measures":
        return measures[switch]
    if group == "rules":
        model = settings["properties"]["model"]["properties"]
        return model["rule_sets"]["additionalProperties"]["properties"][switch]
    return settings["properties"][group]["properties"][switch]


def _place(switches: Any, steps: list[str | int]) -> str:
    """Where in the list something is wrong: by the key of the entry, if it has one."""
    if not steps:
        return "(the list)"
    entry = switches[steps[0]]
    key = entry.get("key") if isinstance(entry, dict) else None
    first = key if isinstance(key, str) else f"entry {steps[0] + 1}"
    return ".".join(map(str, [first, *steps[1:]]))


def _repeated(values: list) -> list:
    return [value for position, value in enumerate(values) if value in values[:position]]


def _refuse(path: Path, problems: list[str], remedy: str) -> None:
    if problems:
        listed = "\n".join(f"  {problem}" for problem in problems)
        raise ConfigurationError(f"The list of switches {path} cannot be used:\n{listed}", remedy)
