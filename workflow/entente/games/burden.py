"""The burden-sharing game in closed form: a reduced form that carries published claims, not Iwanami's model.

The rules are in :mod:`entente.games.burden_game`, derivations in docs/games.md.  Everything is computed in
units of B's forces b, in which costs of arms are kb.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from entente.core.errors import GameInputError
from entente.games.burden_game import (
    ALLOWED,
    CONCESSION_DEAR,
    DETERRENCE,
    NONE_NEEDED,
    REGIONS,
    RESTRAINT,
    REVISION,
    REVISION_DEAR,
    VARIANTS,
    Solution,
    Switches,
    solve_in_chunks,
)
from entente.games.parameters import check_all

__all__ = ["REGIONS", "VARIANTS", "Solution", "Switches", "Thresholds", "solve", "thresholds"]

#: Payoffs closer than this, in units of the prize, are equal (choice): rounding errors are below.
TIE = 1e-12

#: Games solved at a time, so that what is between stays in the processor's cache.
CHUNK = 2**14


def solve(
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
    """Solve burden-sharing games in closed form.

    Parameters
    ----------
    q : array_like
        A's share of the prize in the status quo, above 0 and below 1.
    c_a, c_b : array_like
        Costs of war, above 0, in units of the prize.
    k : array_like
        A's cost of a unit of arms, above 0.
    sigma : array_like, default infinity
        S's willingness, the most forces that it would give for the status quo, at least 0.
    b : array_like, default 1
        B's forces, above 0.
    m : array_like, default 0
        Forces that A has for nothing, at least 0.
    switches : Switches, optional
        Choices, the same for all games.

    Returns
    -------
    Solution
        Arrays of the shape that the parameters broadcast to.

    Raises
    ------
    GameInputError
        If a parameter is outside its range (one missing number is enough, and is named: nothing is solved),
        shapes or labels do not fit, or there is no closed form with these switches, which are named.

    Examples
    --------
    >>> found = solve(q=0.35, c_a=0.1, c_b=0.1, k=[0.2, 11 / 30, 0.5, 1.4])
    >>> found.region.tolist()
    ['revision', 'restraint', 'none_needed', 'deterrence']
    >>> found.s.round(4).tolist(), found.a.round(4).tolist()
    ([inf, 0.0606, 0.0, 0.0833], [nan, 0.2727, 0.3333, 0.25])
    """
    if switches.without_closed_form:
        raise GameInputError(
            f"There is no closed form with {' and '.join(switches.without_closed_form)}.",
            "Use entente.games.burden_numeric.solve_point or solve_points.",
        )
    given = {"q": q, "c_a": c_a, "c_b": c_b, "k": k, "sigma": sigma, "b": b, "m": m}
    return solve_in_chunks(given, lambda games: _solve(games, switches), CHUNK, "closed form")


@dataclass(frozen=True)
class Thresholds:
    """Costs of arms at which A's behaviour changes, with the default switches and m = 0.

    Attributes
    ----------
    k_0 : ndarray of float64
        Below it A revises and cannot be restrained, from it on it can; NaN if A can never challenge (ρ ≥ 1).
    k_1 : ndarray of float64
        Below it A, alone, revises, from it on it does not; NaN if ρ ≥ 1.  It is k_0 if B can never challenge
        (r ≤ 0).
    k_2 : ndarray of float64
        Up to it A, alone, preserves the status quo, above it A concedes; NaN if r ≤ 0.
    index : Index or None
        Labels, if parameters had any.
    """

    k_0: np.ndarray
    k_1: np.ndarray
    k_2: np.ndarray
    index: Any = None


def thresholds(*, q: Any, c_a: Any, c_b: Any, b: Any = 1.0) -> Thresholds:
    """Return costs of arms: A can be restrained from k_0 on, and alone preserves from k_1 to k_2.

    Parameters
    ----------
    q, c_a, c_b, b : array_like
        As of :func:`solve`.

    Returns
    -------
    Thresholds
        Arrays of the shape that the parameters broadcast to.

    Raises
    ------
    GameInputError
        If a parameter is outside its range, or shapes or labels do not fit.

    Examples
    --------
    >>> found = thresholds(q=0.35, c_a=0.1, c_b=0.1)
    >>> [round(float(x), 4) for x in (found.k_0, found.k_1, found.k_2)]
    [0.25, 0.4125, 1.05]
    """
    values, labels = check_all({"q": q, "c_a": c_a, "c_b": c_b, "b": b}, ALLOWED)
    q, c_a, c_b, b = values.values()
    r, rho, c = q - c_b, q + c_a, c_a + c_b
    with np.errstate(all="ignore"):
        capped = q + c > 1
        corner = np.where(capped, (1 - q) * (1 - rho) / rho, c * (1 - rho) / rho)
        inside = ~capped & (r > 0) & (np.sqrt(r) >= rho)
        k_0 = np.where(inside, (1 - np.sqrt(r)) ** 2, corner)
        k_1 = np.where(capped, (1 - q) / c, 1.0) * (1 - rho) * (1 - r)
        k_1 = np.where(r > 0, k_1, k_0)
        u = (1 - r) + np.sqrt(c * (1 - r))
        some = (u < 1) & ((1 - u) ** 2 >= c_a)
        k_2 = np.minimum(q * (1 - r) / r, np.where(some, u**2, np.inf))
        k_0, k_1 = (np.where(rho < 1, k, np.nan) / b for k in (k_0, k_1))
        return Thresholds(k_0, k_1, np.where(r > 0, k_2, np.nan) / b, labels)


@dataclass(frozen=True)
class _Game:
    """Games in units of B's forces, and what follows at once from their parameters.

    ``need`` are A's arms with which it is safe from B, if S gives none; ``strong`` are forces with which A
    can challenge, infinite if none do; ``peak`` are forces beyond which one more costs more than it wins.
    """

    q: np.ndarray
    k: np.ndarray
    m: np.ndarray
    cost: np.ndarray
    revising: np.ndarray
    conceding: np.ndarray
    safe: np.ndarray
    strong: np.ndarray
    need: np.ndarray
    peak: np.ndarray
    surplus: float

    @classmethod
    def of(cls, q: Any, c_a: Any, c_b: Any, k: Any, m: Any, surplus: float) -> _Game:
        """Derive what follows."""
        r, rho, cost = q - c_b, q + c_a, c_a + c_b
        safe = np.where(r > 0, r / (1 - r), 0.0)
        return cls(
            q=q,
            k=k,
            m=m,
            cost=cost,
            revising=surplus * cost - c_a,
            conceding=c_b - surplus * cost,
            safe=safe,
            strong=np.where(rho < 1, rho / (1 - rho), np.inf),
            need=np.maximum(0.0, safe - m),
            peak=1 / np.sqrt(k) - 1,
            surplus=surplus,
        )


def _solve(values: dict[str, np.ndarray], switches: Switches) -> dict[str, np.ndarray]:
    """Solve a chunk of games."""
    b = values["b"]
    sigma, tau = values["sigma"] / b, switches.autonomy_cost
    game = _Game.of(
        values["q"], values["c_a"], values["c_b"], values["k"] * b, values["m"] / b, switches.surplus
    )
    revision, revision_forces = _revise(game)
    concession, concession_arms = _concede(game, game.m)
    preservation = np.where(game.m < game.strong, game.q - game.k * game.need, -np.inf)
    outside = np.maximum(revision, concession)
    kept = preservation >= outside - TIE
    concedes = ~kept & (concession >= revision - TIE)

    own, possible = _own_arms(game, revision, concession, preservation, switches)
    least = np.where(kept, 0.0, np.where(possible, game.need - own, np.inf))
    allied = ~kept & possible & (least <= sigma + TIE * game.need)
    s, joined = least, allied
    if switches.timing == "arms_first":
        given = np.minimum(sigma, game.need)
        joined = allied | (kept & (given > 0) & (game.k * given >= tau - TIE))
        s = np.where(joined, given, least)

    survives = kept | allied
    a_alone = np.select(
        [kept, concedes], [game.need, concession_arms], np.maximum(0.0, revision_forces - game.m)
    )
    a = np.where(survives, np.maximum(0.0, game.need - s), np.nan)
    prize_alone = np.select(
        [kept, concedes], [game.q, concession + game.k * a_alone], revision + game.k * a_alone
    )
    arms = np.where(survives, a, a_alone)
    prize = np.where(survives, game.q, prize_alone)
    attacking = game.m + arms
    if switches.alliance == "offensive":
        attacking = attacking + np.where(joined, s, 0.0)
    return {
        "code": np.select(
            [kept, concedes & allied, concedes, allied, possible],
            [NONE_NEEDED, DETERRENCE, CONCESSION_DEAR, RESTRAINT, REVISION_DEAR],
            REVISION,
        ),
        "s": s * b,
        "a": a * b,
        "a_alone": a_alone * b,
        "share": np.where(joined & (s > 0), s / (s + a), np.nan),
        "prize": prize,
        "prize_alone": prize_alone,
        "payoff": prize - game.k * arms - tau * joined,
        "payoff_alone": prize_alone - game.k * a_alone,
        "alternative": np.where(allied, _alternative(game, s, revision, concession, switches), np.nan),
        "margin": values["q"] + values["c_a"] - _power(attacking),
        "adversary": b,
        "adversary_alone": b,
    }


def _power(forces: np.ndarray) -> np.ndarray:
    """Probability of winning, in units of B's forces."""
    return forces / (forces + 1)


def _revise(game: _Game) -> tuple[np.ndarray, np.ndarray]:
    """A's best payoff from being able to challenge, and the forces for it; −∞ if none suffice."""
    low = np.maximum(game.strong, game.m)
    whole = np.where(game.revising > 0, (1 - game.revising) / game.revising, np.inf)
    forces = np.clip(game.peak, low, np.maximum(low, whole))
    prize = np.minimum(1.0, _power(forces) + game.revising)
    return np.where(np.isfinite(low), prize - game.k * (forces - game.m), -np.inf), forces


def _concede(game: _Game, forces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A's best payoff from being too weak, with forces that it has, and its arms; −∞ if it is safe."""
    unarmed = np.maximum(0.0, _power(forces) + game.conceding)
    arms = game.peak - forces
    armed = np.where(
        (arms > 0) & (game.peak < game.safe), _power(game.peak) + game.conceding - game.k * arms, -np.inf
    )
    best = np.where(forces < game.safe, np.maximum(unarmed, armed), -np.inf)
    return best, np.where(armed > unarmed + TIE, arms, 0.0)


def _own_arms(
    game: _Game, revision: np.ndarray, concession: np.ndarray, preservation: np.ndarray, switches: Switches
) -> tuple[np.ndarray, np.ndarray]:
    """The most that A arms to keep the status quo if S adds the rest, and whether S can bring it to that."""
    outside = np.maximum(revision, concession) + switches.autonomy_cost
    free = switches.contract == "forces" and switches.timing == "alliance_first"
    worst = np.maximum(revision, 0.0) if free else outside
    if free and switches.autonomy_cost > 0:
        worst = np.maximum(worst, outside)
    possible = (game.m < game.strong) & (worst <= game.q + TIE)
    if free and switches.alliance == "offensive":
        # What S gives helps A to challenge as much as to be safe.
        possible &= preservation >= revision - TIE
    own = np.clip((game.q - worst) / game.k, 0.0, game.need)
    if free:
        # With what S gives A might do better to arm less and concede less than it would have without.
        tempted = _concede(game, game.m + game.need - own)[0]
        # (0 it has at any rate, by the bound above; a comparison with 0 would be one of rounding errors.)
        exploits = (tempted > 0) & (game.q - game.k * own < tempted)
        own = np.where(exploits, np.minimum(own, _resisting_arms(game)), own)
    return own, possible


def _resisting_arms(game: _Game) -> np.ndarray:
    """A's arms at which keeping the status quo is worth as much as spending nothing and conceding.

    The smaller root x of q − kx = p(M_D − x) + β_C, in a form that loses no digits where surplus or cost are
    small.
    """
    u = 1 + game.safe
    saved = game.surplus * game.cost
    half = u**2 + (saved * u - 1) / game.k
    root = np.sqrt(np.maximum(0.0, half**2 - 4 * saved * u**3 / game.k))
    return 2 * saved * u**2 / game.k / (half + root)


def _alternative(
    game: _Game, s: np.ndarray, revision: np.ndarray, concession: np.ndarray, switches: Switches
) -> np.ndarray:
    """A's best payoff from anything but the status quo: without the alliance, or, if A arms freely, in it."""
    outside = np.maximum(revision, concession)
    if switches.contract == "shares" or switches.timing == "arms_first":
        return outside
    gift = game.k * s if switches.alliance == "offensive" else 0.0
    # An ally that is only just safe might as well be almost so.
    almost = np.minimum(game.m + s, np.nextafter(game.safe, 0))
    inside = np.maximum(revision + gift, _concede(game, almost)[0])
    return np.maximum(outside, inside - switches.autonomy_cost)
