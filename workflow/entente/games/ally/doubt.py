"""War from doubt about an ally: whether it comes, what the other side believes, how strong it is.

In each case B or both would settle if they knew the same; the war in doubt is a
:class:`~entente.games.ally.war.War`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from entente.games.ally.war import War
from entente.games.answers import TIE, answer, quotient
from entente.games.parameters import UNIT_INTERVAL


def optimism(war: War) -> Any:
    """Probability of war when A and B each have a belief of their own whether the ally comes.

    They agree to differ; war follows if A's expected gain exceeds what B expects to lose and both costs
    (:func:`optimism_gap` above 0).  Beliefs are independent and uniform from 0 to 1.  With X = D + λc_A,
    Y = D + δ and Z = c_A + c_B it is ``max(0, X − Z)² / 2XY``: X − Y is less than Z, since λ is at most 1, so
    that no belief of A is enough for war whatever B believes.

    Parameters
    ----------
    war : War
        The war in doubt.

    Returns
    -------
    float, ndarray or Series
        In [0, 1).
    """
    known, labels = war.with_others({}, {})
    excess = np.maximum(known.gain - known.c_a - known.c_b, 0)
    return answer(quotient(excess**2, 2 * known.gain * known.loss, 0.0), labels)


def optimism_gap(war: War, belief_a: Any, belief_b: Any) -> Any:
    """Return ``π_A X − π_B Y − Z``: there is war if it is above 0, and else a range of settlements so wide.

    Parameters
    ----------
    war : War
        The war in doubt.
    belief_a, belief_b : array_like
        The probability that the ally fights, as A and as B believe, in [0, 1].

    Returns
    -------
    float, ndarray or Series

    Raises
    ------
    GameInputError
        If a belief is no probability, or shapes or labels do not fit.
    """
    known, labels = war.with_others(
        {"belief_a": belief_a, "belief_b": belief_b}, {"belief_a": UNIT_INTERVAL, "belief_b": UNIT_INTERVAL}
    )
    return answer(known.belief_a * known.gain - known.belief_b * known.loss - known.c_a - known.c_b, labels)


class Screening(NamedTuple):
    """What B offers to an A that knows whether its ally comes.

    Attributes
    ----------
    threshold : float, ndarray or Series
        The probability φ* of the ally from which on B is cautious, in [0, 1).
    cautious : bool, ndarray or Series
        Whether B offers enough for an A whose ally comes.
    offer : float, ndarray or Series
        A's share by B's offer, in [0, 1].
    war_probability : float, ndarray or Series
        In [0, 1].
    """

    threshold: Any
    cautious: Any
    offer: Any
    war_probability: Any


def screening(war: War, probability: Any) -> Screening:
    """War when A alone knows whether its ally comes, and B makes an offer that A takes or leaves.

    B offers the worth of war to an A with its ally, or to one without, which the other rejects.  It is
    cautious if the probability φ is at least ``φ* = X / (Y + Z)``; otherwise there is war with probability φ.
    No offer is below 0: where A alone expects less than nothing from war, φ* is lower, and 0 where it does so
    with its ally too.

    Parameters
    ----------
    war : War
        The war in doubt.
    probability : array_like
        That the ally comes (φ), in [0, 1], as B believes.

    Returns
    -------
    Screening

    Raises
    ------
    GameInputError
        If the probability is none, or shapes or labels do not fit.
    """
    known, labels = war.with_others({"probability": probability}, {"probability": UNIT_INTERVAL})
    alone = np.maximum(known.p - known.c_a, 0)
    helped = np.maximum(known.p - known.c_a + known.gain, 0)
    # What B loses if the offer is rejected by an A whose ally comes.
    risk = known.p + known.c_b + known.loss - alone
    threshold = (helped - alone) / risk
    cautious = known.probability >= threshold - TIE
    war_probability = np.where(cautious, 0.0, known.probability)
    offer = np.where(cautious, helped, alone)
    return Screening(*(answer(of, labels) for of in (threshold, cautious, offer, war_probability)))


class Size(NamedTuple):
    """What B offers to an A that knows how strong its ally is.

    Attributes
    ----------
    offer : float, ndarray or Series
        A's share by B's offer, in [0, 1].
    war_probability : float, ndarray or Series
        In [0, 1).
    """

    offer: Any
    war_probability: Any


def size(war: War) -> Size:
    """War when A alone knows how strong its ally is, which is certain to come.

    The ally's strength is uniform from 0 to ``war.strength`` (D̄).  B offers p + c_B + δ, or what the
    strongest takes if that is less, and there is war with probability
    ``max(0, 1 − ((1 − λ)c_A + c_B + δ) / D̄)``.

    Parameters
    ----------
    war : War
        The war in doubt; its strength is the ally's largest.

    Returns
    -------
    Size
    """
    known, labels = war.with_others({}, {})
    borne = (1 - known.cost_share) * known.c_a
    war_probability = np.maximum(1 - quotient(borne + known.c_b + known.damage, known.strength, 1.0), 0)
    enough = known.p + known.strength - borne
    offer = np.clip(np.minimum(known.p + known.c_b + known.damage, enough), 0, 1)
    return Size(answer(offer, labels), answer(war_probability, labels))
