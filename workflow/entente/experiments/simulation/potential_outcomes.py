"""Persons of a simulated world, and what each would answer in any cell, with any answer held fixed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from entente.experiments.simulation.declared_world import Answer, World


@dataclass(frozen=True)
class Persons:
    """What persons bring with them: arrays of shape (n,), by name where there are several.

    ``leaving`` is the standard normal r below whose quantile a person leaves, ``attentive`` if she reads.
    """

    traits: Mapping[str, np.ndarray]
    unseen: np.ndarray
    noise: Mapping[str, np.ndarray]
    leaving: np.ndarray
    attentive: np.ndarray

    def __len__(self) -> int:
        return len(self.unseen)


def draw_persons(world: World, n: int, random: np.random.Generator, *, sampled: bool) -> Persons:
    """Draw persons from the population, or, ``sampled``, as the survey reaches them.

    A trait that is oversampled by m has mean m in the sample: the density of the sample is that of the
    population times exp(m x − m²/2), so that the inverse of this is the exact weight of a person.
    """
    normal = random.standard_normal((len(world.traits) + 2 + len(world.answers), n))
    traits = {
        name: row + world.oversampled.get(name, 0.0) * sampled
        for name, row in zip(world.traits, normal, strict=False)
    }
    unseen, own, *noise = normal[len(world.traits) :]
    load = world.attrition.unseen
    return Persons(
        traits=traits,
        unseen=unseen,
        noise=dict(zip(world.answers, noise, strict=True)),
        leaving=load * unseen + np.sqrt(1 - load**2) * own,
        attentive=random.random(n) >= world.inattentive,
    )


def sampling_weights(world: World, persons: Persons) -> np.ndarray:
    """Inverse density of sampled persons relative to the population, mean 1 in expectation, shape (n,)."""
    logs = [mean**2 / 2 - mean * persons.traits[name] for name, mean in world.oversampled.items()]
    return np.exp(sum(logs, np.zeros(len(persons))))


def untreated(world: World, persons: Persons) -> dict[str, np.ndarray]:
    """What every latent answer has of the person alone, by name: traits, unseen trait and noise."""
    found = {}
    for name, answer in world.answers.items():
        shared = world.unseen_share * answer.unseen**2
        found[name] = np.sqrt(1 - shared) * persons.noise[name]
        if shared:
            found[name] = found[name] + answer.unseen * np.sqrt(shared) * persons.unseen
        for trait, weight in answer.traits.items():
            found[name] = found[name] + weight * persons.traits[trait]
    return found


def latent_answers(
    own: Mapping[str, np.ndarray],
    effects: Mapping[str, Mapping[str, float]],
    paths: Mapping[str, Mapping[str, float]],
    presence: Mapping[str, np.ndarray],
    held: Mapping[str, np.ndarray] | None = None,
) -> dict[str, np.ndarray]:
    """Latent answers to a text, by name.

    Parameters
    ----------
    own : mapping
        What the answers have of the person alone, of :func:`untreated`, in causal order.
    effects, paths : mapping
        Of the scenario: answer, then factor or earlier answer, then size.
    presence : mapping
        Whether each factor is present in the text as the person has read it, by name, shape (n,).
    held : mapping, optional
        Answers held at given latent values, which later ones then follow.
    """
    held = held or {}
    found: dict[str, np.ndarray] = {}
    for name, alone in own.items():
        if name in held:
            found[name] = held[name]
            continue
        terms = [size * presence[factor] for factor, size in effects.get(name, {}).items() if size]
        terms += [size * found[earlier] for earlier, size in paths.get(name, {}).items() if size]
        found[name] = sum(terms, alone)
    return found


def reported(answer: Answer, latent: np.ndarray) -> np.ndarray:
    """Points on the scale of an answer, 1 for the lowest, as floats of the shape of the latent ones."""
    points = np.ones(latent.shape)
    for cut in answer.cuts:
        points += latent > cut
    return points
