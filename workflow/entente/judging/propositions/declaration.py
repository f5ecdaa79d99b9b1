"""Propositions as a study's file declares them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from entente.core.checked_yaml import ByName, Listed, Name, Named, Several, means, read_declared
from entente.core.errors import ConfigurationError
from entente.regressions.specification import Specification
from entente.systems.alliance_types import Alliance


class PropositionPart(Named):
    """A part of a proposition, and the coefficients that test it.

    Its name is its letter or number in the text, or what it is about.
    """

    claims: Listed[Annotated[str, Field(pattern="^p[0-9]{2}-[0-9]{2}$")]] = means(
        "Claims of config/<study>/claims.yaml that state the part.", min_length=1
    )
    #: In memory 1 or -1.
    sign: Annotated[Literal["positive", "negative"], AfterValidator({"positive": 1, "negative": -1}.get)] = (
        means("What the part expects of the coefficient.")
    )
    term: Name = means("Whose coefficient.")
    models: Several[Name] = means("Files of config/<study>/models.")
    alliances: Several[Alliance] = means("Types of actual alliance, the paper's first.")


class Proposition(Named):
    """A proposition and its parts."""

    title: Annotated[str, Field(min_length=1, max_length=300)] = means("The proposition in one sentence.")
    note: Annotated[str, Field(min_length=1), AfterValidator(lambda note: " ".join(note.split()))] = means(
        "What to know before its parts are read.", ""
    )
    parts: ByName[Annotated[str, BeforeValidator(str)], PropositionPart]

    @property
    def models(self) -> list[str]:
        """Names of all models that test it, each once."""
        return list(dict.fromkeys(model for part in self.parts for model in part.models))


#: The form of a file.
Propositions = ByName[Annotated[str, Field(pattern="^P[0-9]+$")], Proposition]


def read_propositions(path: str | Path, regressions: Mapping[str, Specification]) -> tuple[Proposition, ...]:
    """Read the propositions of a YAML file, and check that their models have the terms named.

    ConfigurationError is raised if the file is absent, no YAML or malformed; or if a part names a model that
    is none of the study's regressions, or a term that one of its models does not have.
    """
    found = read_declared(path, Propositions)
    for proposition in found:
        for part in proposition.parts:
            _check(f"{path}: {proposition.name}, part {part.name}", part, regressions)
    return found


def _check(where: str, part: PropositionPart, regressions: Mapping[str, Specification]) -> None:
    for model in part.models:
        if model not in regressions:
            raise ConfigurationError(
                f"{where} names the model {model}, which there is not.", f"Models: {', '.join(regressions)}."
            )
        terms = regressions[model].term_names
        if part.term not in terms:
            raise ConfigurationError(
                f"{where} names the term {part.term}, which {model} does not have.",
                f"It has {', '.join(terms)}.",
            )
