"""The configuration of a run: read, merged with the settings of its studies, and checked against schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from entente.core.checked_yaml import SCHEMAS, explain, read_yaml
from entente.core.errors import ConfigurationError
from entente.core.study import Study, load_study, study_names

SCHEMA = SCHEMAS / "config.schema.yaml"

#: The configuration that every other one changes, and the settings of each study, in its folder beside it.
BASE, SETTINGS = "config.yaml", "settings.yaml"


def load_configuration(path: str | Path) -> dict[str, Any]:
    """Read a configuration file, merged into ``config.yaml`` and its studies' settings, and check it.

    Parameters
    ----------
    path : path
        A file in the folder of ``config.yaml``, or in a study's folder there.

    Raises
    ------
    ConfigurationError
        If a file is missing or no YAML mapping, names a key twice, or the result breaks a schema.
    """
    path = Path(path)
    configuration = _read(path)
    folder = next((place for place in path.parents[:2] if (place / BASE).is_file()), path.parent)
    if path.name != BASE:
        configuration = merge(_read(folder / BASE), configuration)
    configuration = with_settings(configuration, folder)
    check_configuration(configuration)
    return configuration


def with_settings(configuration: Mapping[str, Any], folder: str | Path) -> dict[str, Any]:
    """Return a configuration with all settings of its studies, which it changes where it names them.

    Parameters
    ----------
    configuration : mapping
    folder : path
        Of the studies' folders.

    Raises
    ------
    ConfigurationError
        If there is no such study, or its settings cannot be read.
    """
    for study in _studies(configuration):
        configuration = merge(_read(Path(folder) / study.name / SETTINGS), configuration)
    return dict(configuration)


def merge(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``base`` with ``changes`` put in, mapping by mapping."""
    merged = dict(base)
    for key, value in changes.items():
        both_mappings = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = merge(merged[key], value) if both_mappings else value
    return merged


def check_configuration(configuration: Mapping[str, Any]) -> tuple[Study, ...]:
    """Check a merged configuration: what all studies share, and the settings of each that is chosen.

    Returns
    -------
    tuple of Study
        Those chosen.

    Raises
    ------
    ConfigurationError
        Naming the key, what is wrong with it, and the nearest known key if it is unknown.
    """
    studies = _studies(configuration)
    schema = read_yaml(SCHEMA)
    schema["properties"] |= {name: {"type": "object"} for name in study_names()}
    problems = list(_problems(configuration, schema, ""))
    for study in studies:
        settings, of_study = configuration.get(study.name, {}), read_yaml(study.settings_schema)
        problems += [
            f"{key} is a setting of a study: write it as {study.name}.{key}"
            for key in of_study["properties"]
            if key in configuration
        ]
        problems += _problems(settings, of_study, study.name)
    if problems:
        raise ConfigurationError(
            "The configuration is not valid:\n" + "\n".join(f"  {problem}" for problem in problems),
            "Keys and their meanings: workflow/schemas/config.schema.yaml, and settings.schema.yaml in the "
            "folder of a study there.",
        )
    years = configuration["years"]
    if years["first"] > years["last"]:
        raise ConfigurationError(f"years.first ({years['first']}) is after years.last ({years['last']}).")
    for study in studies:
        study.check(configuration[study.name])
    return studies


def _studies(configuration: Mapping[str, Any]) -> tuple[Study, ...]:
    names = configuration.get("studies")
    # Anything else is for the schema to refuse.
    return tuple(map(load_study, dict.fromkeys(names))) if isinstance(names, list) else ()


def _problems(content: Any, schema: Mapping[str, Any], within: str) -> Iterator[str]:
    from jsonschema import Draft202012Validator

    errors = Draft202012Validator(schema).iter_errors(content)
    for error in sorted(errors, key=lambda error: list(map(str, error.path))):
        yield explain(error, within)


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise ConfigurationError(f"There is no configuration file {path}.")
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise ConfigurationError(f"{path} holds no settings.")
    return content
