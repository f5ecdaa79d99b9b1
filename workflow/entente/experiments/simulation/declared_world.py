"""The declared world of a simulated survey experiment: who lives in it, what moves them, how they are asked.

A latent answer j of a person is

    L_j = Σ_f effect_jf · presence_f + Σ_t weight_jt · trait_t + Σ_k path_jk · L_k
          + s_j √κ u + √(1 − κ s_j²) e_j

over the factors, the traits and the answers k before it; traits, the unseen u and e_j are standard normal,
and s_j is −1, 0 or 1.  An u that moves two answers confounds the path between them; κ is its share of the
noise.
What is reported is one more than the number of cuts that lie below L_j: 1, 2 … on a scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from entente.core.checked_yaml import (
    Declared,
    Distinct,
    Listed,
    Name,
    Several,
    Text,
    Trimmed,
    means,
    read_declared,
)
from entente.core.errors import DesignError, ExperimentInputError

Share = Annotated[float, Field(ge=0, lt=1)]
#: Numbers by the names of what they belong to.
Weights = dict[Name, float]


class Arms(Declared):
    """What the raw column of a factor holds in a country."""

    absent: str | int = means("code of the arm without the factor")
    present: str | int = means("code of the arm with it")


class Country(Declared):
    """Where the survey is fielded."""

    persons: int = means("persons asked", ge=8)
    arms: dict[Name, Arms] = means("codes of the arms of each factor", min_length=1)


class Cell(Declared):
    """A text that persons are shown."""

    present: Distinct[Name] = means("the factors that are present in it; none is [ ]")
    share: float = means("share of the persons who are shown it", gt=0, le=1)


class Answer(Declared):
    """A question, and what moves the answers beside the experiment."""

    traits: Weights = means("weights of the traits, by name", {})
    unseen: Literal[-1, 0, 1] = means("sign with which the unseen trait enters", 0)
    cuts: Several[float] = means("where the latent answer passes to the next point of the scale")


class Attrition(Declared):
    """Who leaves before the questions: those below a quantile of a standard normal r of each person."""

    share: Share = means("share that leaves where no factor is present", 0.0)
    change: Weights = means("what is added to it by the presence of a factor, by name", {})
    unseen: float = means(
        "correlation of r with the unseen trait; other than 0, leaving biases", 0.0, ge=-1, le=1
    )


class Scenario(Declared):
    """What is true in one of the worlds that are compared."""

    text: Text = means("what is true in it, a sentence")
    effects: dict[Name, Weights] = means("effects of presence on latent answers: answer, factor, size", {})
    paths: dict[Name, Weights] = means("effects of answers on later ones: answer, earlier answer, size", {})
    countries: dict[Trimmed, dict[Name, Weights]] = means("effects that differ in a country", {})

    def effects_in(self, country: str) -> dict[str, Weights]:
        """Effects of presence in a country: answer, factor, size."""
        own = self.countries.get(country, {})
        return {name: self.effects.get(name, {}) | own.get(name, {}) for name in {**self.effects, **own}}


class World(Declared):
    """A file of a simulated study."""

    title: Text = means("what is simulated")
    shown: Name = means("the scenario whose survey stands for the data")
    persons_of_truth: int = means("persons of whom true effects are computed", 1_000_000, ge=1000)
    countries: dict[Trimmed, Country] = means("countries, each with a survey of its own", min_length=1)
    cells: Listed[Cell] = means("the texts, and how many are shown each", min_length=2)
    traits: Distinct[Name] = means("traits that are asked before the experiment, standard normal", ())
    unseen_share: Share = means("κ, the share of the noise of an answer that is the unseen trait", 0.0)
    answers: dict[Name, Answer] = means("questions in causal order", min_length=1)
    oversampled: Weights = means("mean of a trait in the sample, in standard deviations; 0 if left out", {})
    attrition: Attrition = means("who leaves before the questions", Attrition())
    inattentive: Share = means("share that does not read, and answers as if no factor were present", 0.0)
    scenarios: dict[Name, Scenario] = means("what may be true", min_length=1)

    @property
    def factors(self) -> list[str]:
        """Names of the factors, in the order of the first country."""
        return list(next(iter(self.countries.values())).arms)

    @model_validator(mode="after")
    def _names_are_known(self) -> World:
        factors, answers = self.factors, list(self.answers)
        for place, given, known in [
            ("shown", [self.shown], self.scenarios),
            *((f"countries.{name}.arms", country.arms, factors) for name, country in self.countries.items()),
            ("cells", [factor for cell in self.cells for factor in cell.present], factors),
            *(
                (f"answers.{name}.traits", answer.traits, self.traits)
                for name, answer in self.answers.items()
            ),
            ("oversampled", self.oversampled, self.traits),
            ("attrition.change", self.attrition.change, factors),
        ]:
            _known(place, given, known)
        if short := [name for name, country in self.countries.items() if set(country.arms) != set(factors)]:
            raise ValueError(f"countries.{short[0]}.arms must have the factors {', '.join(factors)}")
        for name, scenario in self.scenarios.items():
            _check_scenario(f"scenarios.{name}", scenario, factors, answers, self.countries)
        return self

    @model_validator(mode="after")
    def _shares_can_be(self) -> World:
        total = sum(cell.share for cell in self.cells)
        if abs(total - 1) > 1e-9:
            raise ValueError(f"cells: their shares add up to {total:.6g}, not to 1")
        if len({frozenset(cell.present) for cell in self.cells}) < len(self.cells):
            raise ValueError("cells: one is listed twice")
        for cell in self.cells:
            if not 0 <= self.leaving(cell.present) < 1:
                raise ValueError(f"attrition: {self.leaving(cell.present):.3g} of a cell would leave")
        for name, answer in self.answers.items():
            if list(answer.cuts) != sorted(answer.cuts):
                raise ValueError(f"answers.{name}.cuts must ascend")
        return self

    def leaving(self, present: Iterable[str]) -> float:
        """Share that leaves in the cell where these factors are present."""
        return self.attrition.share + sum(self.attrition.change.get(factor, 0.0) for factor in present)

    def scenario(self, name: str | None) -> Scenario:
        """Return a scenario by its name, the one that is shown by None; ExperimentInputError if unknown."""
        name = name or self.shown
        if name not in self.scenarios:
            raise ExperimentInputError(
                f"There is no scenario {name!r} in the simulated world.",
                f"It has {', '.join(self.scenarios)}.",
            )
        return self.scenarios[name]


def _known(place: str, given: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"{place}: {unknown[0]!r} is not among {', '.join(known) or 'none'}")


def _check_scenario(
    place: str, scenario: Scenario, factors: list[str], answers: list[str], countries: Mapping[str, Country]
) -> None:
    _known(f"{place}.countries", scenario.countries, countries)
    for effects in (scenario.effects, *scenario.countries.values()):
        _known(f"{place}.effects", effects, answers)
        for name, sizes in effects.items():
            _known(f"{place}.effects.{name}", sizes, factors)
    _known(f"{place}.paths", scenario.paths, answers)
    for name, sizes in scenario.paths.items():
        # A path from a later answer would make the latent answers depend on each other in a circle.
        before = answers[: answers.index(name)]
        for earlier in sizes:
            if earlier not in before:
                raise ValueError(
                    f"{place}.paths.{name}: {earlier!r} is none of the answers before it, of which there are "
                    f"{', '.join(before) or 'none'}"
                )


def read_world(path: str | Path) -> World:
    """Return the simulated world that a file declares.

    Raises
    ------
    DesignError
        If the file cannot be read, has an unknown key, or names what it does not declare.
    """
    return read_declared(path, World, "simulated world", DesignError)
