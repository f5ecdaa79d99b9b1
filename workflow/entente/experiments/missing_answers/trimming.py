"""Lee's trimming of the arm that answers more, for many weightings of the same persons at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Shares of answers that differ by less are equal: rounding (choice).
ROUNDING = 1e-12


@dataclass(frozen=True)
class Arm:
    """An arm of a cell.

    Attributes
    ----------
    persons : ndarray of int, shape (n,)
        Positions of its persons among all.
    order, y : ndarray, shape (a,)
        Positions of those who answered, from the lowest answer to the highest, and their answers.
    """

    persons: np.ndarray
    order: np.ndarray
    y: np.ndarray

    @classmethod
    def of(cls, mine: np.ndarray, y: np.ndarray, answered: np.ndarray) -> Arm:
        """Return the arm of the persons of whom ``mine``, bool, is true."""
        answers = np.flatnonzero(mine & answered)
        order = answers[np.argsort(y[answers], kind="stable")]
        return cls(np.flatnonzero(mine), order, y[order])

    def extremes(self, weights: np.ndarray, keep: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Least and greatest mean, each (m,), of a share of the answers, (m,), weighted by (m, persons).

        The marginal person counts in part.
        """
        w = weights[:, self.order]
        below = w.cumsum(axis=1) - w
        total = w.sum(axis=1)
        kept = (keep * total)[:, None]
        dropped = total[:, None] - kept
        lowest = np.clip(kept - below, 0, w) @ self.y / kept[:, 0]
        highest = np.clip(below + w - dropped, 0, w) @ self.y / kept[:, 0]
        mean = w @ self.y / total
        return np.where(keep < 1, lowest, mean), np.where(keep < 1, highest, mean)


@dataclass(frozen=True)
class Cell:
    """A cell that is bounded for itself."""

    label: str
    treated: Arm
    control: Arm


@dataclass(frozen=True)
class Lee:
    """Lee's bounds under m weightings.

    Attributes
    ----------
    low, high, trimmed : ndarray of float, shape (m,)
        Bounds, NaN where nobody answers under either arm; and the share of answers, of the arm that has
        more of them, that is left out.
    gaps : ndarray of float, shape (m, cells)
        Share that answered of the treated, less that of the control arm; NaN where an arm has no weight.
    always : ndarray of float, shape (m, cells)
        Weight of those who answer under either arm.
    """

    low: np.ndarray
    high: np.ndarray
    trimmed: np.ndarray
    gaps: np.ndarray
    always: np.ndarray


def lee(weights: np.ndarray, cells: Sequence[Cell]) -> Lee:
    """Return Lee's bounds for weightings of all persons, (m, n): means over cells by who always answers."""
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = [_bounded(weights, cell) for cell in cells]
        low, high, gaps, always, more = (np.column_stack(part) for part in zip(*parts, strict=True))
        total = always.sum(axis=1)

        def mean(values: np.ndarray) -> np.ndarray:
            return np.where(always > 0, always * values, 0).sum(axis=1) / total

        one, other = mean(low), mean(high)
        # Rounding may have bounds of equal answers cross.
        return Lee(np.minimum(one, other), np.maximum(one, other), 1 - total / more.sum(axis=1), gaps, always)


def _bounded(weights: np.ndarray, cell: Cell) -> tuple[np.ndarray, ...]:
    """Bounds of a cell, its gap, and weights of who answers in either arm and in the one with more."""
    arms = (cell.treated, cell.control)
    totals = [weights[:, arm.persons].sum(axis=1) for arm in arms]
    q = [weights[:, arm.order].sum(axis=1) / total for arm, total in zip(arms, totals, strict=True)]
    gap = q[0] - q[1]
    least, most = np.minimum(*q), np.maximum(*q)
    gap = np.where(np.abs(gap) <= ROUNDING * most, 0, gap)
    keep = [np.where(sign * gap > 0, least / most, 1.0) for sign in (1, -1)]
    treated, control = (arm.extremes(weights, share) for arm, share in zip(arms, keep, strict=True))
    size = totals[0] + totals[1]
    always, more = (np.nan_to_num(size * share) for share in (least, most))
    return treated[0] - control[1], treated[1] - control[0], gap, always, more
