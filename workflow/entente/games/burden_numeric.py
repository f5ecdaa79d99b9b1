"""The burden-sharing game solved numerically, for the switches with which it has no closed form.

S's forces are the best of a grid and of finer ones about the best, given what A and B reply to each
(:mod:`entente.games.burden_replies`).
"""

from __future__ import annotations

from collections.abc import Callable
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
from entente.games.burden_replies import (
    FINER,
    FIRST,
    ROUNDS,
    TIE,
    Arming,
    Game,
    arm,
    crisis_ends,
    even_in_power,
    refine,
)

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
    if others := [words for words in switches.without_closed_form if not words.startswith("decisiveness")]:
        for name, only in (("timing", "alliance_first"), ("contract", "forces"), ("alliance", "defensive")):
            if getattr(switches, name) != only:
                raise GameInputError(
                    f"{name} is {getattr(switches, name)} with {' and '.join(others)}.",
                    f"Give {name} {only}, or turn one switch after the other.",
                )
    given = {"q": q, "c_a": c_a, "c_b": c_b, "k": k, "sigma": sigma, "b": b, "m": m}

    def one(games: dict[str, np.ndarray]) -> dict[str, float]:
        return _solve(Game(**{name: float(array[0]) for name, array in games.items()}, how=switches))

    return solve_in_chunks(given, one, 1, "numerical")


def solve_point(*, switches: Switches = VARIANTS["default"], **parameters: float) -> Solution:
    """Solve one burden-sharing game numerically: :func:`solve_points` of numbers."""
    arrays = [name for name, value in parameters.items() if np.ndim(value)]
    if arrays:
        raise GameInputError(f"{arrays[0]} is an array.", "Give numbers, or use solve_points.")
    return solve_points(**parameters, switches=switches)


def _solve(game: Game) -> dict[str, float]:
    alone = arm(game, np.zeros(1))
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
    prize = arming.ends.prize[0]
    attacking = game.m + a + (given if game.how.alliance == "offensive" else 0.0)
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
        "margin": game.q + game.c_a - game.power(attacking, arming.ends.adversary[0]),
        "adversary": arming.ends.adversary[0],
        "adversary_alone": alone.ends.adversary[0],
    }


def _offer_first(game: Game, alone: Arming) -> tuple[float, float, Arming]:
    """The least s that keeps the status quo, the s that is given, and A's arms with it."""
    most = game.forces(REACH)
    grid = np.unique(
        np.concatenate([np.linspace(0, max(0.0, game.safe - game.m), 17), even_in_power(game, most, 17)])
    )

    def keeps(s: np.ndarray) -> np.ndarray:
        arming = arm(game, s)
        return arming.ends.kept & _joins(game, s, arming.payoff, alone)

    least = _first(keeps, grid)
    if game.how.superpower_benefit == "distance":
        return least, *_nearest(game, alone, grid, least)
    given = least if least <= game.sigma * (1 + TIE) and np.isfinite(least) else 0.0
    return least, given, arm(game, np.array([given]))


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


def _nearest(game: Game, alone: Arming, grid: np.ndarray, least: float) -> tuple[float, Arming]:
    """What S gives if it minds how far from the status quo a share is, and A's arms."""

    def lost(s: np.ndarray) -> np.ndarray:
        arming = arm(game, s)
        loss = np.abs(arming.ends.prize - game.q)
        return np.where(_joins(game, s, arming.payoff, alone), loss, np.inf)

    def payoff(s: np.ndarray) -> np.ndarray:
        return -lost(s) if np.isinf(game.sigma) else -game.sigma * lost(s) - s

    some = float(refine(payoff, grid, FINER, ROUNDS))
    choices = np.array([0.0, some] + ([least] if np.isfinite(least) else []))
    values, losses = payoff(choices), lost(choices)
    best = values >= values.max() - TIE
    given = choices[np.argmin(np.where(best, losses, np.inf))]
    return float(given), arm(game, np.array([given]))


def _joins(game: Game, s: np.ndarray, payoff: np.ndarray, alone: Arming) -> np.ndarray:
    """Whether A is no worse off with s, having paid for joining, than it is alone."""
    return payoff - np.where(s > 0, game.how.autonomy_cost, 0.0) >= alone.payoff[0] - TIE


def _safe(game: Game, s: np.ndarray, alone: Arming) -> Arming:
    """A's arms if it adds to s what makes it safe; a payoff of −∞ if the status quo falls for all that."""
    a = np.maximum(0.0, game.safe - game.m - s)
    ends = crisis_ends(game, s, a)
    return Arming(a, np.where(ends.kept, ends.prize - game.k * a, -np.inf), ends, alone.payoff)


def _agree(game: Game, alone: Arming) -> tuple[float, float, Arming]:
    """The same if S and A agree on both: the least s with which A, safe, is no worse off than alone."""
    grid = np.linspace(0, max(0.0, game.safe - game.m), FIRST)
    least = _first(lambda s: _joins(game, s, _safe(game, s, alone).payoff, alone), grid)
    if np.isinf(least) or least > game.sigma * (1 + TIE):
        return least, 0.0, alone
    return least, least, _safe(game, np.array([least]), alone)


def _arm_first(game: Game, alone: Arming) -> tuple[float, float, Arming]:
    """The same if A arms first, and leaves as much as is best for it of what S is willing to add."""
    least = _agree(game, alone)[0]

    def payoff(s: np.ndarray) -> np.ndarray:
        return _safe(game, s, alone).payoff - np.where(s > 0, game.how.autonomy_cost, 0.0)

    grid = np.linspace(0, min(max(0.0, game.safe - game.m), game.sigma), FIRST)
    given = refine(payoff, grid, FINER, ROUNDS)[None]
    arming = _safe(game, given, alone)
    if not given[0] or not _joins(game, given, arming.payoff, alone)[0]:
        return least, 0.0, alone
    return least, float(given[0]), arming
