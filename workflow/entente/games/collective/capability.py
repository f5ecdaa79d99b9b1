"""Collective security by capability: which groups of states are just strong enough to stop an aggressor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.core.errors import GameInputError
from entente.core.given import as_array, check_unique, common_labels, row_labels
from entente.games.answers import TIE, answer
from entente.games.parameters import NOT_NEGATIVE, POSITIVE, check, number

if TYPE_CHECKING:
    import pandas as pd

#: Willing states whose groups can be counted in seconds.
MAX_WILLING = 40

#: Groups that are listed.
MAX_SETS = 100_000


@dataclass(frozen=True)
class Coalitions:
    """Equilibria of a game in which states stop an aggressor together: all of a group, or nobody.

    Attributes
    ----------
    capability : ndarray of float64, shape (n,)
        Capabilities of all states, who all benefit.
    willing : ndarray of bool, shape (n,)
        Who may fight.
    threshold : float
        What a group must have.
    labels : Index or None
        The states, where they have labels.
    n_sets : int
        Minimal winning groups: enough together, and no longer if any leaves.
    membership : ndarray or Series of float64, shape (n,)
        Share of these groups that a state is in; NaN if there are none.
    nobody : bool
        Whether it is an equilibrium too that nobody fights: unless one state wins alone.
    """

    capability: np.ndarray
    willing: np.ndarray
    threshold: float
    labels: pd.Index | None
    n_sets: int
    membership: Any
    nobody: bool

    @property
    def free_riders(self) -> float:
        """Share of the states that is outside, on average of the minimal winning groups; NaN if none."""
        return float(1 - np.asarray(self.membership).mean())

    @property
    def most_frequent(self) -> list:
        """The states, by label or position, that are in most groups; none if there are none."""
        share = np.asarray(self.membership)
        return [self._name(i) for i in np.flatnonzero(share >= share.max(initial=0.0) - TIE)]

    @cached_property
    def sets(self) -> list[tuple]:
        """Minimal winning groups, those of the strongest first, of labels or positions in the order given.

        Raises
        ------
        GameInputError
            If there are more than 100,000.
        """
        if self.n_sets > MAX_SETS:
            raise GameInputError(
                f"There are {self.n_sets} minimal winning groups.",
                f"At most {MAX_SETS} are listed: use their number and the share that each state is in.",
            )
        order, weights = _strongest_first(self.capability, self.willing)
        enough, rest = self.threshold * (1 - TIE), np.cumsum(weights[::-1])[::-1]
        found = []
        waiting = [((), 0, 0.0)]
        while waiting:
            members, following, total = waiting.pop()
            if total >= enough:
                found.append(tuple(sorted(members)))
            elif following < len(weights) and total + rest[following] >= enough * (1 - TIE):
                waiting.append((members, following + 1, total))
                joined = (*members, int(order[following]))
                waiting.append((joined, following + 1, total + weights[following]))
        return [tuple(self._name(i) for i in members) for members in found]

    def _name(self, position: int) -> Any:
        return int(position) if self.labels is None else self.labels[position]


def coalitions(
    capability: Any, aggressor: float, superiority: float = 1.0, willing: Any = None
) -> Coalitions:
    """Equilibria in pure strategies when states together stop an aggressor that is weaker than they are.

    Each willing state fights with all it has or stays away; fighting costs less than the aggressor's defeat
    is worth to it, and is in vain unless they have the aggressor's capability times the superiority.  Then
    nobody in a group that fights can be spared: equilibria are the minimal winning groups, and nobody, unless
    one state wins alone.

    Parameters
    ----------
    capability : array_like, shape (n,)
        Capabilities of the states, at least 0, in any unit.
    aggressor : float
        The aggressor's capability in this unit, above 0.
    superiority : float
        How many times it the defenders need, above 0.
    willing : array_like of bool, shape (n,), optional
        Who may fight, at most 40; all, unless given.

    Returns
    -------
    Coalitions

    Raises
    ------
    GameInputError
        If a parameter is outside its range, shapes or labels do not fit, or too many are willing.
    """
    labels = common_labels(
        {"capabilities": row_labels(capability), "willing": row_labels(willing)}, GameInputError
    )
    check_unique(labels, "capabilities", GameInputError)
    amounts = check("capability", capability, *NOT_NEGATIVE)
    if amounts.ndim != 1 or not len(amounts):
        raise GameInputError(f"capability has shape {amounts.shape}.", "Give one number for each state.")
    willing = _willing(willing, len(amounts))
    needed = number("aggressor", aggressor, POSITIVE) * number("superiority", superiority, POSITIVE)
    order, weights = _strongest_first(amounts, willing)
    counts = np.zeros(len(amounts))
    n_sets, counts[order] = _count(weights, needed * (1 - TIE))
    membership = answer(counts / n_sets if n_sets else np.full(len(amounts), np.nan), labels)
    nobody = not (weights >= needed * (1 - TIE)).any()
    return Coalitions(amounts, willing, needed, labels, n_sets, membership, nobody)


def _willing(willing: Any, n: int) -> np.ndarray:
    chosen = np.ones(n, dtype=bool) if willing is None else as_array(willing, "willing", GameInputError)
    if chosen.shape != (n,) or chosen.dtype != bool:
        raise GameInputError(
            f"willing is an array of {chosen.dtype}, shape {chosen.shape}.",
            f"Give true or false for each of {n} states.",
        )
    if chosen.sum() > MAX_WILLING:
        raise GameInputError(
            f"willing has {chosen.sum()} states.",
            f"Give at most {MAX_WILLING}: groups are counted one by one.",
        )
    return chosen


def _strongest_first(capability: np.ndarray, willing: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the willing states, by position, and their capabilities."""
    positions = np.flatnonzero(willing)
    order = positions[np.argsort(-capability[positions], kind="stable")]
    return order, capability[order]


def _count(weights: np.ndarray, enough: float) -> tuple[int, np.ndarray]:
    """Return the number of minimal winning groups, and in how many each state is; strongest states first.

    A group is minimal if it loses without its weakest member.  For each state as the weakest, the groups of
    stronger ones that it completes are counted half by half: a sum of either half asks for a range of sums of
    the other.
    """
    total, counts = 0, np.zeros(len(weights))
    for last, weight in enumerate(weights):
        halves = np.arange(last)[: last // 2], np.arange(last)[last // 2 :]
        sums = [_sums_of_subsets(weights[half]) for half in halves]
        for half, (own, others) in zip(halves, (sums, sums[::-1]), strict=True):
            others = np.sort(others)
            below = np.searchsorted(others, enough - own) - np.searchsorted(others, enough - weight - own)
            for bit, state in enumerate(half):
                counts[state] += below.reshape(-1, 2, 2**bit)[:, 1].sum()
        total += int(below.sum())
        counts[last] += below.sum()
    return total, counts


def _sums_of_subsets(weights: np.ndarray) -> np.ndarray:
    """Sums of all subsets: bit i of the position says whether weight i is in it."""
    sums = np.zeros(1)
    for weight in weights:
        sums = np.concatenate([sums, sums + weight])
    return sums
