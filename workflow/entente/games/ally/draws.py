"""Monte Carlo twins of bargaining with an ally: wars fought, offers made and refused, one draw at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import Any, Literal

import numpy as np
import pandas as pd

from entente.games.ally.ambiguity import wiggle_room
from entente.games.ally.doubt import optimism, screening, size
from entente.games.ally.war import War, intervention, war_range
from entente.games.draws import DRAWS, Case, Estimate, compare, generator, mean
from entente.games.parameters import NOT_NEGATIVE, POSITIVE, UNIT_INTERVAL, WITHIN_UNIT_INTERVAL


def simulate_value(
    war: War, probability: float, side: Literal["a", "b"], draws: int = DRAWS, seed: Any = 0
) -> Estimate:
    """Return what war is worth to a side, from wars fought: the twin of :func:`war_range`."""
    known = war.single({"probability": probability}, {"probability": UNIT_INTERVAL})
    chance = generator(draws, seed).random((2, draws))
    helped = chance[0] < known.probability
    won = chance[1] < known.p + known.strength * helped
    if side == "a":
        return mean(won - known.c_a * (1 - known.cost_share * helped))
    return mean(~won - known.c_b - known.damage * helped)


def simulate_intervention(
    war: War,
    value: float,
    largest_cost: float,
    abandonment: float = 0.0,
    draws: int = DRAWS,
    seed: Any = 0,
) -> Estimate:
    """Return how often an ally fights whose cost is drawn: the twin of :func:`intervention`."""
    known = war.single(
        {"value": value, "largest_cost": largest_cost, "abandonment": abandonment},
        {"value": NOT_NEGATIVE, "largest_cost": POSITIVE, "abandonment": NOT_NEGATIVE},
    )
    cost = generator(draws, seed).random(draws) * known.largest_cost
    fights = known.value * known.strength + known.abandonment >= cost + known.cost_share * known.c_a
    return mean(fights)


def simulate_optimism(war: War, draws: int = DRAWS, seed: Any = 0) -> Estimate:
    """Return how often beliefs leave nothing to settle on: the twin of :func:`optimism`."""
    known = war.single({}, {})
    of_a, of_b = generator(draws, seed).random((2, draws))
    least = known.p - known.c_a + of_a * known.gain
    most = known.p + known.c_b + of_b * known.loss
    return mean(least > most)


def simulate_screening(war: War, probability: float, draws: int = DRAWS, seed: Any = 0) -> Estimate:
    """Return how often A refuses what B offers: the twin of :func:`screening`.

    B chooses between its two offers by what it expects from each, not by a threshold.
    """
    known = war.single({"probability": probability}, {"probability": UNIT_INTERVAL})
    worth = known.p - known.c_a + np.array([0, known.gain])
    with_ally = 1 - known.p - known.c_b - known.loss
    low, high = np.maximum(worth, 0)
    bold = (1 - known.probability) * (1 - low) + known.probability * (
        with_ally if worth[1] > low else 1 - low
    )
    offer = high if 1 - high >= bold - 1e-12 else low
    comes = generator(draws, seed).random(draws) < known.probability
    return mean(worth[comes.astype(int)] > offer)


def simulate_size(war: War, draws: int = DRAWS, seed: Any = 0) -> Estimate:
    """Return how often A, whose ally's strength is drawn, refuses B's offer: the twin of :func:`size`."""
    known = war.single({}, {})
    strength = generator(draws, seed).random(draws) * known.strength
    worth = known.p + strength - (1 - known.cost_share) * known.c_a
    return mean(worth > size(war).offer)


def simulate_window(war: War, status_quo: float, draws: int = DRAWS, seed: Any = 0) -> Estimate:
    """Return how often neither would fight, over probabilities of the ally that are drawn uniformly.

    The twin of the length of :func:`wiggle_room`.
    """
    known = war.single({"status_quo": status_quo}, {"status_quo": WITHIN_UNIT_INTERVAL})
    probability = generator(draws, seed).random(draws)
    of_a = known.p - known.c_a + probability * known.gain
    of_b = 1 - known.p - known.c_b - probability * known.loss
    return mean((of_b <= 1 - known.status_quo) & (of_a < known.status_quo))


def ally_table(
    war: War,
    probability: float,
    status_quo: float,
    motives: tuple[float, float, float],
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """All closed forms of bargaining with an ally at one point, beside their twins.

    Parameters
    ----------
    war : War
        A war of single numbers.
    probability : float
        That the ally fights, of the range and of screening.
    status_quo : float
        Of the window of ambiguity.
    motives : (float, float, float)
        Value, largest cost and abandonment of the ally (:func:`~entente.games.ally.intervention`), which
        decides without a treaty and with.
    draws, seed : int
        As in :func:`~entente.games.draws.compare`.

    Returns
    -------
    DataFrame
        Columns of :func:`~entente.games.draws.compare`; models ``range``, ``intervention``, ``optimism``,
        ``screening``, ``size`` (whose strength is the largest) and ``wiggle_room``.

    Raises
    ------
    GameInputError
        If a parameter is outside its range or no single number.
    """
    war.single({}, {})
    return compare(_cases(war, probability, status_quo, motives), draws, seed)


def _cases(
    war: War, probability: float, status_quo: float, motives: tuple[float, float, float]
) -> Iterator[Case]:
    value, largest_cost, abandonment = motives
    of_war, worth = asdict(war), war_range(war, probability)
    at = of_war | {"probability": probability}
    for side, of_side in (("a", worth.a_value), ("b", worth.b_value)):
        twin = partial(simulate_value, war, probability, side)
        yield Case("range", f"value of war to {side.upper()}", at, of_side, twin)
    for said, cost in (("without a treaty", 0.0), ("with a treaty", abandonment)):
        arguments = (war, value, largest_cost, cost)
        twin = partial(simulate_intervention, *arguments)
        of = of_war | {"value": value, "largest_cost": largest_cost, "abandonment": cost}
        yield Case("intervention", f"ally fights, {said}", of, intervention(*arguments), twin)
    yield Case("optimism", "war", of_war, optimism(war), partial(simulate_optimism, war))
    refused = screening(war, probability).war_probability
    yield Case("screening", "war", at, refused, partial(simulate_screening, war, probability))
    yield Case("size", "war", of_war, size(war).war_probability, partial(simulate_size, war))
    of_window = partial(simulate_window, war, status_quo)
    length = wiggle_room(war, status_quo).length
    yield Case("wiggle_room", "length of the window", of_war | {"status_quo": status_quo}, length, of_window)
