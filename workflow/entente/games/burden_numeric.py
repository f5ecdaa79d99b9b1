"""The burden-sharing game solved numerically, for the switches with which it has no closed form.

Only the end of a crisis is taken from a formula (:func:`_crisis`).  B's answer, A's arms and S's forces are
each the best of a grid that holds what the formula makes corners, and of finer and finer grids about the
best.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from entente.core.errors import GameInputError
from entente.games.burden_game import (
    CONCESSION_DEAR,
    DETERRENCE,
    NONE_NEEDED,
    RESTRAINT,
    REVISION,
    REVISION_DEAR,
    VARIANTS,
    Solution,
    Switches,
    solve_in_chunks,
)

#: Payoffs closer than this are equal: what is left of the grids' errors is below.
TIE = 1e-9

#: Values on the first grids of A's arms and S's forces, on finer ones, and how many of these follow.
FIRST, FINER, ROUNDS = 129, 13, 6
#: The same of B's forces if it answers, and of the two others then, which cost so much more.
ANSWERS, FINER_ANSWERS, ANSWER_ROUNDS = 33, 5, 2
#: A grid of forces ends where they win with this probability.
REACH = 0.98


def solve_points(
    *,
    q: Any,
    c_a: Any,
    c_b: Any,
    k: Any,
    sigma: Any = np.inf,
    b: Any = 1.0,
    m: Any = 0.0,
    switches: Switches = VARIANTS["default"],
) -> Solution:
    """Solve burden-sharing games numerically, one by one.

    S's forces are sought up to those that win with a probability of 0.98.

    Parameters
    ----------
    q, c_a, c_b, k, sigma, b, m : array_like
        As of :func:`entente.games.burden.solve`.
    switches : Switches, optional
        Any, but those without a closed form (other than ``decisiveness``) only with S's offer before A's arms
        and without a contract.

    Returns
    -------
    Solution
        Its ``method`` is "numerical".  With ``distance`` S may give some forces although the status quo does
        not survive: then there is an alliance, s and its share are given, and the region is that of no
        alliance.

    Raises
    ------
    GameInputError
        If a parameter is outside its range, shapes or labels do not fit, or switches do not go together.
    """
    if switches.without_closed_form and set(switches.without_closed_form) != {
        f"decisiveness = {switches.decisiveness}"
    }:
        for name, only in (("timing", "alliance_first"), ("contract", "forces"), ("alliance", "defensive")):
            if getattr(switches, name) != only:
                raise GameInputError(
                    f"{name} is {getattr(switches, name)} with {' and '.join(switches.without_closed_form)}.",
                    f"Give {name} {only}, or turn one switch after the other.",
                )
    given = {"q": q, "c_a": c_a, "c_b": c_b, "k": k, "sigma": sigma, "b": b, "m": m}

    def one(games: dict[str, np.ndarray]) -> dict[str, float]:
        return _solve(_Game(**{name: float(array[0]) for name, array in games.items()}, how=switches))

    return solve_in_chunks(given, one, 1, "numerical")


def solve_point(*, switches: Switches = VARIANTS["default"], **parameters: float) -> Solution:
    """Solve one burden-sharing game numerically: :func:`solve_points` of numbers."""
    arrays = [name for name, value in parameters.items() if np.ndim(value)]
    if arrays:
        raise GameInputError(f"{arrays[0]} is an array.", "Give numbers, or use solve_points.")
    return solve_points(**parameters, switches=switches)


@dataclass(frozen=True)
class _Game:
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
class _Ends:
    """How crises end, by s and a: A's share, whether the status quo survives, B's forces."""

    prize: np.ndarray
    kept: np.ndarray
    adversary: np.ndarray


def _crisis(game: _Game, s: Any, a: Any, b: Any) -> tuple[np.ndarray, np.ndarray]:
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


def _ends(game: _Game, s: np.ndarray, a: np.ndarray) -> _Ends:
    """How crises end, with B's best answer if it answers."""
    if game.how.adversary_arms == "fixed":
        prize, kept = _crisis(game, s, a, game.b)
        return _Ends(prize, kept, np.full(np.shape(prize), game.b))
    s, a = np.broadcast_arrays(s, a)
    most = game.b + 1 / game.how.k_b

    def payoff(b: np.ndarray) -> np.ndarray:
        return 1 - _crisis(game, s[..., None], a[..., None], b)[0] - game.how.k_b * (b - game.b)

    # With forces just beyond these B could challenge, or A no more.
    own, both = game.m + a, game.m + a + s
    corners = [
        np.clip(forces * (1 / odds - 1) ** (1 / game.how.decisiveness) * (1 + 1e-9), game.b, most)
        for odds, forces in ((game.q - game.c_b, both), (game.q - game.c_b, own), (game.q + game.c_a, own))
        if 0 < odds < 1
    ]
    even = np.broadcast_to(np.linspace(game.b, most, ANSWERS), (*s.shape, ANSWERS))
    grid = np.sort(np.concatenate([even, *(corner[..., None] for corner in corners)], axis=-1))
    b = _refine(payoff, grid, FINER_ANSWERS, ANSWER_ROUNDS)
    return _Ends(*_crisis(game, s, a, b), b)


def _refine(
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
class _Arming:
    """A's best arms for each s, its payoff, and that of its best alternative to the status quo."""

    a: np.ndarray
    payoff: np.ndarray
    ends: _Ends
    other: np.ndarray


def _arm(game: _Game, s: np.ndarray) -> _Arming:
    """A's best arms for each s: the best that revise, keep and concede, then the best of the three."""
    column = s[:, None]
    most = 1 / game.k
    corners = [
        game.safe - game.m - column,
        game.strong - game.m - 0 * column,
        game.safe - game.m + 0 * column,
    ]
    if game.how.alliance == "offensive":
        corners.append(game.strong - game.m - column)
    finer = game.how.adversary_arms == "answers"
    even = np.broadcast_to(_even(game, most, FIRST // (1 + finer)), (len(s), FIRST // (1 + finer)))
    grid = np.sort(
        np.concatenate([even, *(np.clip(np.nan_to_num(c, posinf=most), 0, most) for c in corners)], axis=1)
    )
    kinds = (
        lambda ends: ends.prize > game.q + 1e-12,
        lambda ends: ends.kept,
        lambda ends: ~ends.kept & (ends.prize <= game.q + 1e-12),
    )
    first = _ends(game, column, grid)
    found = []
    for kind in kinds:

        def payoff(a: np.ndarray, kind: Callable = kind) -> np.ndarray:
            ends = first if a is grid else _ends(game, column, a)
            return np.where(kind(ends), ends.prize - game.k * a, -np.inf)

        a = _refine(payoff, grid, FINER, ROUNDS)
        found.append((a, payoff(a[:, None])[:, 0]))
    (_, revise), (_, keep), (_, concede) = found
    kinds = np.where(keep >= np.maximum(revise, concede) - TIE, 1, np.where(concede >= revise - TIE, 2, 0))
    a = np.choose(kinds, [arms for arms, _ in found])
    return _Arming(
        a, np.choose(kinds, [best for _, best in found]), _ends(game, s, a), np.maximum(revise, concede)
    )


def _even(game: _Game, most: float, n: int) -> np.ndarray:
    """Forces from 0 to the most, evenly spaced in the probability of winning."""
    probability = np.linspace(0, most / (most + game.b), n)
    return np.append(game.b * probability[:-1] / (1 - probability[:-1]), most)


def _solve(game: _Game) -> dict[str, float]:
    alone = _arm(game, np.zeros(1))
    play = {"alliance_first": _offer_first, "arms_first": _arm_first}[game.how.timing]
    if game.how.contract == "shares":
        play = _agree
    least, given, arming = play(game, alone)
    kept, kept_alone = bool(arming.ends.kept[0]), bool(alone.ends.kept[0])
    conceded = alone.ends.prize[0] < game.q
    if kept_alone:
        code = NONE_NEEDED
    elif kept:
        code = DETERRENCE if conceded else RESTRAINT
    elif conceded:
        code = CONCESSION_DEAR
    else:
        code = REVISION_DEAR if np.isfinite(least) else REVISION
    a, joined = arming.a[0], given > 0
    prize, own = arming.ends.prize[0], game.m + arming.a[0]
    return {
        "code": code,
        "s": given if joined or kept else least,
        "a": a if kept else np.nan,
        "a_alone": alone.a[0],
        "share": given / (given + a) if joined else np.nan,
        "prize": prize,
        "prize_alone": alone.ends.prize[0],
        "payoff": prize - game.k * a - game.how.autonomy_cost * joined,
        "payoff_alone": alone.payoff[0],
        "alternative": max(alone.payoff[0], arming.other[0] - game.how.autonomy_cost)
        if kept and not kept_alone
        else np.nan,
        "margin": game.q + game.c_a - game.power(own, arming.ends.adversary[0]),
        "adversary": arming.ends.adversary[0],
        "adversary_alone": alone.ends.adversary[0],
    }


def _offer_first(game: _Game, alone: _Arming) -> tuple[float, float, _Arming]:
    """The least s that keeps the status quo, the s that is given, and A's arms with it."""
    most = game.forces(REACH)
    grid = np.unique(
        np.concatenate([np.linspace(0, max(0.0, game.safe - game.m), 17), _even(game, most, 17)])
    )

    def keeps(s: np.ndarray) -> np.ndarray:
        arming = _arm(game, s)
        pays = np.where(s > 0, game.how.autonomy_cost, 0.0)
        return arming.ends.kept & (arming.payoff - pays >= alone.payoff[0] - TIE)

    least = _first(keeps, grid)
    if game.how.superpower_benefit == "distance":
        return least, *_nearest(game, grid, least)
    given = least if least <= game.sigma * (1 + TIE) and np.isfinite(least) else 0.0
    return least, given, _arm(game, np.array([given]))


def _first(holds: Callable[[np.ndarray], np.ndarray], grid: np.ndarray) -> float:
    """Return the least value for which something holds, which does from there on; infinity if for none."""
    for _ in range(ROUNDS + 2):
        found = np.flatnonzero(holds(grid))
        if not len(found):
            return np.inf
        if found[0] == 0:
            return float(grid[0])
        low, high = grid[found[0] - 1], grid[found[0]]
        grid = np.linspace(low, high, 2 * FINER)
    return float(high)


def _nearest(game: _Game, grid: np.ndarray, least: float) -> tuple[float, _Arming]:
    """What S gives if it minds how far from the status quo a share is, and A's arms."""

    def lost(s: np.ndarray) -> np.ndarray:
        return np.abs(_arm(game, s).ends.prize - game.q)

    def payoff(s: np.ndarray) -> np.ndarray:
        return -lost(s) if np.isinf(game.sigma) else -game.sigma * lost(s) - s

    some = float(_refine(payoff, grid, FINER, ROUNDS))
    # Least first: among equals S takes what loses least, the status quo.
    choices = np.array([0.0, some] + ([least] if np.isfinite(least) else []))
    values, losses = payoff(choices), lost(choices)
    best = values >= values.max() - TIE
    given = choices[np.argmin(np.where(best, losses, np.inf))]
    return float(given), _arm(game, np.array([given]))


def _agree(game: _Game, alone: _Arming) -> tuple[float, float, _Arming]:
    """The same if S and A agree on both: the most arms that leave A what it has alone."""
    arms = np.append(_even(game, 1 / game.k, FIRST), max(0.0, game.safe - game.m))

    def agrees(s: np.ndarray) -> np.ndarray:
        a = np.maximum(0.0, game.safe - game.m - s)
        ends = _ends(game, s, a)
        pays = np.where(s > 0, game.how.autonomy_cost, 0.0)
        return ends.kept & (ends.prize - game.k * a - pays >= alone.payoff[0] - TIE)

    least = _first(agrees, np.unique(np.clip(arms, 0, max(0.0, game.safe - game.m))))
    if not least <= game.sigma * (1 + TIE) or np.isinf(least):
        return least, 0.0, alone
    s = np.array([least])
    a = np.maximum(0.0, game.safe - game.m - s)
    ends = _ends(game, s, a)
    return least, least, _Arming(a, ends.prize - game.k * a, ends, alone.payoff)


def _arm_first(game: _Game, alone: _Arming) -> tuple[float, float, _Arming]:
    """The same if A arms first: S adds what A leaves to do, if it is willing."""
    need = max(0.0, game.safe - game.m)

    def joins(s: np.ndarray) -> np.ndarray:
        return _agreed_payoff(game, s, need) >= alone.payoff[0] - TIE

    least = 0.0 if alone.ends.kept[0] else _first(joins, np.linspace(0, need, FIRST))
    grid = np.linspace(0, min(need, game.sigma), FIRST)
    given = float(_refine(lambda s: _agreed_payoff(game, s, need), grid, FINER, ROUNDS))
    if given == 0 or not _agreed_payoff(game, np.array([given]), need)[0] >= alone.payoff[0] - TIE:
        return least, 0.0, alone
    s, a = np.array([given]), np.array([need - given])
    ends = _ends(game, s, a)
    return least, given, _Arming(a, ends.prize - game.k * a, ends, alone.other)


def _agreed_payoff(game: _Game, s: np.ndarray, need: float) -> np.ndarray:
    """What A has if it arms for what S leaves of the need; −∞ if the status quo does not survive that."""
    a = need - s
    ends = _ends(game, s, a)
    pays = np.where(s > 0, game.how.autonomy_cost, 0.0)
    return np.where(ends.kept, ends.prize - game.k * a - pays, -np.inf)
