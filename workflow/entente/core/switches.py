"""Variants of a run: one switch changed at a time, to every value that is listed but the configured one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from entente.core.checked_yaml import Declared, Distinct, Listed, Text, explained, listed, means, read_yaml
from entente.core.errors import ConfigurationError

#: The variant in which nothing is changed.
BASELINE = "baseline"


class SwitchValue(Declared):
    """A value of a switch."""

    value: Any = means("As in the configuration.")
    label: Text = means("The value in the words of the tables.")


class Switch(Declared):
    """A switch of the sensitivity tables; a study says which keys and sections there are."""

    key: Text = means("A key of the configuration.")
    section: Text = means("What the switch belongs to.")
    label: Text = means("The switch in the words of the tables.")
    note: Text = means("Why the switch may be without effect, shown where it is.", "")
    values: Listed[SwitchValue] = means("Values to compare, the default first.", min_length=2)


Form = TypeVar("Form", bound=Switch)


def read_switches(
    path: str | Path, form: type[Form], values_of: Callable[[str], Any], remedy: str
) -> list[Form]:
    """Return the switches that a file lists.

    Parameters
    ----------
    path : path
        A YAML file with a list of switches.
    form : type of Switch
        What an entry may say.
    values_of : function
        The type of the values of a key, as pydantic understands it.
    remedy : str
        Where the keys and their values are told.

    Returns
    -------
    list of Switch
        In the order of the file.

    Raises
    ------
    ConfigurationError
        If the list is missing or malformed, names a key or a value twice, or gives a key a value that it
        cannot have.
    """
    given = read_yaml(path)
    if not (isinstance(given, list) and given):
        raise ConfigurationError(f"{path} is no list of switches.", "List the switches to compare.")
    problems = [
        problem
        for number, entry in enumerate(given, 1)
        for problem in _problems(entry, number, form, values_of)
    ]
    if not problems:
        switches = [form.model_validate(entry) for entry in given]
        keys = [switch.key for switch in switches]
        problems = [f"{key} is listed twice" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    if problems:
        raise ConfigurationError(listed(path, problems), remedy)
    return switches


def _problems(entry: Any, number: int, form: type[Switch], values_of: Callable[[str], Any]) -> list[str]:
    key = entry.get("key") if isinstance(entry, dict) else None
    where, given, wanted = key if isinstance(key, str) else f"entry {number}", entry, form
    try:
        switch = form.model_validate(entry)
        given = {"values": [value.value for value in switch.values]}
        wanted = dict[str, Distinct[values_of(switch.key)]]
        TypeAdapter(wanted, config=Declared.model_config).validate_python(given)
    except ValidationError as errors:
        return [f"{where}: {problem}" for problem in explained(errors, given, wanted)[0]]
    return []


@dataclass(frozen=True)
class Variant:
    """A run with one switch changed.

    Name (fit for a file name: the key and the value, or "baseline"); section, switch and value in words;
    note, why the switch may be without effect; key of the switch that is changed, empty for the baseline; and
    settings: the value of every key on which results depend.
    """

    name: str
    section: str
    switch: str
    value: str
    note: str
    key: str
    settings: dict[str, Any]


def variants_of(
    switches: Iterable[Switch],
    configured: Mapping[str, Any],
    changed: Callable[[str, Any], Mapping[str, Any]] = lambda key, value: {},
) -> dict[str, Variant]:
    """Return variants by name, the baseline first, in the order of the switches and their values.

    ``configured`` are the values of all keys; ``changed`` says which others a key changes with its value.
    """
    found = [Variant(BASELINE, BASELINE, BASELINE, "as configured", "", "", dict(configured))]
    for switch in switches:
        for entry in switch.values:
            if entry.value == configured[switch.key]:
                continue
            several = isinstance(entry.value, list)
            value = "_".join(map(str, entry.value)) if several else str(entry.value).lower()
            settings = {**configured, switch.key: entry.value, **changed(switch.key, entry.value)}
            name = f"{switch.key.replace('.', '_')}-{value.replace('.', '_')}"
            words = (switch.section, switch.label, entry.label, switch.note)
            found.append(Variant(name, *words, switch.key, settings))
    return {variant.name: variant for variant in found}
