"""One survey of a simulated world: whom it reaches, what they are shown, who stays, what they say.

Draws are seeded by (seed, place of the country, draw): the same persons in every scenario, and the same in
whatever batches, so that scenarios differ by what is true in them, and by nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtri

from entente.experiments.simulation.declared_world import World
from entente.experiments.simulation.potential_outcomes import (
    Persons,
    draw_persons,
    latent_answers,
    reported,
    sampling_weights,
    untreated,
)

#: Columns of a simulated file beside those that its world names.
PERSON, COUNTRY, WEIGHT, ATTENTION = "person", "country", "weight", "attention"
#: What is added to the name of a factor for the question which text a person has read.
RECALLED = "_recalled"


@dataclass(frozen=True)
class Fielded:
    """Persons of one country as a survey has assigned them, before they answer.

    ``presence`` is, by factor, whether it is in the text that each is shown, and ``stays`` who answers the
    questions that follow; ``recalled`` the same as ``presence``, as they say afterwards.  Shapes (n,).
    """

    persons: Persons
    own: Mapping[str, np.ndarray]
    presence: Mapping[str, np.ndarray]
    recalled: Mapping[str, np.ndarray]
    stays: np.ndarray
    weights: np.ndarray


def field(world: World, country: str, seed: int, draw: int, persons: int | None = None) -> Fielded:
    """Draw the persons of a survey in a country and assign them: each cell its share, in whole persons.

    ``persons`` is how many are asked, those that the world declares if it is left out.
    """
    random = np.random.default_rng(np.random.SeedSequence([seed, list(world.countries).index(country), draw]))
    n = persons or world.countries[country].persons
    reached = draw_persons(world, n, random, sampled=True)
    cell = random.permutation(
        np.repeat(np.arange(len(world.cells)), _whole([c.share for c in world.cells], n))
    )
    presence = {
        factor: np.array([factor in c.present for c in world.cells])[cell] for factor in world.factors
    }
    quantiles = ndtri([world.leaving(c.present) for c in world.cells])
    guessed = {factor: random.random(n) < 0.5 for factor in world.factors}
    return Fielded(
        persons=reached,
        own=untreated(world, reached),
        presence=presence,
        recalled={
            factor: np.where(reached.attentive, presence[factor], guessed[factor]) for factor in presence
        },
        stays=reached.leaving >= quantiles[cell],
        weights=sampling_weights(world, reached),
    )


def _whole(shares: list[float], n: int) -> np.ndarray:
    """Whole numbers that add up to n, in proportion to shares, by largest remainder."""
    exact = np.array(shares) * n
    whole = np.floor(exact + 1e-9).astype(int)
    largest = np.argsort(whole - exact, kind="stable")[: n - whole.sum()]
    whole[largest] += 1
    return whole


def answers(world: World, scenario: str | None, country: str, fielded: Fielded) -> dict[str, np.ndarray]:
    """What persons report, by answer: points of its scale, NaN of those who left, shape (n,)."""
    chosen = world.scenario(scenario)
    read = {factor: present & fielded.persons.attentive for factor, present in fielded.presence.items()}
    latent = latent_answers(fielded.own, chosen.effects_in(country), chosen.paths, read)
    return {
        name: np.where(fielded.stays, reported(world.answers[name], value), np.nan)
        for name, value in latent.items()
    }


def draw_survey(
    world: World, seed: int = 0, draw: int = 0, scenario: str | None = None, persons: int | None = None
) -> pd.DataFrame:
    """Return the file that a survey of a simulated world brings home.

    Parameters
    ----------
    world : World
        Of :func:`~entente.experiments.simulation.declared_world.read_world`.
    seed, draw : int
        Of the survey: the same give the same file.
    scenario : str, optional
        What is true; the scenario that the world shows if left out.
    persons : int, optional
        Persons asked in each country; as many as the world declares if left out.

    Returns
    -------
    DataFrame
        A row a person, countries one after the other.  ``person`` (1, 2 …), ``country``, ``weight`` (inverse
        of how much persons like this are oversampled), ``attention`` (1 reads, 0 does not; asked before
        treatment), the traits, a column a factor with the code of the arm, ``<factor>_recalled`` with that of
        the arm that the person remembers – by chance, if she did not read –, and a column an answer, with
        the points of its scale, NaN for those who left before the questions.

    Raises
    ------
    ExperimentInputError
        If the world has no such scenario.
    """
    parts = []
    for name, country in world.countries.items():
        fielded = field(world, name, seed, draw, persons)
        columns = {COUNTRY: name, WEIGHT: fielded.weights, ATTENTION: fielded.persons.attentive.astype(int)}
        columns |= fielded.persons.traits
        for factor, arms in country.arms.items():
            codes = np.array([arms.absent, arms.present], dtype=object)
            columns[factor] = codes[fielded.presence[factor].astype(int)]
            remembered = pd.Series(codes[fielded.recalled[factor].astype(int)])
            columns[factor + RECALLED] = remembered.where(fielded.stays)
        parts.append(pd.DataFrame(columns | answers(world, scenario, name, fielded)))
    table = pd.concat(parts, ignore_index=True).infer_objects()
    return table.assign(**{PERSON: np.arange(1, len(table) + 1)})[[PERSON, *table.columns]]
