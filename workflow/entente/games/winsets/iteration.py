"""Ratification tried more than once: win-sets that change between rounds, or that are learned by offers."""

from __future__ import annotations

from fractions import Fraction
from numbers import Rational
from typing import Any, NamedTuple

from entente.games.answers import answer
from entente.games.parameters import COUNT, UNIT_INTERVAL, check_all, number, whole


def redraw(probability: Any, rounds: Any, persistence: Any = 0.0) -> Any:
    """Probability of agreement within some rounds, when win-sets may change between them.

    ``1 − (1 − P)(1 − (1 − ϖ)P)^{T − 1}``.

    Parameters
    ----------
    probability : array_like
        That win-sets just drawn overlap (P), in [0, 1].
    rounds : array_like of int
        Rounds (T), at least 1.
    persistence : array_like
        That win-sets stay what they were from one round to the next (ϖ), in [0, 1].

    Returns
    -------
    float, ndarray or Series
        In [0, 1].

    Raises
    ------
    GameInputError
        If a parameter is outside its range, or shapes or labels do not fit.
    """
    known, labels = check_all(
        {"probability": probability, "rounds": rounds, "persistence": persistence},
        {"probability": UNIT_INTERVAL, "rounds": COUNT, "persistence": UNIT_INTERVAL},
    )
    later = 1 - (1 - known["persistence"]) * known["probability"]
    return answer(1 - (1 - known["probability"]) * later ** (known["rounds"] - 1), labels)


class Learning(NamedTuple):
    """Offers to an adversary whose reservation is learned by its refusals.

    Attributes
    ----------
    offers : list of Fraction or of float
        What is offered in each round, rising.
    probability : Fraction or float
        That an offer is accepted.
    value : Fraction or float
        What whoever makes the offers expects to keep.
    """

    offers: list
    probability: Any
    value: Any


def learn(rounds: int, discount: float | Rational = 1) -> Learning:
    """Best offers in some rounds to X, whose least acceptable share is uniform from 0 to 1.

    X's voters are myopic: they accept the first offer that is enough.  Who offers keeps the rest, and less of
    it the later. With k rounds left and everything below 1 − u refused, the best is to leave ``s_k u`` above
    the offer, ``s_k = 1 / (2 − δ s_{k−1})``, and worth ``s_k u² / 2``, where ``s_1 = ½``.  Without
    discounting ``o_t = t/(T + 1)``, accepted with ``T/(T + 1)`` and worth ``T/(2(T + 1))``.

    Parameters
    ----------
    rounds : int
        Offers (T), at least 1.
    discount : float, int or Fraction
        What a round of delay leaves of a share (δ), in [0, 1].

    Returns
    -------
    Learning
        Of Fractions, exact, if the discount is a whole number or a Fraction.

    Raises
    ------
    GameInputError
        If there is no round, or the discount is outside [0, 1].
    """
    rounds = whole("rounds", rounds, 1)
    delta = Fraction(discount) if isinstance(discount, Rational) else discount
    number("discount", delta, UNIT_INTERVAL)
    left = [1 / (2 + 0 * delta)]
    while len(left) < rounds:
        left.append(1 / (2 - delta * left[-1]))
    offers, beyond = [], 1 + 0 * delta
    for share in reversed(left):
        beyond *= share
        offers.append(1 - beyond)
    return Learning(offers, 1 - beyond, left[-1] / 2)
