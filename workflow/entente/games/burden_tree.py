"""The burden-sharing game played through on grids of offers, arms and demands, to check its solvers.

Plain backward induction over the rules of :mod:`entente.games.burden_game`: it knows moves, payoffs and who
does what when indifferent, and no formula for what follows from them.  All tables have the axes S's forces,
A's arms and, if B answers, B's forces.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from entente.core.errors import GameInputError
from entente.games.burden_game import ALLOWED, Switches
from entente.games.parameters import check_all

#: Payoffs closer than this are equal: rounding errors are below, differences between grid points above.
TIE = 1e-12


class Grid(NamedTuple):
    """How many values there are of S's forces, A's arms, demands, and B's forces if it answers."""

    forces: int = 61
    arms: int = 301
    demands: int = 201
    answers: int = 25


class Play(NamedTuple):
    """What is played: names as of :class:`entente.games.burden_game.Solution`."""

    region: str
    s: float
    a: float
    a_alone: float
    prize: float
    prize_alone: float
    adversary: float
    war: bool


class _Crisis(NamedTuple):
    """How crises end, in tables: what A has, what B has, whether in war, whether all stays as it was."""

    ally: np.ndarray
    adversary: np.ndarray
    war: np.ndarray
    kept: np.ndarray

    def or_where(self, condition: np.ndarray, other: _Crisis) -> _Crisis:
        """Take the other's ends where the condition holds."""
        return _Crisis(*(np.where(condition, new, old) for old, new in zip(self, other, strict=True)))


def play(
    *,
    q: float,
    c_a: float,
    c_b: float,
    k: float,
    sigma: float = np.inf,
    b: float = 1.0,
    m: float = 0.0,
    switches: Switches | None = None,
    grid: Grid | None = None,
) -> Play:
    """Play one game by backward induction.

    Parameters
    ----------
    q, c_a, c_b, k, sigma, b, m : float
        As of :func:`entente.games.burden.solve`.
    switches : Switches, optional
        ``surplus`` 1 is the challenger's ultimatum, 0 an offer of the satisfied side; there is no other.
    grid : Grid, optional
        S's forces reach to where winning is as sure for A as its share of the prize, A's arms to where they
        cost the whole prize; both are evenly spaced in the probability of winning.

    Returns
    -------
    Play

    Raises
    ------
    GameInputError
        If a parameter is outside its range or an array, or the surplus is neither 0 nor 1.
    """
    given = {"q": q, "c_a": c_a, "c_b": c_b, "k": k, "sigma": sigma, "b": b, "m": m}
    values, _ = check_all(given, ALLOWED)
    if values["q"].ndim:
        raise GameInputError("A parameter is an array.", "Give numbers: one game is played at a time.")
    switches = switches or Switches()
    if switches.surplus not in (0, 1):
        raise GameInputError(
            f"surplus is {switches.surplus}.", "Give 0 or 1: no rule of offers gives other surpluses."
        )
    return _play(**{name: float(value) for name, value in values.items()}, how=switches, grid=grid or Grid())


def _play(
    *, q: float, c_a: float, c_b: float, k: float, sigma: float, b: float, m: float, how: Switches, grid: Grid
) -> Play:
    # Where arms cost the whole prize.
    reach = 1 / (1 + (k * b) ** how.decisiveness)
    forces, arms = (even_in_power(*most, b, how) for most in ((q, grid.forces), (reach, grid.arms)))
    s, a = forces[:, None, None], arms[None, :, None]
    answers = b * np.linspace(1, 4, grid.answers) if how.adversary_arms == "answers" else np.array([b])
    p_offence, p_defence = powers(m + a, s, answers[None, None, :], how)
    crisis = (_ultimatum if how.surplus else _appeasement)(
        p_offence, p_defence, q, c_a, c_b, np.linspace(0, 1, grid.demands)
    )
    # B arms last, and least if it makes no difference.
    rivals = first_best(crisis.adversary - how.k_b * (answers - b), axis=2)
    crisis = _Crisis(*(np.take_along_axis(table, rivals[..., None], 2)[..., 0] for table in crisis))
    row, column = _offer_and_arms(crisis, forces, arms, k, sigma, q, how)
    alone = _best_arms(crisis.ally - k * arms, crisis.kept)[0]
    kept_by = _kept_rows(crisis, forces, arms, k, how)
    kept = bool(crisis.kept[row, column])
    return Play(
        region=_region(crisis.kept[0, alone], crisis.ally[0, alone] > q, row > 0 and kept, len(kept_by) > 0),
        s=float(forces[row] if kept or row else min(forces[kept_by], default=np.inf)),
        a=float(arms[column]) if kept else np.nan,
        a_alone=float(arms[alone]),
        prize=float(crisis.ally[row, column]),
        prize_alone=float(crisis.ally[0, alone]),
        adversary=float(answers[rivals[row, column]]),
        war=bool(crisis.war[row, column]),
    )


def even_in_power(most: float, n: int, b: float, how: Switches) -> np.ndarray:
    """Forces from 0 on that win with evenly spaced probabilities against b."""
    probability = np.linspace(0, most, n)
    return b * (probability / (1 - probability)) ** (1 / how.decisiveness)


def powers(own: np.ndarray, s: np.ndarray, b: np.ndarray, how: Switches) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities that A's side wins a war that A starts, and one that B starts."""

    def wins(forces: np.ndarray) -> np.ndarray:
        return forces**how.decisiveness / (forces**how.decisiveness + b**how.decisiveness)

    without, with_s = wins(own + 0 * s), wins(own + s)
    comes = how.v_s * (with_s - without) >= how.c_s - TIE if how.commitment == "credible" else True
    return (with_s if how.alliance == "offensive" else without), np.where(comes, with_s, without)


def _ultimatum(
    p_offence: np.ndarray, p_defence: np.ndarray, q: float, c_a: float, c_b: float, demands: np.ndarray
) -> _Crisis:
    """The challenger demands, the other accepts or rejects, the challenger fights or backs down."""
    everywhere = np.ones_like(p_defence)
    status_quo = _Crisis(q * everywhere, (1 - q) * everywhere, everywhere < 0, everywhere > 0)
    war = _war(p_defence, c_a, c_b)
    rejected = status_quo.or_where(war.adversary > status_quo.adversary + TIE, war)
    end = status_quo
    for x in demands[demands < q]:
        answer = rejected.or_where(x >= rejected.ally - TIE, _division(x, everywhere))
        end = end.or_where(answer.adversary > end.adversary + TIE, answer)
    war = _war(p_offence, c_a, c_b)
    rejected = end.or_where(_fights(war.ally, end), war)
    for x in demands[demands > q]:
        answer = rejected.or_where(1 - x >= rejected.adversary - TIE, _division(x, everywhere))
        end = end.or_where(answer.ally > end.ally + TIE, answer)
    return end


def _appeasement(
    p_offence: np.ndarray, p_defence: np.ndarray, q: float, c_a: float, c_b: float, demands: np.ndarray
) -> _Crisis:
    """The satisfied side offers or does not, the other accepts, or rejects and then fights or backs down."""
    everywhere = np.ones_like(p_defence)
    status_quo = _Crisis(q * everywhere, (1 - q) * everywhere, everywhere < 0, everywhere > 0)
    war = _war(p_defence, c_a, c_b)
    end = rejected = status_quo.or_where(war.adversary > status_quo.adversary + TIE, war)
    for x in demands[demands < q][::-1]:
        answer = rejected.or_where(1 - x >= rejected.adversary - TIE, _division(x, everywhere))
        end = end.or_where(answer.ally > end.ally + TIE, answer)
    war = _war(p_offence, c_a, c_b)
    end = rejected = end.or_where(_fights(war.ally, end), war)
    for x in demands[demands > q]:
        answer = rejected.or_where(x >= rejected.ally - TIE, _division(x, everywhere))
        end = end.or_where(answer.adversary > end.adversary + TIE, answer)
    return end


def _war(probability: np.ndarray, c_a: float, c_b: float) -> _Crisis:
    true = probability > -1
    return _Crisis(probability - c_a, 1 - probability - c_b, true, ~true)


def _division(x: float, everywhere: np.ndarray) -> _Crisis:
    return _Crisis(x * everywhere, (1 - x) * everywhere, everywhere < 0, everywhere < 0)


def _fights(war: np.ndarray, otherwise: _Crisis) -> np.ndarray:
    """Whether A fights once rejected: also if indifferent, but not in place of conceding as much."""
    return (war > otherwise.ally + TIE) | (otherwise.kept & (war >= otherwise.ally - TIE))


def first_best(payoff: np.ndarray, axis: int) -> np.ndarray:
    """Position of the first payoff that is as good as the best."""
    return np.argmax(payoff >= payoff.max(axis=axis, keepdims=True) - TIE, axis=axis)


def _best_arms(payoff: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """A's choice in each row: the best, among equals what keeps the status quo, among these the least."""
    best = payoff >= payoff.max(axis=1, keepdims=True) - TIE
    keeps = best & kept
    return np.argmax(np.where(keeps.any(axis=1, keepdims=True), keeps, best), axis=1)


def _offer_and_arms(
    crisis: _Crisis, forces: np.ndarray, arms: np.ndarray, k: float, sigma: float, q: float, how: Switches
) -> tuple[int, int]:
    """Row and column of what is played."""
    payoff = crisis.ally - k * arms
    pays = np.where(forces > 0, how.autonomy_cost, 0.0)[:, None]
    distance = how.superpower_benefit == "distance"
    lost = np.abs(crisis.ally - q) if distance else 1.0 - crisis.kept
    rows = np.arange(len(forces))
    if how.timing == "arms_first":
        joins = crisis.ally - pays >= crisis.ally[:1] - TIE
        given = _offers(np.where(joins, lost, np.inf), forces, sigma)
        every = np.arange(len(arms))
        column = _best_arms((payoff - pays)[given, every][None, :], crisis.kept[given, every][None, :])[0]
        return int(given[column]), int(column)
    columns = _best_arms(payoff, crisis.kept)
    alone = payoff[0, columns[0]]
    if how.contract == "shares":
        accepts = payoff - pays >= alone - TIE
        # Of the arms that A would agree to, S asks for those that serve it best, and no more.
        wanted = np.where(accepts & (rows > 0)[:, None], lost, np.inf)
        columns = np.where(rows > 0, np.argmin(wanted, axis=1), columns)
        joins = np.isfinite(wanted[rows, columns]) | (rows == 0)
    else:
        joins = (payoff - pays)[rows, columns] >= alone - TIE
        joins |= rows == 0 if how.autonomy_cost else True
    lost = np.where(joins, lost[rows, columns], np.inf)
    row = int(_offers(lost[:, None], forces, sigma)[0])
    return row, int(columns[row])


def _offers(lost: np.ndarray, forces: np.ndarray, sigma: float) -> np.ndarray:
    """S's choice of a row in each column: the best, among equals that which loses least."""
    if np.isinf(sigma):
        return first_best(-lost, axis=0)
    payoff = -sigma * np.where(np.isinf(lost), 1e9, lost) - forces[:, None]
    best = payoff >= payoff.max(axis=0) - TIE
    return np.argmin(np.where(best, lost, np.inf), axis=0)


def _kept_rows(crisis: _Crisis, forces: np.ndarray, arms: np.ndarray, k: float, how: Switches) -> np.ndarray:
    """S's forces, by row, with which the status quo would survive, whatever S thinks of it."""
    payoff = crisis.ally - k * arms
    alone = payoff[0, _best_arms(payoff, crisis.kept)[0]]
    pays = np.where(forces > 0, how.autonomy_cost, 0.0)[:, None]
    if how.contract == "shares" or how.timing == "arms_first":
        return np.flatnonzero((crisis.kept & (payoff - pays >= alone - TIE)).any(axis=1))
    columns = _best_arms(payoff, crisis.kept)
    rows = np.arange(len(forces))
    joins = (payoff - pays)[rows, columns] >= alone - TIE if how.autonomy_cost else True
    return np.flatnonzero(crisis.kept[rows, columns] & joins)


def _region(kept_alone: bool, revises: bool, allied: bool, possible: bool) -> str:
    if kept_alone:
        return "none_needed"
    if allied:
        return "restraint" if revises else "deterrence"
    if not revises:
        return "concession_dear"
    return "revision_dear" if possible else "revision"
