"""The claims that are published of Iwanami's (2024) model, and how each is tested in ours.

Letters are those of docs/games.md, which has the proofs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from entente.games.burden_design import solver
from entente.games.burden_game import DETERRENCE, NONE_NEEDED, RESTRAINT, VARIANTS, Solution, Switches
from entente.games.burden_sample import Sample

#: A test returns which games it applies to, and in which of them it holds.
Test = Callable[[Sample], tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class Claim:
    """A claim.

    Attributes
    ----------
    says : str
        The claim in words.
    test : callable
        Says of a sample to which games it applies, and in which it holds, two arrays of bool.
    along_costs : bool
        Whether it is about what happens as A's cost of arms rises.
    quantity : bool
        Whether it is a matter of how often it holds; else one game in which it does not refutes it.
    proved : tuple of str
        Variants in which it is proved.
    by_definition : tuple of str
        Variants in which it follows from the words alone.
    """

    says: str
    test: Test
    along_costs: bool = False
    quantity: bool = False
    proved: tuple[str, ...] = ()
    by_definition: tuple[str, ...] = ()


# Along costs of arms ---------------------------------------------------------------------------------------


def _only_below(lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """Whether in each row all places marked by the one come before all marked by the other."""
    places = np.arange(lower.shape[1])
    return np.where(lower, places, -1).max(axis=1) < np.where(upper, places, len(places)).min(axis=1)


def _one_stretch(marked: np.ndarray) -> np.ndarray:
    """Whether the places marked in each row follow each other without a gap."""
    padded = np.pad(marked, ((0, 0), (1, 0)))
    return (padded[:, 1:] & ~padded[:, :-1]).sum(axis=1) <= 1


def _restraint_at_low_cost(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    code = sample.path.code
    there = code == RESTRAINT
    return there.any(axis=1), _one_stretch(there) & _only_below(there, code == NONE_NEEDED)


def _deterrence_at_high_cost(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    code = sample.path.code
    there = code == DETERRENCE
    return there.any(axis=1), _one_stretch(there) & _only_below(code == NONE_NEEDED, there)


def _moves(sample: Sample, region: int, sign: int) -> tuple[np.ndarray, np.ndarray]:
    """Whether S's share rises (sign 1) or falls (−1) with the cost of arms within a region."""
    there = sample.path.code == region
    share = sign * np.where(there, sample.path.share, np.nan)
    steps = np.diff(share, axis=1)
    with np.errstate(invalid="ignore"):
        never_back = ~(steps < -sample.error).any(axis=1)
    first, last = _ends(share, there)
    several = there.sum(axis=1) > 1
    return several, never_back & (last - first > sample.error)


def _ends(values: np.ndarray, there: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    rows = np.arange(len(values))
    return values[rows, there.argmax(axis=1)], values[
        rows, there.shape[1] - 1 - there[:, ::-1].argmax(axis=1)
    ]


def _share_falls_then_rises(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    left, falls = _moves(sample, RESTRAINT, -1)
    right, rises = _moves(sample, DETERRENCE, 1)
    return left | right, (falls | ~left) & (rises | ~right)


def _alone(solved: Solution, q: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whether A, alone, revises, and whether it concedes."""
    kept = solved.code == NONE_NEEDED
    return ~kept & (solved.prize_alone > q), ~kept & (solved.prize_alone <= q)


def _revises_below_where_it_concedes(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    revises, concedes = _alone(sample.path, sample.games["q"].to_numpy()[: sample.paths, None])
    return revises.any(axis=1) & concedes.any(axis=1), _only_below(revises, concedes)


def _none_needed_between(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    """Whether between revising and conceding there is a cost at which A, alone, does neither."""
    q = sample.games["q"].to_numpy()[: sample.paths, None]
    revises, concedes = _alone(sample.path, q)
    applies = revises.any(axis=1) & concedes.any(axis=1)
    places = np.arange(len(sample.costs))
    last, first = (
        np.where(revises, places, -1).max(axis=1),
        np.where(concedes, places, len(places)).min(axis=1),
    )
    holds = first - last > 1
    # Where the grid of costs shows none it is halved until it does.
    rows = np.flatnonzero(applies & ~holds)
    low, high = sample.costs[last[rows]], sample.costs[np.minimum(first[rows], len(places) - 1)]
    for _ in range(30):
        if not len(rows):
            break
        middle = np.sqrt(low * high)
        revises, concedes = (found[:, 0] for found in _alone(sample.at(middle[:, None], rows), q[rows]))
        holds[rows[~revises & ~concedes]] = True
        low, high = np.where(revises, middle, low), np.where(concedes, middle, high)
        rows, low, high = (x[revises | concedes] for x in (rows, low, high))
    return applies, holds


# Game by game ----------------------------------------------------------------------------------------------


def _heavy(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    return sample.points.code == RESTRAINT, sample.points.share > sample.limits.heavy


def _asymmetric(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    return sample.points.allied, np.abs(sample.points.share - 0.5) > sample.limits.asymmetric


def _no_more_than_needed(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    found = sample.points
    return found.code == DETERRENCE, np.abs(found.payoff - found.alternative) <= 10 * sample.error


def _ally_arms(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    return sample.points.code == DETERRENCE, sample.points.a > sample.error


def price_of_exploitation(games: pd.DataFrame, switches: Switches) -> np.ndarray:
    """What S gives more because A may arm less once it has it: s less what it were if both were agreed on.

    Parameters
    ----------
    games : DataFrame
        Parameters of games, by column.
    switches : Switches
        Those of games with the contract ``forces`` and S's offer first.

    Returns
    -------
    ndarray of float64
        In units of forces; NaN where the alliance does not deter.
    """
    free = solver(switches)(**games, switches=switches)
    agreed = solver(switches)(**games, switches=replace(switches, contract="shares"))
    price = np.full(free.s.shape, np.nan)
    return np.subtract(free.s, agreed.s, out=price, where=free.code == DETERRENCE)


def _exploits(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    how = sample.switches
    numerical = sample.points.method == "numerical"
    if how.contract != "forces" or how.timing != "alliance_first" or (numerical and how.decisiveness == 1):
        nothing = np.zeros(len(sample.games), dtype=bool)
        return nothing, nothing
    return sample.points.code == DETERRENCE, price_of_exploitation(sample.games, how) > 10 * sample.error


def _never_both(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    """Whether an alliance that restrains does not deter too, by what "without it" means."""
    found, games = sample.points, sample.games
    restrains = found.code == RESTRAINT
    if sample.switches.effect == "reoptimise":
        return found.allied, ~(restrains & (found.prize_alone < games["q"].to_numpy()))
    gamma = sample.switches.decisiveness
    own = (found.a + games.get("m", 0.0)) ** gamma
    left = own / (own + found.adversary**gamma)
    return restrains, np.asarray(left + games["c_b"] >= games["q"] - sample.error)


def _together_stronger(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    found = sample.points
    return found.code == DETERRENCE, found.a + found.s > found.a_alone + sample.error


def _too_weak_alone(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    return sample.points.code == DETERRENCE, sample.points.margin > 0


def _no_arms_race(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    found = sample.points
    return found.code == DETERRENCE, found.adversary <= found.adversary_alone + sample.error


def _adversary_better_off(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    found = sample.points
    return found.code == RESTRAINT, found.prize < found.prize_alone


def _fewer_arms(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    found = sample.points
    return found.code == RESTRAINT, found.a + found.s < found.a_alone - sample.error


# Which are proved for what ---------------------------------------------------------------------------------

_FREE = ("default", "surplus_half", "autonomy", "hold_arms")
_CLOSED = (*_FREE, "surplus_none", "shares", "arms_first", "offensive")
_FIXED = tuple(name for name in VARIANTS if name != "answers")

CLAIMS = {
    "i_low_cost": Claim(
        "Restraint is at low costs of arms: one interval, below those at which no alliance is needed.",
        _restraint_at_low_cost, along_costs=True, proved=_CLOSED,
    ),
    "i_heavy": Claim(
        "S's share is heavy where it restrains.", _heavy, quantity=True
    ),
    "i_rises": Claim(
        "S's share rises as arms that it restrains get cheaper.",
        lambda sample: _moves(sample, RESTRAINT, -1),
        along_costs=True, proved=(*_FREE, "surplus_none", "shares"),
    ),
    "ii_high_cost": Claim(
        "Deterrence is at high costs of arms: one interval, above those at which no alliance is needed.",
        _deterrence_at_high_cost, along_costs=True, proved=_CLOSED,
    ),
    "ii_least": Claim(
        "S gives no more than deters: A is as well off as with its best alternative.",
        _no_more_than_needed, proved=(*_FREE, "surplus_none", "shares", "offensive"),
    ),
    "ii_arms": Claim(
        "A arms too where S deters.", _ally_arms, proved=(*_FREE, "shares", "offensive")
    ),
    "ii_price": Claim(
        "S pays a price for A's freedom to arm less.", _exploits, quantity=True
    ),
    "iii_order": Claim(
        "A, alone, revises only at lower costs of arms than those at which it concedes.",
        _revises_below_where_it_concedes, along_costs=True, proved=_FIXED,
    ),
    "iii_never_both": Claim(
        "No alliance restrains and deters.",
        _never_both, by_definition=tuple(name for name in VARIANTS if name != "hold_arms"),
    ),
    "iv_stronger": Claim(
        "Where S deters, both together are stronger than A alone.", _together_stronger, proved=_CLOSED
    ),
    "iv_too_weak": Claim(
        "Where S deters, A is too weak to challenge.", _too_weak_alone, proved=_CLOSED
    ),
    "iv_no_race": Claim(
        "Where S deters, B has no more arms than without the alliance.", _no_arms_race, by_definition=_FIXED
    ),
    "v_asymmetric": Claim(
        "Alliances are asymmetric.", _asymmetric, quantity=True
    ),
    "v_u_shape": Claim(
        "S's share falls with costs of arms where it restrains, and rises where it deters.",
        _share_falls_then_rises, along_costs=True, proved=(*_FREE, "shares", "offensive"),
    ),
    "vi_between": Claim(
        "Between revising and conceding there are costs at which A, alone, does neither.",
        _none_needed_between, along_costs=True, proved=(*_CLOSED, "blunt"),
    ),
    "vii_better_off": Claim(
        "Where S restrains, B is better off than without the alliance.",
        _adversary_better_off, by_definition=tuple(VARIANTS),
    ),
    "vii_fewer_arms": Claim(
        "Where S restrains, there are fewer arms than without the alliance.", _fewer_arms, proved=_CLOSED
    ),
}  # fmt: skip
