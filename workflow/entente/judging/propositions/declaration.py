"""Propositions as a study's file declares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entente.core.checked_yaml import read_checked
from entente.core.errors import ConfigurationError
from entente.regressions.specification import Specification

_SIGNS = {"positive": 1, "negative": -1}


@dataclass(frozen=True)
class PropositionPart:
    """A part of a proposition, and the coefficients that test it.

    Attributes
    ----------
    name : str
        Its letter or number in the text, or what it is about.
    claims : tuple of str
        Identifiers of the claims that state it.
    sign : {1, -1}
        What it expects of the coefficients.
    term : str
    models : tuple of str
    alliances : tuple of str
    """

    name: str
    claims: tuple[str, ...]
    sign: int
    term: str
    models: tuple[str, ...]
    alliances: tuple[str, ...]


@dataclass(frozen=True)
class Proposition:
    """A proposition and its parts; the note is what to know before they are read, or empty."""

    name: str
    title: str
    note: str
    parts: tuple[PropositionPart, ...]

    @property
    def models(self) -> list[str]:
        """Names of all models that test it, each once."""
        return list(dict.fromkeys(model for part in self.parts for model in part.models))


def read_propositions(path: str | Path, regressions: Mapping[str, Specification]) -> tuple[Proposition, ...]:
    """Read the propositions and check that their models have the terms named.

    Parameters
    ----------
    path : path
        A YAML file as ``workflow/schemas/propositions.schema.yaml`` describes it.
    regressions : mapping of str to Specification
        Those of the study, by name.

    Returns
    -------
    tuple of Proposition
        In the order of the file.

    Raises
    ------
    ConfigurationError
        If the file is absent, no YAML or breaks the schema; or if a part names a model that there is not, or
        a term that one of its models does not have.
    """
    found = []
    for name, given in read_checked(path, "propositions").items():
        parts = tuple(_part(part, details) for part, details in given["parts"].items())
        found.append(Proposition(name, given["title"], " ".join(given.get("note", "").split()), parts))
        for part in parts:
            _check(f"{path}: {name}, part {part.name}", part, regressions)
    return tuple(found)


def _part(name: str, given: Mapping[str, Any]) -> PropositionPart:
    lists = {key: tuple(given[key]) for key in ("claims", "models", "alliances")}
    return PropositionPart(name=str(name), sign=_SIGNS[given["sign"]], term=given["term"], **lists)


def _check(where: str, part: PropositionPart, regressions: Mapping[str, Specification]) -> None:
    for model in part.models:
        if model not in regressions:
            raise ConfigurationError(
                f"{where} names the model {model}, which there is not.", f"Models: {', '.join(regressions)}."
            )
        terms = [term.name for term in regressions[model].terms]
        if part.term not in terms:
            raise ConfigurationError(
                f"{where} names the term {part.term}, which {model} does not have.",
                f"It has {', '.join(terms)}.",
            )
