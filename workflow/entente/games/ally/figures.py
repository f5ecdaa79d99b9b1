"""Data of the figures of bargaining with an ally; drawn elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from entente.games.ally.ambiguity import wiggle_room
from entente.games.ally.doubt import optimism_gap, screening
from entente.games.ally.war import War, war_range
from entente.games.parameters import NOT_NEGATIVE, UNIT_INTERVAL, check, whole

#: Points of a curve, and of either axis of a map, unless said otherwise.
POINTS = 201


def range_bars(war: War, probabilities: Sequence[float] = (0.0, 1.0)) -> pd.DataFrame:
    """Ranges of settlements without the ally and with it: the lecture's two bargaining figures.

    Parameters
    ----------
    war : War
        A war of single numbers.
    probabilities : sequence of float
        A bar each; an ally that never comes (0) is none.

    Returns
    -------
    DataFrame
        A row a bar: ``ally_probability``; ``win_probability``, A's chance to win; ``a_value``, A's worth of
        war; ``b_value``, B's (A's share that is as good to B is 1 less it); ``low`` and ``high`` of the
        range; the ``settlement`` that A proposes; ``without_ally_low`` and ``without_ally_high``, the range
        alone.
    """
    one, probabilities = war.single({}, {}), check("probabilities", probabilities, *UNIT_INTERVAL)
    ranges, alone = war_range(war, probabilities), war_range(war, 0.0)
    return pd.DataFrame(
        {
            "ally_probability": probabilities,
            "win_probability": one.p + probabilities * one.strength,
            "a_value": ranges.a_value,
            "b_value": ranges.b_value,
            "low": ranges.low,
            "high": ranges.high,
            "settlement": ranges.settlement,
            "without_ally_low": alone.low,
            "without_ally_high": alone.high,
        }
    )


def belief_map(war: War, points: int = POINTS) -> pd.DataFrame:
    """War over what A and B believe of the ally.

    Parameters
    ----------
    war : War
        A war of single numbers.
    points : int
        Points of either axis.

    Returns
    -------
    DataFrame
        A row a pair of beliefs: ``belief_a``, ``belief_b`` (π_A changes last); ``gap``, the range of
        settlements that is missing (:func:`~entente.games.ally.optimism_gap`, whose contour at 0 is the
        border); ``war``, bool.
    """
    war.single({}, {})
    axis = np.linspace(0, 1, whole("points", points, 2))
    belief_a, belief_b = (axes.ravel() for axes in np.meshgrid(axis, axis, indexing="ij"))
    gap = optimism_gap(war, belief_a, belief_b)
    return pd.DataFrame({"belief_a": belief_a, "belief_b": belief_b, "gap": gap, "war": gap > 0})


def screening_curve(war: War, points: int = POINTS) -> pd.DataFrame:
    """War over the probability of the ally, when A alone knows whether it comes.

    Parameters
    ----------
    war : War
        A war of single numbers.
    points : int
        Points of the axis, to which the threshold is added.

    Returns
    -------
    DataFrame
        A row a probability: ``probability`` (φ), ``threshold`` (φ*), ``cautious``, ``offer`` and
        ``war_probability``, just before the threshold φ* and 0 from there on.
    """
    war.single({}, {})
    axis = np.linspace(0, 1, whole("points", points, 2))
    probability = np.union1d(axis, screening(war, 0.0).threshold)
    columns = screening(war, probability)._asdict()
    return pd.DataFrame({"probability": probability} | columns)


def window_curve(war: War, status_quo: float, strengths: Any) -> pd.DataFrame:
    """Window of ambiguity over the ally's strength.

    Parameters
    ----------
    war : War
        A war of single numbers, whose strength is replaced.
    status_quo : float
        What A holds.
    strengths : array_like, shape (n,)
        Strengths of the ally (D), from 0 to 1 − p.

    Returns
    -------
    DataFrame
        A row a strength: ``strength`` and the fields of :class:`~entente.games.ally.WiggleRoom`.
    """
    war.single({}, {})
    strengths = check("strengths", strengths, *NOT_NEGATIVE)
    known = replace(war, strength=strengths)
    return pd.DataFrame({"strength": strengths} | wiggle_room(known, status_quo)._asdict())
