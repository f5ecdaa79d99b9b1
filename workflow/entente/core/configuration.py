"""The configuration of a run: read, merged with the settings of its studies, and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, create_model, model_validator

from entente.core.checked_yaml import Declared, Listed, Several, checked, means, read_declared
from entente.core.errors import ConfigurationError
from entente.core.study import Study, load_study, study_names

#: The configuration that every other one changes, and the settings of each study, in its folder beside it.
BASE, SETTINGS = "config.yaml", "settings.yaml"

#: A year that data may be of.
Year = Annotated[int, Field(ge=1816, le=2030)]


class Span(Declared):
    """Years, both included; one that is left out bounds nothing."""

    first: Year = means("The first.", None)
    last: Year = means("The last.", None)

    @model_validator(mode="after")
    def _are_in_order(self) -> Span:
        if not self.model_fields_set:
            raise ValueError("neither first nor last is given")
        if self.first and self.last and self.first > self.last:
            raise ValueError(f"first ({self.first}) is after last ({self.last})")
        return self

    def __contains__(self, year: int) -> bool:
        return (self.first or year) <= year <= (self.last or year)


class Years(Span):
    """Years of a run."""

    first: Year = means("First year of panels, model and series.")
    last: Year = means("Last year; the data of the vintage must cover it.")


def _without_braces(path: str) -> str:
    if set(path) & set("{}"):
        raise ValueError("paths of the workflow have no braces")
    return path


#: A path that rules of the workflow name: there, braces stand for parts that vary.
RulePath = Annotated[str, AfterValidator(_without_braces)]


class Data(Declared):
    """Data of a run."""

    vintage: Literal["paper", "current", "demo"] = means(
        "Which files of the registry are used: editions of the paper's time, the newest; demo needs none."
    )
    registry: RulePath = means("The data registry.")
    recodes: RulePath = means("Country codes that differ from COW's, by code and years.")
    raw: RulePath = means("Folder in which raw files are kept.")
    mirrors: Listed[str] = means(
        "Folders searched for raw files before the network; ENTENTE_MIRRORS overrides them."
    )


class Configuration(Declared):
    """Configuration of a run, but for the settings of its studies."""

    run: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")] = means(
        "Name of the run; results go to results/<run>/."
    )
    label: Annotated[str, Field(max_length=40)] = means(
        "Printed on every figure and table; empty for a replication."
    )
    years: Years
    seed: int = means("Seed of every random draw.", ge=0)
    data: Data
    studies: Several[str] = means(
        "Studies that are run, by name; the settings of each stand under its name "
        "(config/<study>/settings.yaml)."
    )


def configuration_form(studies: Iterable[Study]) -> type[Configuration]:
    """Return the form of a configuration with the settings of some studies; others' may be anything."""
    settings = {name: (dict[str, Any], {}) for name in study_names()}
    return create_model(
        "Configuration",
        __base__=Configuration,
        __module__=__name__,
        **settings | {study.name: (study.settings, ...) for study in studies},
    )


def load_configuration(path: str | Path) -> dict[str, Any]:
    """Read a configuration file, merged into ``config.yaml`` and its studies' settings, and check it.

    The file lies in the folder of ``config.yaml``, or in a study's folder there.  ConfigurationError is
    raised if a file is missing or no YAML mapping, or names a key twice, or the result is refused.
    """
    path = Path(path)
    configuration = _read(path)
    folder = next((place for place in path.parents[:2] if (place / BASE).is_file()), path.parent)
    if path.name != BASE:
        configuration = merge(_read(folder / BASE), configuration)
    configuration = with_settings(configuration, folder)
    check_configuration(configuration)
    return configuration


def check_files(paths: Iterable[str | Path]) -> None:
    """Raise a ConfigurationError for a configuration file that is read otherwise than it is written.

    Snakemake, which merges them, takes the last of a key given twice, and 070 for 56.
    """
    for path in paths:
        _read(Path(path))


def with_settings(configuration: Mapping[str, Any], folder: str | Path) -> dict[str, Any]:
    """Return a configuration with all settings of its studies, which it changes where it names them.

    ``folder`` is that of the studies' folders.  ConfigurationError is raised if there is no such study, or
    its settings cannot be read.
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
    """Return the chosen studies of a merged configuration, after checking what they share and their settings.

    ConfigurationError is raised, naming the key, what is wrong with it, and the nearest known key if it is
    unknown.
    """
    studies = _studies(configuration)
    for study in studies:
        for key in study.settings.model_fields:
            if key in configuration and key not in Configuration.model_fields and key not in study_names():
                raise ConfigurationError(
                    f"The configuration: {key} is a setting of a study.", f"Write it as {study.name}.{key}."
                )
    checked(configuration, configuration_form(studies), "The configuration")
    return studies


def _studies(configuration: Mapping[str, Any]) -> tuple[Study, ...]:
    names = configuration.get("studies")
    # What is no list of names is refused when all is checked.
    named = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
    return tuple(map(load_study, dict.fromkeys(named)))


def _read(path: Path) -> dict[str, Any]:
    return read_declared(path, dict[str, Any], "The configuration")
