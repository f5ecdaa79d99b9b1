"""What a design asks of a simulated world: its hypotheses and pathways in the names of the world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from entente.core.errors import DesignError
from entente.experiments.designs.design import Design
from entente.experiments.designs.design_form import Factor
from entente.experiments.simulation.declared_world import World
from entente.experiments.survey.survey_columns import SurveyColumns


@dataclass(frozen=True)
class Scale:
    """An answer of the world as the design reads it: ``values`` of its points, the lowest first."""

    answer: str
    values: tuple[float, ...]

    def of(self, points: np.ndarray) -> np.ndarray:
        """Values of points, 1 for the lowest."""
        if self.values == tuple(range(1, len(self.values) + 1)):
            return points
        return np.array(self.values)[points.astype(int) - 1]


@dataclass(frozen=True)
class AskedEffect:
    """A hypothesis: factors, 1 for their presence and −1 for absence; and others held, true if present."""

    outcome: Scale
    effect: Mapping[str, int]
    within: Mapping[str, bool]

    @property
    def of_one_factor(self) -> bool:
        """Whether it is the effect of one factor on everybody, which missing outcomes can be bounded of."""
        return len(self.effect) == 1 and not self.within


@dataclass(frozen=True)
class AskedPathway:
    """A mediator, the outcome that it may act on, and the factor whose presence may act on it."""

    mediator: Scale
    outcome: Scale
    treatment: str


@dataclass(frozen=True)
class Asked:
    """What a design asks in one country of a world: hypotheses, and pathways called treatment → mediator."""

    effects: Mapping[str, AskedEffect]
    pathways: Mapping[str, AskedPathway]

    def by_effect(self) -> list[list[str]]:
        """Names of the hypotheses that ask for the same effect, of whatever outcome, together."""
        together: dict[tuple, list[str]] = {}
        for name, asked in self.effects.items():
            key = (*asked.effect.items(), None, *asked.within.items())
            together.setdefault(key, []).append(name)
        return list(together.values())

    @classmethod
    def of(cls, design: Design, world: World, country: str) -> Asked:
        """Translate a design; DesignError is raised for what the world does not have."""
        _refuse_what_is_not_simulated(design, world)
        effects = {}
        for item in design.hypotheses:
            levels = {**item.effect, **item.within}
            found = {
                design.factor(factor).column: _is_present(design.factor(factor), level, world, country)
                for factor, level in levels.items()
            }
            own = {design.factor(factor).column for factor in item.effect}
            effects[item.name] = AskedEffect(
                _scale(design, world, item.outcome),
                {factor: 1 if present else -1 for factor, present in found.items() if factor in own},
                {factor: present for factor, present in found.items() if factor not in own},
            )
        pathways = {
            f"{treatment} → {item.name}": AskedPathway(
                _scale(design, world, item.name),
                _scale(design, world, item.outcome),
                design.factor(treatment).column,
            )
            for item in design.mediators
            for treatment in item.treatment
        }
        return cls(effects, pathways)


def _refuse_what_is_not_simulated(design: Design, world: World) -> None:
    """Raise DesignError for factors, covariates and assignments that the world does not draw."""
    factors = {factor.column for factor in design.factors}
    if factors != set(world.factors):
        raise DesignError(
            f"factors: the design's columns are {', '.join(sorted(factors))}, those of the simulated world "
            f"{', '.join(world.factors)}.",
            "Declare the same factors in both.",
        )
    for name in design.covariates:
        if name not in world.traits:
            raise DesignError(
                f"covariates: {name!r} is no trait of the simulated world.",
                f"Its traits are {', '.join(world.traits) or 'none'}; they are read as they are drawn.",
            )
    if design.assignment.kind not in ("complete", "bernoulli"):
        raise DesignError(
            f"assignment.kind: the simulated world assigns persons one by one, not {design.assignment.kind}.",
            "Say complete.",
        )


def _is_present(factor: Factor, level: str, world: World, country: str) -> bool:
    """Whether a level of a factor is its presence in a country, or else its absence."""
    arms = world.countries[country].arms[factor.column]
    for code, present in ((arms.present, True), (arms.absent, False)):
        if factor.of_raw.get(code) == level:
            return present
    raise DesignError(
        f"factors.{factor.name}: {level!r} is no arm of {country} in the simulated world, which has "
        f"{arms.absent!r} and {arms.present!r}.",
        "Map the codes of these arms to the levels that hypotheses name.",
    )


def _scale(design: Design, world: World, name: str) -> Scale:
    """The answer that an outcome or mediator is made from, and what each of its points becomes."""
    made = [column for column in design.columns if column.name == name]
    sources = made[0].sources if made else (name,)
    if len(sources) > 1 or sources[0] not in world.answers:
        raise DesignError(
            f"{name}: it is made from {', '.join(sources)}, which is not one answer of the simulated world.",
            f"The answers are {', '.join(world.answers)}.",
        )
    points = pd.DataFrame({sources[0]: 1.0 + np.arange(len(world.answers[sources[0]].cuts) + 1)})
    columns = SurveyColumns(points.rename_axis("point"), design.model_copy(update={"columns": made}))
    values = columns.numbers(name, name).to_numpy()
    if np.isnan(values).any():
        raise DesignError(
            f"{name}: point {1 + np.argmax(np.isnan(values))} of {sources[0]} is declared missing.",
            "In the simulated world all points are answers: take it from `missing`.",
        )
    return Scale(sources[0], tuple(values.tolist()))
