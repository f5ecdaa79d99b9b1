"""The assignments that could have been drawn, block by block, and what outcomes sum to in their arms.

A unit is what is assigned: a person, or a cluster of persons.  In a block as many units are treated as were.
No assignment is kept: of each there are only sums over its treated units, by size of unit, from which means
and variances follow at once, also of outcomes from which a constant effect τ on the treated has been taken.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

#: Numbers in a batch of assignments; results do not depend on it.
BATCH = 2**21

#: Sums of squares below this share of what they were taken from are rounding errors (choice), and so are
#: differences of means.
ROUNDING = 1e-12


@dataclass(frozen=True)
class Block:
    """Units among which the treated were drawn.

    Attributes
    ----------
    sizes, totals : ndarray of float, shape (g,)
        Persons of each unit and the sum of their outcomes.
    treated : ndarray of bool, shape (g,)
        Which units were treated.
    weight : float
        Weight of the block's effect in the statistic.
    """

    sizes: np.ndarray
    totals: np.ndarray
    treated: np.ndarray
    weight: float

    @property
    def assignments(self) -> int:
        """Number of ways to draw as many treated units."""
        return math.comb(len(self.treated), int(self.treated.sum()))

    @cached_property
    def classes(self) -> np.ndarray:
        """Sizes that units have, ascending, float (k,)."""
        return np.unique(self.sizes)

    @cached_property
    def addends(self) -> np.ndarray:
        """What is summed over treated units, float (g, 5k): 1, a, z, a² and az, each by size of unit.

        a is the sum of a unit's outcomes, z whether it was treated indeed.
        """
        a, z = self.totals[:, None], self.treated[:, None]
        of_class = (self.sizes[:, None] == self.classes).astype(float)
        return np.hstack([of_class, of_class * a, of_class * z, of_class * a**2, of_class * (a * z)])

    def observed(self) -> np.ndarray:
        """Sums of the assignment that was drawn, float (1, 5k)."""
        return self.addends[self.treated].sum(axis=0, keepdims=True)

    def all_sums(self) -> np.ndarray:
        """Sums of each assignment that could have been drawn, float (assignments, 5k)."""
        g, drawn = len(self.treated), int(self.treated.sum())
        # The smaller arm is summed over, and taken from all where it is the control.
        few = min(drawn, g - drawn)
        rows = max(1, BATCH // (max(1, few) * self.addends.shape[1]))
        batches = _batches(itertools.combinations(range(g), few), rows)
        sums = np.concatenate([self.addends[batch].sum(axis=1) for batch in batches])
        return sums if few == drawn else self.addends.sum(axis=0) - sums

    def drawn_sums(self, draws: int, generator: np.random.Generator) -> np.ndarray:
        """Sums of assignments drawn at random, float (draws, 5k); the first are the same however many."""
        g = len(self.treated)
        rows = max(1, BATCH // g)
        sums = np.empty((draws, self.addends.shape[1]))
        for start in range(0, draws, rows):
            stop = min(start + rows, draws)
            order = generator.permuted(np.broadcast_to(self.treated, (stop - start, g)), axis=1)
            sums[start:stop] = order.astype(float) @ self.addends
        return sums

    def effects(self, sums: np.ndarray, tau: float) -> tuple[np.ndarray, np.ndarray]:
        """Difference in means and its variance, each (n,), of assignments by their sums, (n, 5k).

        The outcomes are those observed less τ for the treated.
        """
        treated_mean, treated_variance = self._arm(sums, tau)
        control_mean, control_variance = self._arm(self.addends.sum(axis=0) - sums, tau)
        difference = treated_mean - control_mean
        nothing = np.abs(difference) <= ROUNDING * (np.abs(treated_mean) + np.abs(control_mean))
        return np.where(nothing, 0, difference), treated_variance + control_variance

    def _arm(self, sums: np.ndarray, tau: float) -> tuple[np.ndarray, np.ndarray]:
        """Mean of an arm and its variance: CR2 of a mean, that is s² / n where units are persons."""
        m = self.classes
        units, a, z, aa, az = np.moveaxis(sums.reshape(len(sums), 5, len(m)), 1, 0)
        total = a - tau * m * z
        squares = aa - 2 * tau * m * az + (tau * m) ** 2 * z
        n = (units @ m)[:, None]
        mean = total.sum(axis=1, keepdims=True) / n
        # A size that no unit of the arm has may be that of the whole arm.
        inflated = np.divide(n, n - m, out=np.zeros_like(units), where=(units > 0.5) & (n > m))
        spread = ((squares - 2 * m * mean * total + units * (m * mean) ** 2) * inflated).sum(axis=1)
        rounding = ROUNDING * (squares * inflated).sum(axis=1)
        return mean[:, 0], np.where(spread <= rounding, 0, spread) / n[:, 0] ** 2


class Assignments:
    """Assignments of all blocks: each there is if they are few enough, or else some drawn at random.

    Parameters
    ----------
    blocks : sequence of Block
        Blocks, in each of which units are drawn apart from the others.
    exact_limit, draws : int
        Up to how many assignments all are looked at, and how many are drawn otherwise.
    seed : int or sequence of int
        Seed; a block's stream is that of the seed and its position.
    """

    def __init__(self, blocks: Sequence[Block], exact_limit: int, draws: int, seed: int | Sequence[int]):
        self.blocks = blocks
        self.count = math.prod(block.assignments for block in blocks)
        self.exact = self.count <= exact_limit
        if self.exact:
            self.sums = [block.all_sums() for block in blocks]
        else:
            self.sums = [
                block.drawn_sums(
                    draws, np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(position,)))
                )
                for position, block in enumerate(blocks)
            ]
        self.observed = [block.observed() for block in blocks]

    def statistics(self, tau: float, studentized: bool) -> np.ndarray:
        """Return the statistic of each assignment for outcomes less τ of the treated, float (n,)."""
        combine = np.add.outer if self.exact else np.add
        return self._statistics(self.sums, tau, studentized, combine)

    def observed_statistic(self, tau: float, studentized: bool) -> float:
        """Return the statistic of the assignment that was drawn."""
        return float(self._statistics(self.observed, tau, studentized, np.add)[0])

    def _statistics(self, sums, tau: float, studentized: bool, combine) -> np.ndarray:
        effect, variance = np.zeros(1), np.zeros(1)
        for block, mine in zip(self.blocks, sums, strict=True):
            difference, squared = block.effects(mine, tau)
            effect = combine(effect, block.weight * difference).ravel()
            variance = combine(variance, block.weight**2 * squared).ravel()
        if not studentized:
            return effect
        # Without variance any difference is beyond all bounds, and none is none.
        unlimited = np.where(effect == 0, 0, np.copysign(np.inf, effect))
        return np.divide(effect, np.sqrt(variance), out=unlimited, where=variance > 0)


def _batches(combinations: Iterator[tuple[int, ...]], rows: int) -> Iterator[np.ndarray]:
    """Combinations of positions in arrays of so many rows."""
    while chunk := list(itertools.islice(combinations, rows)):
        yield np.array(chunk, dtype=np.intp).reshape(len(chunk), -1)
