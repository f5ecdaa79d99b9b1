"""The variants of the study: its switches, and choices of measures that no setting makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from entente.core import switches
from entente.core.checked_yaml import Declared, means
from entente.core.switches import BASELINE, Variant, variants_of
from entente.studies.burden_sharing.settings import Layers, Settings


class Measures(Declared):
    """How states and groups are measured; the defaults are those of the study's tables."""

    gdp: Literal["fariss", "gleditsch"] = means("The GDP that NMC's spending is put over.", "fariss")
    regime: Literal["polyarchy", "polity"] = means(
        "How democratic a state is: polyarchy, or Polity's score put on its scale from 0 to 1.", "polyarchy"
    )
    nato: Literal["deposit", "atop"] = means(
        "Since when states belong to NATO: deposit of accession, or ATOP's dates.", "deposit"
    )
    benefits: Literal["gdp_population", "gdp", "border"] = means(
        "What benefits are shares of: GDP and population, GDP alone, exposed borders too.", "gdp_population"
    )
    correlation: Literal["spearman", "kendall", "without_largest", "given_income"] = means(
        "How size and burden are correlated.", "spearman"
    )


#: Keys that no table compares: a file of the user's has no other value.
NOT_COMPARED = ("layers.gsa.file",)

#: Measures that the study's tables have beside each other, so that nothing is estimated anew.
READ_ALONE = ("measures.benefits", "measures.correlation")

#: Parts of the settings whose keys are switches.
PARTS = ("layers", "democracy")


def _fields(form: Any, within: str) -> Iterator[tuple[str, Any]]:
    """The keys below one of a form, with dots, and the fields that they are."""
    for name, field in form.__pydantic_fields__.items():
        key = f"{within}.{field.alias or name}".lstrip(".")
        if isinstance(field.annotation, type) and issubclass(field.annotation, Declared):
            yield from _fields(field.annotation, key)
        else:
            yield key, field


FIELDS = {
    **dict(_fields(Layers, "layers")),
    "democracy": Settings.__pydantic_fields__["democracy"],
    **dict(_fields(Measures, "measures")),
}


class Switch(switches.Switch):
    """A switch of the sensitivity table."""

    key: Literal[tuple(key for key in FIELDS if key not in NOT_COMPARED)] = means(
        "A key of the settings' layers, democracy, or measures.<measure>."
    )
    section: Literal["layers", "measures"] = means("What the switch belongs to.")


def read_variants(path: str | Path, settings: Mapping[str, Any]) -> dict[str, Variant]:
    """Return the variants of the study by name, the baseline first, in the order of the list of switches.

    Of the file ``config/burden_sharing/sensitivity.yaml`` and the study's settings.  ConfigurationError is
    raised if the list cannot be used, see :func:`entente.core.switches.read_switches`.
    """
    listed = switches.read_switches(
        path,
        Switch,
        _values_of,
        "Keys and values: workflow/entente/studies/burden_sharing/settings.py, and Measures in "
        "sensitivity/variants.py beside it.",
    )
    configured = {part: settings[part] for part in PARTS} | {"measures": Measures().model_dump()}
    return variants_of(listed, {key: _value(configured, key) for key in FIELDS})


def jobs_of(variants: Iterable[Variant]) -> dict[str, list[str]]:
    """Return the variants by the job that measures them: with the baseline those that estimate nothing."""
    jobs: dict[str, list[str]] = {}
    for variant in variants:
        job = BASELINE if variant.key in READ_ALONE else variant.name
        jobs.setdefault(job, []).append(variant.name)
    return jobs


def _values_of(key: str) -> Any:
    field = FIELDS[key]
    return Annotated[field.annotation, *field.metadata, Field()]


def _value(settings: Mapping[str, Any], key: str) -> Any:
    for part in key.split("."):
        settings = settings[part]
    return list(settings) if isinstance(settings, tuple) else settings


def layers_settings(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of the layers, as they stand in a file, of the values of all keys."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        first, *parts = key.split(".")
        if first == "layers":
            place = found
            for part in parts[:-1]:
                place = place.setdefault(part, {})
            place[parts[-1]] = value
    return found
