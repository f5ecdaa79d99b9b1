"""Level I of a two-level game: whether win-sets overlap, and what negotiators agree on where they do.

What is divided is 1 and a settlement is Y's share of it.  Y's voters ratify a share of at least y, X's one of
at most x_1.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np

from entente.games.answers import TIE, answer, quotient
from entente.games.parameters import SHARE_BELOW_ONE, UNIT_INTERVAL, at_most_one, check_all, one_of

#: Solutions of the bargaining of negotiators.
Rule = Literal["midpoint", "nash", "rubinstein"]

#: Who makes the first offer by Rubinstein's rule.
Proposer = Literal["y", "x"]


def agree(y: Any, x_1: Any) -> Any:
    """Return whether there is a settlement that both sides ratify, ``y <= x_1``.

    Parameters
    ----------
    y, x_1 : array_like
        Y's least and largest share that Y's and X's voters ratify, in [0, 1].

    Returns
    -------
    bool, ndarray or Series

    Raises
    ------
    GameInputError
        If a share is outside [0, 1], or shapes or labels do not fit.
    """
    known, labels = check_all({"y": y, "x_1": x_1}, {"y": UNIT_INTERVAL, "x_1": UNIT_INTERVAL})
    return answer(known["y"] <= known["x_1"] + TIE, labels)


def split(
    y: Any,
    x_1: Any,
    rule: Rule = "midpoint",
    *,
    outside: tuple[Any, Any] = (0.0, 0.0),
    discount: Any = 0.9,
    proposer: Proposer = "y",
) -> Any:
    """Return Y's share by the settlement of the negotiators.

    - ``midpoint``: (y + x_1)/2.
    - ``nash``: the largest product of gains within the win-sets, ``clip((1 + d_Y − d_X)/2, y, x_1)``.
    - ``rubinstein``: alternating offers, each the least that the other takes and its voters ratify: the fixed
      point of ``z_Y = min(x_1, 1 − δ(1 − z_X))`` and ``z_X = max(y, δ z_Y)``; z_Y if Y proposes first.

    Parameters
    ----------
    y, x_1 : array_like
        Y's least and largest share that Y's and X's voters ratify, in [0, 1].
    rule : {"midpoint", "nash", "rubinstein"}
        How negotiators divide what is left to them.
    outside : (array_like, array_like)
        By ``nash``: what Y's and X's negotiators have without an agreement (d_Y, d_X), at least 0 each and at
        most 1 together; whether there is one is up to the voters alone.
    discount : array_like
        By ``rubinstein``: what a round of delay leaves of a share (δ), in [0, 1).
    proposer : {"y", "x"}
        By ``rubinstein``: who makes the first offer, which is accepted.

    Returns
    -------
    float, ndarray or Series
        In [0, 1]; NaN where there is no agreement.

    Raises
    ------
    GameInputError
        If a parameter is outside its range, or shapes or labels do not fit.
    """
    known, labels = _checked({"y": y, "x_1": x_1}, rule, outside, discount, proposer)
    low, high = known["y"], np.maximum(known["x_1"], known["y"])
    if rule == "midpoint":
        share = (low + high) / 2
    elif rule == "nash":
        share = np.clip((1 + known["d_Y"] - known["d_X"]) / 2, low, high)
    else:
        of_y = np.minimum(high, _unbounded_offer(low, known["discount"]))
        share = of_y if proposer == "y" else np.maximum(low, known["discount"] * of_y)
    return answer(np.where(low <= known["x_1"] + TIE, share, np.nan), labels)


def _unbounded_offer(y: np.ndarray, discount: np.ndarray) -> np.ndarray:
    """What Y asks for if X's voters ratify anything; more once y binds what X offers, above δ/(1 + δ)."""
    return np.maximum(1 / (1 + discount), 1 - discount * (1 - y))


def expected_share(
    y: Any,
    rule: Rule = "midpoint",
    *,
    outside: tuple[Any, Any] = (0.0, 0.0),
    discount: Any = 0.9,
    proposer: Proposer = "y",
) -> Any:
    """Return Y's expected share, none without agreement, when X's bound is uniform from 0 to 1.

    There is agreement with probability 1 − y, so ``expected_share(y) / (1 − y)`` is the share if there is.

    Parameters
    ----------
    y : array_like
        The least share that Y's voters ratify, in [0, 1].
    rule, outside, discount, proposer
        As in :func:`split`.

    Returns
    -------
    float, ndarray or Series
        ``(1 − y)(1 + 3y)/4`` by midpoint, largest at y = 1/3.  By ``nash``, with m = (1 + d_Y − d_X)/2, ``m −
        (m² + y²)/2`` for y ≤ m and ``y(1 − y)`` above.  By ``rubinstein``, with g = max(1/(1 + δ), 1 − δ(1 −
        y)), ``g − (g² + y²)/2`` if Y proposes; ``δg(1 − g/2) − y²(1 − 1/(2δ))`` if X does and y is below δ/(1
        + δ), and ``y(1 − y)`` above.

    Raises
    ------
    GameInputError
        As in :func:`split`.
    """
    known, labels = _checked({"y": y}, rule, outside, discount, proposer)
    least = known["y"]
    if rule == "midpoint":
        share = (1 - least) * (1 + 3 * least) / 4
    elif rule == "nash":
        wanted = (1 + known["d_Y"] - known["d_X"]) / 2
        share = np.where(least <= wanted, _capped(wanted, least), least * (1 - least))
    else:
        share = _expected_by_rubinstein(least, known["discount"], proposer)
    return answer(share, labels)


def _capped(wanted: np.ndarray, least: np.ndarray) -> np.ndarray:
    """Mean of min(x, wanted) over x from ``least``, which is no more, to 1."""
    return wanted - (wanted**2 + least**2) / 2


def _expected_by_rubinstein(least: np.ndarray, discount: np.ndarray, proposer: Proposer) -> np.ndarray:
    offer = _unbounded_offer(least, discount)
    if proposer == "y":
        return _capped(offer, least)
    # X offers least while x_1 is below least/δ, then δ x_1, and δ·offer from x_1 = offer on.
    free = discount * _capped(offer, 0) - least**2 * (1 - quotient(0.5, discount, 0.0))
    return np.where(least < discount / (1 + discount), free, least * (1 - least))


def best_least_share(
    rule: Rule = "midpoint",
    *,
    outside: tuple[Any, Any] = (0.0, 0.0),
    discount: Any = 0.9,
    proposer: Proposer = "y",
) -> Any:
    """Return the least share that Y would choose for its voters: it has the largest :func:`expected_share`.

    Hands tied at home gain from X and lose agreements.  They pay by ``midpoint`` (1/3).  By ``nash`` they do
    only for a Y that would get less than 1 − √½ untied, and by ``rubinstein`` for one that does not propose
    and with δ < 1/√3: then ½ is best, and otherwise 0.

    Parameters, shape and errors are those of :func:`expected_share`.
    """
    known, labels = _checked({}, rule, outside, discount, proposer)
    if rule == "midpoint":
        best = np.array(1 / 3)
    elif rule == "nash":
        best = np.where((1 + known["d_Y"] - known["d_X"]) / 2 < 1 - np.sqrt(0.5), 0.5, 0.0)
    else:
        best = np.where((known["discount"] < np.sqrt(1 / 3)) & (proposer == "x"), 0.5, 0.0)
    return answer(best, labels)


def _checked(
    bounds: dict[str, Any], rule: str, outside: tuple[Any, Any], discount: Any, proposer: str
) -> tuple[dict[str, np.ndarray], Any]:
    """Return the bounds and what the rule asks for beside them, broadcast, and the labels."""
    one_of("rule", rule, get_args(Rule))
    one_of("proposer", proposer, get_args(Proposer))
    of_rule = {
        "midpoint": {},
        "nash": dict(zip(("d_Y", "d_X"), outside, strict=True)),
        "rubinstein": {"discount": discount},
    }[rule]
    ranges = dict.fromkeys(("y", "x_1", "d_Y", "d_X"), UNIT_INTERVAL) | {"discount": SHARE_BELOW_ONE}
    values, labels = check_all(bounds | of_rule, ranges)
    if rule == "nash":
        at_most_one("d_Y + d_X", values["d_Y"] + values["d_X"])
    return values, labels
