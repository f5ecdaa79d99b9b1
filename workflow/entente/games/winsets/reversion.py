"""Win-sets around a reversion point: voters ratify what is nearer to their ideal points.

On a line here; in a plane in :mod:`entente.games.winsets.plane`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from entente.core.errors import GameInputError
from entente.games.answers import answer
from entente.games.parameters import FINITE, check_all
from entente.games.winsets.ratification import quota, voters


class WinSet(NamedTuple):
    """An interval that voters ratify.

    Attributes
    ----------
    low, high : float, ndarray or Series
        Its ends; the reversion point is one of them.
    gridlock : bool, ndarray or Series
        Whether it is the reversion point alone.
    """

    low: Any
    high: Any
    gridlock: Any


def reversion_win_set(reversion: Any, ideals: Any, rule: str | int = "majority") -> WinSet:
    """Win-set of voters who lose the distance from their ideal point.

    Voter i ratifies between R and 2t_i − R; m of n do within
    ``[min(R, 2t_(m) − R), max(R, 2t_(n−m+1) − R)]``, which is {R} if ``t_(n−m+1) ≤ R ≤ t_(m)``.  The axis has
    no bounds.

    Parameters
    ----------
    reversion : array_like
        What happens without an agreement (R).
    ideals : array_like, shape (n,)
        Ideal points of the voters.
    rule : {"majority", "two_thirds", "unanimity"} or int
        The quota m of n (:func:`~entente.games.winsets.quota`), more than half.

    Returns
    -------
    WinSet

    Raises
    ------
    GameInputError
        If a point is missing or infinite, or the quota is not above n/2 and at most n.
    """
    known, labels = check_all({"reversion": reversion}, {"reversion": FINITE})
    points = np.sort(voters("ideals", ideals))
    m = more_than_half(len(points), rule)
    at, least, most = known["reversion"], points[len(points) - m], points[m - 1]
    low, high = np.minimum(at, 2 * most - at), np.maximum(at, 2 * least - at)
    return WinSet(*(answer(of, labels) for of in (low, high, (least <= at) & (at <= most))))


def more_than_half(n: int, rule: str | int) -> int:
    """Return the quota, which two groups of voters without a common member must not both meet."""
    m = quota(n, rule)
    if 2 * m <= n:
        raise GameInputError(
            f"quota is {m} of {n}.", f"Give quota as more than half of the voters, from {n // 2 + 1} to {n}."
        )
    return m


def both_gain(reversion: Any, ideal_x: Any, ideal_y: Any) -> Any:
    """Return whether two states prefer a common settlement to the reversion point.

    They do if it lies outside the interval of their ideal points.

    Parameters
    ----------
    reversion, ideal_x, ideal_y : array_like
        Points on the line.

    Returns
    -------
    bool, ndarray or Series

    Raises
    ------
    GameInputError
        If a point is missing or infinite, or shapes or labels do not fit.
    """
    given = {"reversion": reversion, "ideal_x": ideal_x, "ideal_y": ideal_y}
    known, labels = check_all(given, dict.fromkeys(given, FINITE))
    ends = np.sort(np.stack([known["ideal_x"], known["ideal_y"]]), axis=0)
    return answer((known["reversion"] < ends[0]) | (known["reversion"] > ends[1]), labels)
