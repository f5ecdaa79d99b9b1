"""Bargaining in the shadow of a war that an ally may join: what war is worth, and what may be agreed instead.

A and B divide 1.  An ally of A fights beside it with a probability, and then adds to A's chance to win, bears
part of A's cost and adds to B's.  The lecture's figures (Gustafson 2019) in a functional form of our choice.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np

from entente.core.errors import GameInputError
from entente.games.answers import answer
from entente.games.parameters import (
    NOT_NEGATIVE,
    POSITIVE,
    UNIT_INTERVAL,
    Range,
    at_most_one,
    check_all,
    one_of,
)

if TYPE_CHECKING:
    import pandas as pd

#: Who makes the offer that is accepted; or neither, and the surplus is halved.
Division = Literal["a_proposes", "b_proposes", "midpoint"]

_RANGES = {
    "p": UNIT_INTERVAL,
    "c_a": POSITIVE,
    "c_b": POSITIVE,
    "strength": NOT_NEGATIVE,
    "cost_share": UNIT_INTERVAL,
    "damage": NOT_NEGATIVE,
}


@dataclass(frozen=True)
class War:
    """A war of A against B that an ally of A may join.

    All are numbers, arrays that broadcast, or Series with the same labels.

    Parameters
    ----------
    p : array_like
        A's chance to win alone, in [0, 1].
    c_a, c_b : array_like
        Costs of war to A and B, above 0, in shares of what they divide.
    strength : array_like
        What the ally adds to A's chance (D), at least 0; ``p + strength`` is at most 1.
    cost_share : array_like
        The ally's share of A's cost (λ), in [0, 1].
    damage : array_like
        What the ally adds to B's cost (δ), at least 0.

    Raises
    ------
    GameInputError
        If a parameter is outside its range, or shapes or labels do not fit.
    """

    p: Any
    c_a: Any
    c_b: Any
    strength: Any = 0.0
    cost_share: Any = 0.0
    damage: Any = 0.0

    def __post_init__(self):
        self.with_others({}, {})

    def with_others(
        self, others: dict[str, Any], ranges: dict[str, Range]
    ) -> tuple[SimpleNamespace, pd.Index | None]:
        """Return all parameters and others, checked and broadcast, as attributes; and their labels.

        What the ally changes, were it certain to fight, is there too: ``gain`` of A (X = D + λc_A) and
        ``loss`` of B (Y = D + δ).
        """
        given = {field.name: getattr(self, field.name) for field in fields(self)} | others
        values, labels = check_all(given, _RANGES | ranges)
        known = SimpleNamespace(**values)
        at_most_one("p + strength", known.p + known.strength)
        known.gain = known.strength + known.cost_share * known.c_a
        known.loss = known.strength + known.damage
        return known, labels

    def single(self, others: dict[str, Any], ranges: dict[str, Range]) -> SimpleNamespace:
        """Return the parameters of one war; GameInputError if any is an array."""
        known, _ = self.with_others(others, ranges)
        if known.p.ndim:
            raise GameInputError(f"A parameter has shape {known.p.shape}.", "Give single numbers here.")
        return known


class WarRange(NamedTuple):
    """What both prefer to war, and what they agree on; shares of A.

    Attributes
    ----------
    a_value, b_value : float, ndarray or Series
        What war is worth to A and B.
    low, high : float, ndarray or Series
        A's smallest and largest share in the range, within [0, 1].
    width : float, ndarray or Series
        Width of the range before it is clipped to [0, 1]: the costs of war.
    settlement : float, ndarray or Series
        A's share by the division asked for.
    demand_effect : float, ndarray or Series
        How that share rises with the ally's probability, while neither bound of [0, 1] binds.
    """

    a_value: Any
    b_value: Any
    low: Any
    high: Any
    width: Any
    settlement: Any
    demand_effect: Any


def war_range(war: War, probability: Any = 1.0, division: Division = "a_proposes") -> WarRange:
    """Range of settlements that A and B prefer to war.

    ``[p + πD − c_A(1 − πλ), p + πD + c_B + πδ]`` within [0, 1].

    Parameters
    ----------
    war : War
        The war that they avoid.
    probability : array_like
        That the ally fights (π), in [0, 1], as both believe.
    division : {"a_proposes", "b_proposes", "midpoint"}
        Who makes an offer that the other takes or leaves, and so gains all of the surplus.

    Returns
    -------
    WarRange
        Each number of the shape that all parameters broadcast to; Series if any of these is one.

    Raises
    ------
    GameInputError
        If a parameter is outside its range, or shapes or labels do not fit.
    """
    known, labels = war.with_others({"probability": probability}, {"probability": UNIT_INTERVAL})
    a_value = known.p - known.c_a + known.probability * known.gain
    b_value = 1 - known.p - known.c_b - known.probability * known.loss
    low, high = np.maximum(a_value, 0), np.minimum(1 - b_value, 1)
    width = known.c_a + known.c_b + known.probability * (known.loss - known.gain)
    to_a = _part_of_a(division)
    settlement = low + to_a * (high - low)
    effect = known.gain + to_a * (known.loss - known.gain)
    return WarRange(*(answer(of, labels) for of in (a_value, b_value, low, high, width, settlement, effect)))


def _part_of_a(division: Division) -> float:
    """A's part of the surplus."""
    one_of("division", division, get_args(Division))
    return {"a_proposes": 1.0, "b_proposes": 0.0, "midpoint": 0.5}[division]


def intervention(war: War, value: Any, largest_cost: Any, abandonment: Any = 0.0) -> Any:
    """Return the probability that the ally fights, ``clip((v_C D + α − λc_A) / c̄, 0, 1)``.

    It fights if what A's chance gains is worth its own cost, uniform from 0 to the largest, and its share of
    A's.

    Parameters
    ----------
    war : War
        The war that it may join.
    value : array_like
        What a victory of A is worth to it (v_C), at least 0.
    largest_cost : array_like
        Its largest cost of fighting (c̄), above 0.
    abandonment : array_like
        What it costs to stay away (α), at least 0; without a treaty nothing.

    Returns
    -------
    float, ndarray or Series
        In [0, 1].

    Raises
    ------
    GameInputError
        If a parameter is outside its range, or shapes or labels do not fit.
    """
    known, labels = war.with_others(
        {"value": value, "largest_cost": largest_cost, "abandonment": abandonment},
        {"value": NOT_NEGATIVE, "largest_cost": POSITIVE, "abandonment": NOT_NEGATIVE},
    )
    worth = known.value * known.strength + known.abandonment - known.cost_share * known.c_a
    return answer(np.clip(worth / known.largest_cost, 0, 1), labels)


def treaty_effect(war: War, value: Any, largest_cost: Any, abandonment: Any) -> Any:
    """Return by how much a treaty makes the ally more likely to fight, ``π(α) − π(0)``.

    Parameters, shape and errors are those of :func:`intervention`.
    """
    return intervention(war, value, largest_cost, abandonment) - intervention(war, value, largest_cost)
