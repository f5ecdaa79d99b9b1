"""Monte Carlo twins of two-level games: voters drawn, offers refused, rounds played."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, get_args

import numpy as np
import pandas as pd

from entente.games.draws import DRAWS, Case, Estimate, compare, generator, mean
from entente.games.parameters import FINITE, NOT_NEGATIVE, UNIT_INTERVAL, check, number, whole
from entente.games.winsets.iteration import learn, redraw
from entente.games.winsets.plane import Side, area, win_set_area
from entente.games.winsets.ratification import (
    agreement_probability,
    expected_least_ratified,
    quota,
    ratification_probability,
    voters,
)
from entente.games.winsets.reversion import more_than_half, reversion_win_set
from entente.games.winsets.splits import Proposer, Rule, agree, expected_share, split


def simulate_agreement(y: float, draws: int = DRAWS, seed: Any = 0) -> Estimate:
    """Return how often X's bound, drawn from 0 to 1, leaves room for agreement: the twin of 1 − y."""
    return mean(agree(y, generator(draws, seed).random(draws)))


def simulate_share(
    y: float, rule: Rule = "midpoint", draws: int = DRAWS, seed: Any = 0, **of_rule: Any
) -> Estimate:
    """Return Y's mean share, 0 without agreement: the twin of :func:`expected_share`."""
    return mean(np.nan_to_num(split(y, generator(draws, seed).random(draws), rule, **of_rule)))


def _ratified(stream: np.random.Generator, m: int, n: int, draws: int) -> np.ndarray:
    """Return the least shares that m of n voters ratify, (draws,), voters drawn from 0 to 1."""
    m = quota(n, m)
    # Voters of large bodies are drawn in parts, some millions at a time.
    parts = np.array_split(np.arange(draws), 1 + draws * n // 2**22)
    drawn = (np.partition(stream.random((len(part), n)), m - 1, axis=1)[:, m - 1] for part in parts)
    return np.concatenate(list(drawn))


def simulate_least_ratified(
    m: int, n: int, mean_share: float = 0.5, heterogeneity: float = 1.0, draws: int = DRAWS, seed: Any = 0
) -> Estimate:
    """Return the mean least share: the twin of :func:`expected_least_ratified`."""
    mean_share = number("mean_share", mean_share, UNIT_INTERVAL)
    heterogeneity = number("heterogeneity", heterogeneity, NOT_NEGATIVE)
    least = _ratified(generator(draws, seed), m, n, draws)
    return mean(mean_share + heterogeneity * (least - 0.5))


def simulate_ratification(
    x_1: float, m: int, n: int, veto: int = 0, draws: int = DRAWS, seed: Any = 0
) -> Estimate:
    """Return how often a share is ratified: the twin of :func:`ratification_probability`."""
    x_1, veto = number("x_1", x_1, UNIT_INTERVAL), whole("veto", veto, 0)
    stream = generator(draws, seed)
    passed = _ratified(stream, m, n, draws) <= x_1
    return mean(passed & (stream.random((draws, veto)) <= x_1).all(axis=1))


def simulate_ratification_by_both(
    m: int, n: int, m_other: int, n_other: int, draws: int = DRAWS, seed: Any = 0
) -> Estimate:
    """Return how often two win-sets overlap: the twin of :func:`agreement_probability`."""
    stream = generator(draws, seed)
    return mean(_ratified(stream, m, n, draws) <= 1 - _ratified(stream, m_other, n_other, draws))


def simulate_reversion(
    reversion: float, ideals: Any, rule: str | int = "majority", draws: int = DRAWS, seed: Any = 0
) -> Estimate:
    """Return the length of what is preferred to the reversion point, by a vote on each settlement drawn.

    The twin of :func:`reversion_win_set`, whose length is high − low.
    """
    reversion, ideals = number("reversion", reversion, FINITE), voters("ideals", ideals)
    m = more_than_half(len(ideals), rule)
    ends = np.append(2 * ideals - reversion, reversion)
    low, width = ends.min(), np.ptp(ends)
    settlements = low + width * generator(draws, seed).random(draws)
    losses = np.abs(settlements[:, None] - ideals)
    accepted = (losses <= np.abs(reversion - ideals)).sum(axis=1) >= m
    share, error = mean(accepted)
    return Estimate(share * width, error * width)


def simulate_redraw(
    probability: float, rounds: int, persistence: float = 0.0, draws: int = DRAWS, seed: Any = 0
) -> Estimate:
    """Return how often win-sets overlap in a round: the twin of :func:`redraw`."""
    probability = number("probability", probability, UNIT_INTERVAL)
    persistence = number("persistence", persistence, UNIT_INTERVAL)
    stream = generator(draws, seed)
    overlap = stream.random(draws) < probability
    agreed = overlap.copy()
    for _ in range(whole("rounds", rounds, 1) - 1):
        kept = stream.random(draws) < persistence
        overlap = np.where(kept, overlap, stream.random(draws) < probability)
        agreed |= overlap
    return mean(agreed)


def simulate_learning(
    offers: Sequence[float], discount: float = 1.0, draws: int = DRAWS, seed: Any = 0
) -> tuple[Estimate, Estimate]:
    """Return how often an offer is accepted, and what is kept: twins of :func:`learn`.

    Any offers may be tried.
    """
    offers = np.atleast_1d(check("offers", offers, *UNIT_INTERVAL))
    discount = number("discount", discount, UNIT_INTERVAL)
    enough = offers >= generator(draws, seed).random(draws)[:, None]
    accepted, first = enough.any(axis=1), enough.argmax(axis=1)
    kept = accepted * discount**first * (1 - offers[first])
    return mean(accepted), mean(kept)


def split_table(
    least_shares: Iterable[float],
    outside: tuple[float, float] = (0.0, 0.0),
    discount: float = 0.9,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """Agreement and Y's expected share by each rule, beside their twins.

    Parameters
    ----------
    least_shares : iterable of float
        Least shares that Y's voters ratify.
    outside, discount
        As in :func:`~entente.games.winsets.split`.
    draws, seed : int
        As in :func:`~entente.games.draws.compare`.

    Returns
    -------
    DataFrame
        Columns of :func:`~entente.games.draws.compare`; models ``midpoint``, ``nash`` and ``rubinstein``, by
        ``proposer``, and ``win_sets``.
    """
    of_offers = [{"discount": discount, "proposer": proposer} for proposer in get_args(Proposer)]
    rules = [("midpoint", {}), ("nash", {"outside": outside}), *(("rubinstein", of) for of in of_offers)]

    def cases() -> Iterator[Case]:
        for y in least_shares:
            yield Case("win_sets", "agreement", {"y": y}, 1 - y, partial(simulate_agreement, y))
            for rule, of_rule in rules:
                closed = expected_share(y, rule, **of_rule)
                twin = partial(simulate_share, y, rule, **of_rule)
                yield Case(rule, "expected share", {"y": y} | of_rule, closed, twin)

    return compare(cases(), draws, seed)


def ratification_table(
    bodies: Sequence[tuple[int, int]], x_1: float, veto: int = 1, draws: int = DRAWS, seed: int = 0
) -> pd.DataFrame:
    """What voters ratify, and how often two bodies of them agree, beside the twins.

    Parameters
    ----------
    bodies : sequence of (int, int)
        Quota and number of voters of each.
    x_1 : float
        A share put to each, in [0, 1].
    veto : int
        Players with a veto beside the vote on it.
    draws, seed : int
        As in :func:`~entente.games.draws.compare`.

    Returns
    -------
    DataFrame
        Columns of :func:`~entente.games.draws.compare`; models ``ratification`` and, for every two bodies,
        ``two_bodies``.
    """

    def cases() -> Iterator[Case]:
        for position, (m, n) in enumerate(bodies):
            body = {"quota": f"{m} of {n}"}
            expected = expected_least_ratified(m, n)
            twin = partial(simulate_least_ratified, m, n)
            yield Case("ratification", "expected least share", body, expected, twin)
            for vetoes in sorted({0, veto}):
                said = body | {"x_1": x_1, "veto": vetoes}
                passed = ratification_probability(x_1, m, n, vetoes)
                twin = partial(simulate_ratification, x_1, m, n, vetoes)
                yield Case("ratification", "ratified", said, passed, twin)
            for m_other, n_other in bodies[position:]:
                said = body | {"other quota": f"{m_other} of {n_other}"}
                exact = agreement_probability(m, n, m_other, n_other)
                twin = partial(simulate_ratification_by_both, m, n, m_other, n_other)
                yield Case("two_bodies", "agreement", said, exact, twin)

    return compare(cases(), draws, seed)


def reversion_table(
    reversion: float,
    ideals: Sequence[float],
    angles: Iterable[float],
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """Size of win-sets on a line, by quota, and of the zone of agreement of two voters in a plane.

    Parameters
    ----------
    reversion : float
        Reversion point on the line.
    ideals : sequence of float
        Ideal points of the voters there; every quota above half is asked for.
    angles : iterable of float
        Angles between two voters seen from the reversion point of a plane, 1 away from it, in [0, π].
    draws, seed : int
        As in :func:`~entente.games.draws.compare`.

    Returns
    -------
    DataFrame
        Columns of :func:`~entente.games.draws.compare`; models ``reversion`` and ``plane``.
    """

    def cases() -> Iterator[Case]:
        for m in range(len(ideals) // 2 + 1, len(ideals) + 1):
            ends = reversion_win_set(reversion, ideals, m)
            said = {"reversion": reversion, "quota": f"{m} of {len(ideals)}"}
            twin = partial(simulate_reversion, reversion, ideals, m)
            yield Case("reversion", "length of the win-set", said, ends.high - ends.low, twin)
        for angle in angles:
            sides = (Side([[1.0, 0.0]]), Side([[np.cos(angle), np.sin(angle)]]))
            twin = partial(win_set_area, [0.0, 0.0], *sides)
            yield Case("plane", "area of agreement", {"angle": angle}, area(1.0, angle), twin)

    return compare(cases(), draws, seed)


def iteration_table(
    probability: float,
    rounds: Iterable[int],
    persistence: float,
    discount: float,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """Agreement by repeated attempts, with win-sets drawn again and with learning, beside the twins.

    Parameters
    ----------
    probability, persistence : float
        As in :func:`~entente.games.winsets.redraw`.
    rounds : iterable of int
        Numbers of rounds.
    discount : float
        As in :func:`~entente.games.winsets.learn`, beside no discounting.
    draws, seed : int
        As in :func:`~entente.games.draws.compare`.

    Returns
    -------
    DataFrame
        Columns of :func:`~entente.games.draws.compare`; models ``redraw`` and ``learn``.
    """

    def cases() -> Iterator[Case]:
        for of_rounds in rounds:
            for kept in sorted({0.0, persistence}):
                said = {"probability": probability, "rounds": of_rounds, "persistence": kept}
                closed = redraw(probability, of_rounds, kept)
                yield Case("redraw", "agreement", said, closed, partial(simulate_redraw, *said.values()))
            for delta in sorted({1.0, discount}):
                said = {"rounds": of_rounds, "discount": delta}
                best = learn(of_rounds, delta)
                for position, (quantity, closed) in enumerate(
                    (("agreement", best.probability), ("value", best.value))
                ):
                    twin = partial(_of_learning, best.offers, delta, position)
                    yield Case("learn", quantity, said, closed, twin)

    return compare(cases(), draws, seed)


def _of_learning(offers: Sequence[float], discount: float, position: int, draws: int, seed: Any) -> Estimate:
    return simulate_learning(offers, discount, draws, seed)[position]
