"""The assignments that could have been drawn, block by block, and what outcomes sum to in their arms.

A unit is what is assigned: a person, or a cluster of persons.  In a block as many units are treated as were.
No assignment is kept, only five numbers of each: of outcomes from which a constant effect τ on the treated
has been taken, the difference in means is linear in τ, and its variance quadratic.
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

    def all_assignments(self) -> np.ndarray:
        """Coefficients of each assignment that could have been drawn, float (5, assignments)."""
        g, drawn = len(self.treated), int(self.treated.sum())
        # The smaller arm is summed over, and taken from all where it is the control.
        few = min(drawn, g - drawn)
        rows = max(1, BATCH // (few * self.addends.shape[1]))
        found = []
        for batch in _batches(itertools.combinations(range(g), few), rows):
            sums = self.addends[batch].sum(axis=1)
            found.append(self.coefficients(sums if few == drawn else self.addends.sum(axis=0) - sums))
        return np.hstack(found)

    def drawn_assignments(self, draws: int, generator: np.random.Generator) -> np.ndarray:
        """Coefficients of assignments drawn at random, float (5, draws); the first are always the same."""
        g = len(self.treated)
        rows = max(1, BATCH // (g + self.addends.shape[1]))
        found = []
        for start in range(0, draws, rows):
            several = np.broadcast_to(self.treated, (min(rows, draws - start), g))
            drawn = generator.permuted(several, axis=1)
            found.append(self.coefficients(drawn.astype(float) @ self.addends))
        return np.hstack(found)

    def coefficients(self, sums: np.ndarray) -> np.ndarray:
        """Coefficients, float (5, n), of assignments by their sums, (n, 5k), weighted as the block is.

        The difference in means is d₀ − τ d₁, its variance v₀ − 2τ v₁ + τ² v₂.
        """
        treated, control = self._arm(sums), self._arm(self.addends.sum(axis=0) - sums)
        means = treated[:2] - control[:2]
        means[np.abs(means) <= ROUNDING * (np.abs(treated[:2]) + np.abs(control[:2]))] = 0
        return np.vstack([self.weight * means, self.weight**2 * (treated[2:] + control[2:])])

    def _arm(self, sums: np.ndarray) -> np.ndarray:
        """Means of a and of b = mz, and variances and covariance of these means, float (5, n).

        The variance is CR2's of a mean, Σ (a − m ā)² n / (n − m) / n²: of persons s² / n.
        """
        m = self.classes
        units, a, z, aa, az = np.moveaxis(sums.reshape(len(sums), 5, len(m)), 1, 0)
        n = (units @ m)[:, None]
        # A size that no unit of the arm has may be that of the whole arm.
        inflated = np.divide(n, n - m, out=np.zeros_like(units), where=(units > 0.5) & (n > m)) / n**2
        b, ab, bb = m * z, m * az, m**2 * z
        mean_a, mean_b = (total.sum(axis=1, keepdims=True) / n for total in (a, b))

        def product(xy, x, y, mean_x, mean_y) -> np.ndarray:
            centred = xy - m * (x * mean_y + y * mean_x) + units * m**2 * mean_x * mean_y
            found, size = (centred * inflated).sum(axis=1), (np.abs(xy) * inflated).sum(axis=1)
            return np.where(np.abs(found) <= ROUNDING * size, 0, found)

        spread = product(aa, a, a, mean_a, mean_a), product(ab, a, b, mean_a, mean_b)
        return np.vstack([mean_a[:, 0], mean_b[:, 0], *spread, product(bb, b, b, mean_b, mean_b)])


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
        self.observed = sum(block.coefficients(block.observed()) for block in blocks)
        self.coefficients = np.zeros((5, 1))
        for position, block in enumerate(blocks):
            if self.exact:
                mine = block.all_assignments()
                self.coefficients = (self.coefficients[:, :, None] + mine[:, None]).reshape(5, -1)
            else:
                stream = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(position,)))
                self.coefficients = self.coefficients + block.drawn_assignments(draws, stream)

    def statistics(self, tau: float, studentized: bool) -> np.ndarray:
        """Return the statistic of each assignment for outcomes less τ of the treated, float (n,)."""
        return _statistics(self.coefficients, tau, studentized)

    def observed_statistic(self, tau: float, studentized: bool) -> float:
        """Return the statistic of the assignment that was drawn."""
        return float(_statistics(self.observed, tau, studentized)[0])


def _statistics(coefficients: np.ndarray, tau: float, studentized: bool) -> np.ndarray:
    """Differences in means, float (n,), over their standard errors if studentized, by (5, n) coefficients."""
    d0, d1, v0, v1, v2 = coefficients
    difference = _sum(d0, -tau * d1)
    if not studentized:
        return difference
    variance = _sum(v0, -2 * tau * v1, tau**2 * v2)
    # Without variance any difference is beyond all bounds, and none is none.
    unlimited = np.where(difference == 0, 0, np.copysign(np.inf, difference))
    return np.divide(difference, np.sqrt(variance.clip(0)), out=unlimited, where=variance > 0)


def _sum(*parts: np.ndarray) -> np.ndarray:
    """The sum of parts, 0 where it is but their rounding."""
    found, size = sum(parts), sum(np.abs(part) for part in parts)
    return np.where(np.abs(found) <= ROUNDING * size, 0, found)


def _batches(combinations: Iterator[tuple[int, ...]], rows: int) -> Iterator[np.ndarray]:
    """Combinations of positions in arrays of so many rows."""
    while chunk := list(itertools.islice(combinations, rows)):
        yield np.array(chunk, dtype=np.intp).reshape(len(chunk), -1)
