"""How sure an ally should seem: enough to deter the adversary, not so much that the friend is emboldened."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from entente.games.ally.war import War
from entente.games.answers import answer, quotient
from entente.games.parameters import WITHIN_UNIT_INTERVAL


class WiggleRoom(NamedTuple):
    """Probabilities of an ally that keep the status quo on both sides.

    Attributes
    ----------
    deters_from : float, ndarray or Series
        From this probability on (π_D) B does not fight; above 1 if the ally cannot deter, at most 0 if it
        need not, ±inf if it changes nothing for B.
    emboldens_from : float, ndarray or Series
        From this probability on (π_R) A does fight; above 1 if the ally never emboldens, at most 0 if A
        challenges anyway, ±inf if it changes nothing for A.
    low, high : float, ndarray or Series
        The window within [0, 1], both NaN if it is empty; ``high`` belongs to it only if ``emboldens_from``
        is above 1.
    length : float, ndarray or Series
        Its length, 0 if it is empty.
    ambiguity_needed : bool, ndarray or Series
        Whether neither an ally that stays away nor one that is sure to come keeps the status quo, but a
        doubtful one does: ``0 < π_D < π_R ≤ 1``.
    """

    deters_from: Any
    emboldens_from: Any
    low: Any
    high: Any
    length: Any
    ambiguity_needed: Any


def wiggle_room(war: War, status_quo: Any) -> WiggleRoom:
    """Window of probabilities of the ally in which neither B nor A would rather fight.

    ``π_D = (q − p − c_B) / (D + δ)`` and ``π_R = (q − p + c_A) / (D + λc_A)``.  B does not fight when it is
    indifferent, A does.

    Parameters
    ----------
    war : War
        The war that either may start; both would fight it with the ally as likely.
    status_quo : array_like
        What A holds (q), within (0, 1).

    Returns
    -------
    WiggleRoom

    Raises
    ------
    GameInputError
        If the status quo is outside its range, or shapes or labels do not fit.

    Notes
    -----
    If ``δ ≥ λc_A`` and A does not challenge alone (``q > p − c_A``), then π_D is below π_R: the window can
    only be lost to the bounds of [0, 1].
    """
    known, labels = war.with_others({"status_quo": status_quo}, {"status_quo": WITHIN_UNIT_INTERVAL})
    of_b, of_a = known.status_quo - known.p - known.c_b, known.status_quo - known.p + known.c_a
    deters = quotient(of_b, known.loss, np.where(of_b > 0, np.inf, -np.inf))
    emboldens = quotient(of_a, known.gain, np.where(of_a > 0, np.inf, -np.inf))
    low, high = np.maximum(deters, 0), np.minimum(emboldens, 1)
    empty = (low > 1) | (low >= emboldens)
    needed = (deters > 0) & (deters < emboldens) & (emboldens <= 1)
    window = np.where(empty, np.nan, low), np.where(empty, np.nan, high), np.where(empty, 0, high - low)
    return WiggleRoom(*(answer(of, labels) for of in (deters, emboldens, *window, needed)))
