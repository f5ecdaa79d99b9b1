"""What an estimator should have found: effects on the reported scale, over a million simulated persons.

Truths are of the population, not the sample, and of all who are asked: those who do not read a text, or leave
before the questions, are persons too.  They are averages of differences between answers of the same person,
never coefficients of the latent scale.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod, sqrt

import numpy as np
from scipy.special import ndtri

from entente.experiments.simulation.asked_of_world import Scale
from entente.experiments.simulation.declared_world import World
from entente.experiments.simulation.potential_outcomes import (
    Persons,
    draw_persons,
    latent_answers,
    reported,
    untreated,
)

#: Persons that are held at once, and what keeps their streams from those of surveys.
CHUNK, STREAM = 50_000, 7_919

#: A text: the factors that are present in it.
Text = frozenset[str]


@dataclass(frozen=True)
class Truth:
    """An average over simulated persons, and its Monte Carlo standard error."""

    value: float
    mc_se: float


@dataclass(frozen=True)
class Contrast:
    """A weighted sum of the mean answers to texts; the weights add up to 0."""

    outcome: Scale
    weights: Mapping[Text, float]


@dataclass(frozen=True)
class AmongAnswering:
    """Mean effect of the presence of a factor on those who answer whether or not it is present.

    That is what Lee's bounds are of; the others are as they are distributed among texts.  With the sign −1 it
    is the effect of absence.
    """

    outcome: Scale
    treatment: str
    sign: int


@dataclass(frozen=True)
class Pathway:
    """Mean of the average causal mediation effects δ(0) and δ(1), E[Y(t, M(1)) − Y(t, M(0))].

    The latent mediator is moved from what it is without the treatment to what it is with it, all else
    following; the other factors are as they are distributed among the texts.
    """

    outcome: Scale
    mediator: str
    treatment: str


#: What can be true.
Target = Contrast | AmongAnswering | Pathway


def marginal_weights(
    world: World, effect: Mapping[str, int], within: Mapping[str, bool]
) -> dict[Text, float]:
    """Weights of texts in an effect of the presence of one factor, or the interaction of several.

    ``effect`` is 1 by factor, or −1 where the effect is that of its absence; ``within`` holds other factors
    present or absent.  Those that are left are averaged over how often each is present in the texts shown.
    """
    weights = {}
    for states in product((False, True), repeat=len(world.factors)):
        state = dict(zip(world.factors, states, strict=True))
        signs = prod(sign if state[factor] else -sign for factor, sign in effect.items())
        others = [factor for factor in world.factors if factor not in effect]
        shares = [
            float(state[factor] == within[factor])
            if factor in within
            else _share(world, factor, state[factor])
            for factor in others
        ]
        if weight := signs * prod(shares):
            weights[frozenset(factor for factor in state if state[factor])] = weight
    return weights


def _share(world: World, factor: str, present: bool) -> float:
    return sum(cell.share for cell in world.cells if (factor in cell.present) == present)


def true_values(
    world: World,
    scenario: str | None,
    country: str,
    targets: Mapping[Hashable, Target],
    seed: int = 0,
) -> dict[Hashable, Truth]:
    """Return what is true in a scenario and country, by the names of the targets.

    The persons, as many as the world declares, are drawn in chunks, each with a stream of its own.
    """
    moments = {name: np.zeros((2, 2)) for name in targets}
    sums = {name: np.zeros(2) for name in targets}
    n = world.persons_of_truth
    for chunk, start in enumerate(range(0, n, CHUNK)):
        random = np.random.default_rng(np.random.SeedSequence([seed, STREAM, chunk]))
        persons = draw_persons(world, min(CHUNK, n - start), random, sampled=False)
        answers = _PotentialAnswers(world, scenario, country, persons)
        for name, target in targets.items():
            parts = np.array(answers.effects(target))
            sums[name] += parts.sum(axis=1)
            moments[name] += parts @ parts.T
    return {name: _ratio(sums[name], moments[name], n) for name in targets}


def _ratio(sums: np.ndarray, moments: np.ndarray, n: int) -> Truth:
    """Mean of effects over mean of who counts, with the standard error of the delta method."""
    value = sums[0] / sums[1]
    squares = np.array([1, -value]) @ moments @ np.array([1, -value])
    return Truth(float(value), sqrt(max(squares, 0.0)) / float(sums[1]))


class _PotentialAnswers:
    """Answers of some persons to any text, each computed once."""

    def __init__(self, world: World, scenario: str | None, country: str, persons: Persons):
        chosen = world.scenario(scenario)
        self.world, self.persons = world, persons
        self.own = untreated(world, persons)
        self.effects_on, self.paths = chosen.effects_in(country), chosen.paths
        self._latent: dict[Text, dict[str, np.ndarray]] = {}
        self._answers: dict[tuple[Text, Scale], np.ndarray] = {}

    def effects(self, target: Target) -> tuple[np.ndarray, np.ndarray]:
        """What a target is for each person, 0 for those who do not read, and how much they count, (n,)."""
        everyone = np.ones(len(self.persons))
        if isinstance(target, Contrast):
            parts = [w * self.answer(text, target.outcome) for text, w in target.weights.items()]
            return np.where(self.persons.attentive, sum(parts), 0.0), everyone
        if isinstance(target, Pathway):
            return np.where(self.persons.attentive, self._mediated(target), 0.0), everyone
        return self._among_answering(target)

    def latent(self, text: Text) -> dict[str, np.ndarray]:
        """Latent answers of those who read a text."""
        if text not in self._latent:
            self._latent[text] = self._moved(text, {})
        return self._latent[text]

    def answer(self, text: Text, outcome: Scale) -> np.ndarray:
        """Answers of those who read a text, as the design reads them."""
        if (text, outcome) not in self._answers:
            self._answers[text, outcome] = self._told(self.latent(text), outcome)
        return self._answers[text, outcome]

    def _told(self, latent: Mapping[str, np.ndarray], outcome: Scale) -> np.ndarray:
        return outcome.of(reported(self.world.answers[outcome.answer], latent[outcome.answer]))

    def _moved(self, text: Text, held: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        presence = {factor: float(factor in text) for factor in self.world.factors}
        return latent_answers(self.own, self.effects_on, self.paths, presence, held)

    def _among_answering(self, target: AmongAnswering) -> tuple[np.ndarray, np.ndarray]:
        """Effects on those who stay with and without the treatment, and how much they count."""
        effects, counted = np.zeros(len(self.persons)), np.zeros(len(self.persons))
        for text, weight in marginal_weights(self.world, {target.treatment: 1}, {}).items():
            if target.treatment in text:
                other = text - {target.treatment}
                leaving = max(self.world.leaving(text), self.world.leaving(other))
                stays = weight * (self.persons.leaving >= ndtri(leaving))
                moved = self.answer(text, target.outcome) - self.answer(other, target.outcome)
                counted += stays
                effects += target.sign * stays * moved
        return np.where(self.persons.attentive, effects, 0.0), counted

    def _mediated(self, pathway: Pathway) -> np.ndarray:
        """(δ(0) + δ(1)) / 2 of each person, over the distribution of the other factors."""
        total = np.zeros(len(self.persons))
        for text, weight in marginal_weights(self.world, {pathway.treatment: 1}, {}).items():
            other = text ^ {pathway.treatment}
            held = {pathway.mediator: self.latent(other)[pathway.mediator]}
            crossed = self._told(self._moved(text, held), pathway.outcome)
            # weight is positive where the treatment is present: there δ(1) = Y(1, M(1)) − Y(1, M(0)).
            total += weight * (self.answer(text, pathway.outcome) - crossed) / 2
        return total
