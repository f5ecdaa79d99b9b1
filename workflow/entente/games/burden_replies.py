"""The end of a crisis in the burden-sharing game, B's answer to forces, and A's arms, found numerically.

Only the end of a crisis is taken from a formula (:func:`crisis`).  All else is the best of a grid that holds
what the formula makes corners, and of finer and finer grids about the best.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from entente.games.burden_game import Switches

#: Payoffs closer than this are equal: what is left of the grids' errors is below.
TIE = 1e-9

#: Values on the first grids of A's arms and S's forces, on finer ones, and how many of these follow.
FIRST, FINER, ROUNDS = 129, 13, 6
#: The same of B's forces if it answers, and of the two others then, which cost so much more.
ANSWERS, FINER_ANSWERS, ANSWER_ROUNDS = 33, 5, 2


@dataclass(frozen=True)
class Game:
    """One game."""

    q: float
    c_a: float
    c_b: float
    k: float
    sigma: float
    b: float
    m: float
    how: Switches

    def power(self, forces: Any, b: Any) -> Any:
        """Probability of winning."""
        return 1 / (1 + (b / forces) ** self.how.decisiveness)

    def forces(self, probability: float) -> float:
        """Forces that win with a probability, against b."""
        if probability >= 1:
            return np.inf
        return self.b * max(0.0, probability / (1 - probability)) ** (1 / self.how.decisiveness)

    @property
    def safe(self) -> float:
        """Forces that deter B, if all of them count."""
        return self.forces(self.q - self.c_b)

    @property
    def strong(self) -> float:
        """Forces with which A can challenge."""
        return self.forces(self.q + self.c_a)


@dataclass(frozen=True)
class Ends:
    """How crises end, by s and a: A's share, whether the status quo survives, B's forces."""

    prize: np.ndarray
    kept: np.ndarray
    adversary: np.ndarray


def crisis(game: Game, s: Any, a: Any, b: Any) -> tuple[np.ndarray, np.ndarray]:
    """A's share, and whether the status quo survives (Fearon 1995, Powell 1999)."""
    how, q = game.how, game.q
    own, both = game.power(game.m + a, b), game.power(game.m + a + s, b)
    comes = how.v_s * (both - own) >= how.c_s - 1e-12 if how.commitment == "credible" else True
    p_defence, p_offence = np.where(comes, both, own), both if how.alliance == "offensive" else own
    saved = how.surplus * (game.c_a + game.c_b)
    # Where forces are just enough, they are so but for rounding errors.
    ally = p_offence - game.c_a >= q - 1e-12
    adversary = p_defence + game.c_b < q - 1e-12
    wins, loses = np.minimum(1, p_offence - game.c_a + saved), np.maximum(0, p_defence + game.c_b - saved)
    return np.where(ally, wins, np.where(adversary, loses, q)), ~ally & ~adversary


def crisis_ends(game: Game, s: np.ndarray, a: np.ndarray) -> Ends:
    """How crises end, with B's best answer if it answers."""
    if game.how.adversary_arms == "fixed":
        prize, kept = crisis(game, s, a, game.b)
        return Ends(prize, kept, np.full(np.shape(prize), game.b))
    s, a = np.broadcast_arrays(s, a)
    most = game.b + 1 / game.how.k_b

    def payoff(b: np.ndarray) -> np.ndarray:
        return 1 - crisis(game, s[..., None], a[..., None], b)[0] - game.how.k_b * (b - game.b)

    # With forces just beyond these B could challenge, or A no more.
    own, both = game.m + a, game.m + a + s
    corners = [
        np.clip(forces * (1 / odds - 1) ** (1 / game.how.decisiveness) * (1 + 1e-9), game.b, most)
        for odds, forces in ((game.q - game.c_b, both), (game.q - game.c_b, own), (game.q + game.c_a, own))
        if 0 < odds < 1
    ]
    even = np.broadcast_to(np.linspace(game.b, most, ANSWERS), (*s.shape, ANSWERS))
    grid = np.sort(np.concatenate([even, *(corner[..., None] for corner in corners)], axis=-1))
    b = refine(payoff, grid, FINER_ANSWERS, ANSWER_ROUNDS)
    return Ends(*crisis(game, s, a, b), b)


def refine(
    payoff: Callable[[np.ndarray], np.ndarray], grid: np.ndarray, finer: int, rounds: int
) -> np.ndarray:
    """Return the first best of grids along the last axis, and of finer ones about it."""
    for following in range(rounds + 1):
        values = payoff(grid)
        best = np.argmax(values >= values.max(axis=-1, keepdims=True) - 1e-13, axis=-1)[..., None]
        chosen = np.take_along_axis(grid, best, -1)
        if following < rounds:
            # The neighbours that differ: corners may coincide.
            low = np.where(grid < chosen, grid, -np.inf).max(axis=-1, keepdims=True)
            high = np.where(grid > chosen, grid, np.inf).min(axis=-1, keepdims=True)
            low, high = np.where(np.isinf(low), chosen, low), np.where(np.isinf(high), chosen, high)
            # The best so far stays, exactly, or the next would be no better than a neighbour.
            steps = np.linspace(0, 1, finer)
            grid = np.concatenate(
                [chosen + (low - chosen) * steps[:0:-1], chosen + (high - chosen) * steps], -1
            )
    return chosen[..., 0]


@dataclass(frozen=True)
class Arming:
    """A's best arms for each s, its payoff, and that of its best alternative to the status quo."""

    a: np.ndarray
    payoff: np.ndarray
    ends: Ends
    other: np.ndarray


def arm(game: Game, s: np.ndarray) -> Arming:
    """A's best arms for each s: the best that revise, keep and concede, then the best of the three."""
    grid, s = _grid_of_arms(game, s), s[:, None]
    on_grid = crisis_ends(game, s, grid)
    found = []
    for behaves in (_revises, _keeps, _concedes):

        def payoff(a: np.ndarray, behaves: Callable = behaves) -> np.ndarray:
            ends = on_grid if a is grid else crisis_ends(game, s, a)
            return np.where(behaves(ends, game.q), ends.prize - game.k * a, -np.inf)

        a = refine(payoff, grid, FINER, ROUNDS)
        found.append((a, payoff(a[:, None])[:, 0]))
    arms, (revision, preservation, concession) = (np.array(part) for part in zip(*found, strict=True))
    other = np.maximum(revision, concession)
    best = np.where(preservation >= other - TIE, 1, np.where(concession >= revision - TIE, 2, 0))
    a = np.choose(best, arms)
    payoff = np.choose(best, [revision, preservation, concession])
    return Arming(a, payoff, crisis_ends(game, s[:, 0], a), other)


def _revises(ends: Ends, q: float) -> np.ndarray:
    return ~ends.kept & (ends.prize > q)


def _keeps(ends: Ends, q: float) -> np.ndarray:
    return ends.kept


def _concedes(ends: Ends, q: float) -> np.ndarray:
    return ~ends.kept & (ends.prize <= q)


def _grid_of_arms(game: Game, s: np.ndarray) -> np.ndarray:
    """Arms for each s: up to where they cost the whole prize, and those that just suffice."""
    most = 1 / game.k
    # B's answers take a grid of their own for each of them.
    n = FIRST if game.how.adversary_arms == "fixed" else FIRST // 2
    safe, strong, none = game.safe - game.m, game.strong - game.m, 0 * s
    corners = np.stack([safe - s, safe + none, strong - s, strong + none], axis=1)
    even = np.broadcast_to(even_in_power(game, most, n), (len(s), n))
    return np.sort(np.concatenate([even, np.clip(corners, 0, most)], axis=1))


def even_in_power(game: Game, most: float, n: int) -> np.ndarray:
    """Forces from 0 to the most, evenly spaced in the probability of winning."""
    probability = np.linspace(0, most / (most + game.b), n)
    return np.append(game.b * probability[:-1] / (1 - probability[:-1]), most)
