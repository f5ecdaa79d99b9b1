"""Level II of a two-level game: what voters ratify under a quota, and how often two sides agree."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from numbers import Rational
from typing import Any

import numpy as np
from scipy.special import betainc

from entente.core.errors import GameInputError
from entente.games.answers import answer
from entente.games.parameters import (
    COUNT,
    FINITE,
    NOT_NEGATIVE,
    UNIT_INTERVAL,
    check,
    check_all,
    one_of,
    whole,
)


def quota(n: int, rule: str | int = "majority") -> int:
    """Return how many of n voters must accept.

    Parameters
    ----------
    n : int
        Voters, at least 1.
    rule : {"majority", "two_thirds", "unanimity"} or int
        ``⌊n/2⌋ + 1``, ``⌈2n/3⌉``, n, or the number itself.

    Returns
    -------
    int
        From 1 to n.

    Raises
    ------
    GameInputError
        If there are no voters, the rule is unknown or the number is not within 1 to n.
    """
    n = whole("n", n, 1)
    rules = {"majority": n // 2 + 1, "two_thirds": -(-2 * n // 3), "unanimity": n}
    if isinstance(rule, str):
        one_of("quota", rule, tuple(rules))
        return rules[rule]
    return whole("quota", rule, 1, n)


def least_ratified(shares: Any, rule: str | int = "majority", veto: Any = ()) -> float:
    """Return the least share that voters ratify: the m-th smallest that they accept, and what vetoes ask for.

    Parameters
    ----------
    shares : array_like, shape (n,)
        The least share that each voter accepts, a finite number; above 1 it accepts none.
    rule : {"majority", "two_thirds", "unanimity"} or int
        The quota m of n (:func:`quota`).
    veto : array_like, shape (v,)
        The least shares that players with a veto beside the vote accept.

    Returns
    -------
    float

    Raises
    ------
    GameInputError
        If there are no voters, a share is missing or infinite, or the quota is not within 1 to n.
    """
    values = voters("shares", shares)
    vetoes = check("veto", veto, *FINITE)
    ratified = np.sort(values)[quota(len(values), rule) - 1]
    return float(max(ratified, vetoes.max(initial=-np.inf)))


def voters(name: str, values: Any) -> np.ndarray:
    """Return one finite number for each of at least one voter."""
    array = check(name, values, *FINITE)
    if array.ndim != 1 or not len(array):
        raise GameInputError(
            f"{name} has shape {array.shape}.", "Give one number for each voter, of whom there must be one."
        )
    return array


def expected_least_ratified(m: int, n: int, mean: Any = 0.5, heterogeneity: Any = 1.0) -> Any:
    """Return the expected least share that m of n voters ratify, ``μ + h(m/(n + 1) − ½)``.

    The voters' least shares are uniform and independent, ``μ + h(U − ½)``: heterogeneity shrinks the win-set
    if m > (n + 1)/2.

    Parameters
    ----------
    m, n : int
        Quota and number of voters.
    mean, heterogeneity : array_like
        Centre of the shares (μ), in [0, 1], and their range (h), at least 0.

    Returns
    -------
    float, ndarray or Series

    Raises
    ------
    GameInputError
        If the quota is not within 1 to n, or a parameter is outside its range.
    """
    m = quota(n, whole("m", m, 1))
    given = {"mean": mean, "heterogeneity": heterogeneity}
    known, labels = check_all(given, {"mean": UNIT_INTERVAL, "heterogeneity": NOT_NEGATIVE})
    return answer(known["mean"] + known["heterogeneity"] * (m / (n + 1) - 0.5), labels)


def ratification_probability(x_1: Any, m: int, n: int, veto: int = 0) -> Any:
    """Probability that voters ratify a share, if the least that each accepts is uniform from 0 to 1.

    ``I_x(m, n − m + 1) x^v``, the tail of the binomial distribution where nobody has a veto.  As a function
    of x_1 it is the distribution function of the least share that is ratified.

    Parameters
    ----------
    x_1 : array_like, or Fraction
        The share offered, in [0, 1].
    m, n : int
        Quota and number of voters.
    veto : int
        Players with a veto beside the vote (v).

    Returns
    -------
    Fraction, float, ndarray or Series
        Exact for a Fraction or a whole number.

    Raises
    ------
    GameInputError
        If the share is outside [0, 1], the quota not within 1 to n or the number of vetoes negative.
    """
    m, veto = quota(n, whole("m", m, 1)), whole("veto", veto, 0)
    known, labels = check_all({"x_1": x_1}, {"x_1": UNIT_INTERVAL})
    if isinstance(x_1, Rational):
        x = Fraction(x_1)
        return x**veto * sum(comb(n, i) * x**i * (1 - x) ** (n - i) for i in range(m, n + 1))
    return answer(betainc(m, n - m + 1, known["x_1"]) * known["x_1"] ** veto, labels)


def agreement_probability(m: Any, n: Any, m_other: Any, n_other: Any) -> Any:
    """Probability that two sides' voters leave a settlement that both ratify.

    The least shares that voters of both accept, of their own side, are uniform from 0 to 1 and independent.
    With j = n' − m' + 1 it is ``Σ_{k=m}^{n} C(j − 1 + k, k) C(n' − j + n − k, n − k) / C(n + n', n)``, the
    share of orderings of all n + n' in which the m-th voter of the one side stands before the j-th bound of
    the other.

    Parameters
    ----------
    m, n : int or array_like of int
        Quota and number of voters of one side.
    m_other, n_other : int or array_like of int
        Those of the other.

    Returns
    -------
    Fraction, or ndarray of Fraction
        Exact; an array, of type object, if any parameter is one.

    Raises
    ------
    GameInputError
        If a number is not whole, or a quota not within 1 to the number of voters.
    """
    parts = (m, n, m_other, n_other)
    if all(np.ndim(part) == 0 for part in parts):
        return _agreement_probability(*parts)
    known, labels = check_all(
        dict(zip(("m", "n", "m_other", "n_other"), parts, strict=True)),
        dict.fromkeys(("m", "n", "m_other", "n_other"), COUNT),
    )
    numbers = zip(*(known[name].ravel().astype(int).tolist() for name in known), strict=True)
    exact = np.array([_agreement_probability(*row) for row in numbers], dtype=object)
    return answer(exact.reshape(known["m"].shape), labels)


def _agreement_probability(m: int, n: int, m_other: int, n_other: int) -> Fraction:
    m, m_other = quota(n, whole("m", m, 1)), quota(n_other, whole("m_other", m_other, 1))
    bound = n_other - m_other + 1
    # Orderings in which exactly k of the one side's voters stand before the bound of the other.
    before = sum(comb(bound - 1 + k, k) * comb(n_other - bound + n - k, n - k) for k in range(m, n + 1))
    return Fraction(before, comb(n + n_other, n))
