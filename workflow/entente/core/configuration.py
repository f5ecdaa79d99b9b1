"""The configuration of a run: read, merged, and checked against its schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from entente.core.checked_yaml import explain, read_yaml
from entente.core.errors import ConfigurationError

SCHEMA = Path(__file__).resolve().parents[2] / "schemas" / "config.schema.yaml"

#: The configuration that every other one changes.
BASE = "config.yaml"


def load_configuration(path: str | Path) -> dict[str, Any]:
    """Read a configuration file, merged into ``config.yaml`` beside it, and check it.

    Raises
    ------
    ConfigurationError
        If a file is missing or no YAML mapping, names a key twice, or the result breaks the schema.
    """
    path = Path(path)
    configuration = _read(path)
    if path.name != BASE:
        configuration = merge(_read(path.with_name(BASE)), configuration)
    check_configuration(configuration)
    return configuration


def merge(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return ``base`` with ``changes`` put in, mapping by mapping."""
    merged = dict(base)
    for key, value in changes.items():
        both_mappings = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = merge(merged[key], value) if both_mappings else value
    return merged


def check_configuration(configuration: dict[str, Any]) -> None:
    """Check a merged configuration.

    Raises
    ------
    ConfigurationError
        Naming the key, what is wrong with it, and the nearest known key if it is unknown.
    """
    from jsonschema import Draft202012Validator

    errors = sorted(
        Draft202012Validator(read_yaml(SCHEMA)).iter_errors(configuration), key=lambda error: list(error.path)
    )
    if errors:
        raise ConfigurationError(
            "The configuration is not valid:\n" + "\n".join(f"  {explain(error)}" for error in errors),
            "Keys and their meanings: workflow/schemas/config.schema.yaml.",
        )
    years = configuration["years"]
    if years["first"] > years["last"]:
        raise ConfigurationError(f"years.first ({years['first']}) is after years.last ({years['last']}).")
    smallest, largest = configuration["random"]["states"]
    if smallest > largest:
        raise ConfigurationError(
            f"random.states: {smallest} states are more than {largest}.", "Exchange them."
        )
    model = configuration["model"]
    if model["rules"] not in model["rule_sets"]:
        raise ConfigurationError(
            f"model.rules is {model['rules']!r}, which is no rule set.",
            f"Choose one of {', '.join(model['rule_sets'])}, or define it under model.rule_sets.",
        )


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise ConfigurationError(f"There is no configuration file {path}.")
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise ConfigurationError(f"{path} holds no settings.")
    return content
