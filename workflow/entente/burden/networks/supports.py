"""Equilibria of linear replies, by trying who contributes more than bound to: single ones and continua."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from entente.burden.networks.linear_systems import Number, Vector, as_near, highest, moved, solutions
from entente.burden.public_good.replies import NONE, try_supports

#: In floating point, what is within this of a bound, in units of what a state could pay, is at the bound.
TOLERANCE = 1e-9

#: Exact solutions are looked for where floating point finds one within this.
_NEAR = 1e-7


@dataclass(frozen=True, eq=False)
class Replies:
    """Best replies m = max(floors, constant − matrix·m), in fractions or floating point.

    ``unit`` is what each state could pay: rounding is judged in it.
    """

    matrix: list[Vector]
    constant: Vector
    floors: Vector
    unit: list[float]
    exact: bool

    def gaps(self, contributions: Vector, inside: list[bool]) -> Vector:
        """By how much each state is away from being another support's, negative where it is.

        Of those inside, what they contribute beyond their floor; of the others, by how much their reply falls
        short of it.
        """
        return [
            m - floor if within else floor - constant + sum(map(_product, row, contributions), 0 * m)
            for m, floor, constant, row, within in zip(
                contributions, self.floors, self.constant, self.matrix, inside, strict=True
            )
        ]


@dataclass(frozen=True, eq=False)
class Continuum:
    """Equilibria without a gap between them, in which the same states contribute more than bound to.

    Attributes
    ----------
    beyond_floor : ndarray of bool, shape (n,)
        Who does.
    contributions : ndarray, shape (n,)
        One of the equilibria, with others on all sides.
    directions : ndarray, shape (k, n)
        Moves from it that lead to others, until a state's contribution or reply meets its floor.
    lowest, highest : ndarray of float64, shape (n,)
        Between what each state's contribution varies, ends included.
    """

    beyond_floor: np.ndarray
    contributions: np.ndarray
    directions: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray


def every_equilibrium(replies: Replies) -> tuple[list[Vector], list[Continuum]]:
    """Return equilibria of linear replies: one a support that allows for one, and continua."""
    n = len(replies.constant)
    inside, outside = (-_NEAR, _NEAR) if replies.exact else (TOLERANCE, TOLERANCE)
    matrix, constant, floors = (
        np.array(values, dtype=float) for values in (replies.matrix, replies.constant, replies.floors)
    )
    tried = try_supports(matrix, constant, floors, np.array(replies.unit), inside, outside)
    rows, continua = [], []
    for support in np.flatnonzero(tried != NONE).tolist():
        found = _of_support(replies, [bool(support >> i & 1) for i in range(n)])
        if isinstance(found, Continuum):
            continua.append(found)
        elif found is not None:
            rows.append(found)
    return rows, continua


def _of_support(replies: Replies, inside: list[bool]) -> Vector | Continuum | None:
    """Return what equilibria there are in which these states contribute more than bound to."""
    states = [i for i, within in enumerate(inside) if within]
    found = solutions(*_system(replies, states), 0 if replies.exact else TOLERANCE)
    if found is None:
        return None
    base = list(replies.floors)
    for i, value in zip(states, found[0], strict=True):
        base[i] = value
    directions = [[0 * value for value in base] for _ in found[1]]
    for wide, narrow in zip(directions, found[1], strict=True):
        for i, value in zip(states, narrow, strict=True):
            wide[i] = value
    if not directions:
        return base if _holds(replies, base, inside) else None
    return _continuum(replies, inside, base, directions)


def _system(replies: Replies, states: list[int]) -> tuple[list[Vector], Vector]:
    """The equations of states that reply freely, to the floors of all others."""
    others = [j for j in range(len(replies.constant)) if j not in states]
    rows = [[replies.matrix[i][j] + (1 if i == j else 0) for j in states] for i in states]
    right = [
        replies.constant[i] - sum((replies.matrix[i][j] * replies.floors[j] for j in others), 0)
        for i in states
    ]
    return rows, right


def _holds(replies: Replies, contributions: Vector, inside: list[bool]) -> bool:
    """Whether contributions are an equilibrium of this support."""
    slack = [0.0 if replies.exact else TOLERANCE * unit for unit in replies.unit]
    gaps = replies.gaps(contributions, inside)
    return all(gap > slack[i] if inside[i] else gap >= -slack[i] for i, gap in enumerate(gaps))


def _continuum(
    replies: Replies, inside: list[bool], base: Vector, directions: list[Vector]
) -> Vector | Continuum | None:
    """Return the equilibria on a flat: many, one where its sides leave no more, or none."""
    while directions:
        gaps, slopes = _sides(replies, inside, base, directions)
        within = np.array(inside)
        deepest = _deepest(gaps, slopes, within)
        if deepest is None:
            return None
        # A side along which all directions lead is kept on all of the flat, and says no more.
        aside = ~within & (np.abs(slopes).max(axis=1) > TOLERANCE)
        flat = [
            i
            for i in np.flatnonzero(aside).tolist()
            if (top := highest(slopes[i], gaps, slopes)) is None or top[1] + gaps[i] <= TOLERANCE
        ]
        if not flat:
            return _described(replies, inside, base, directions)
        base, directions = _on_sides(replies, inside, base, directions, flat)
    return base if _holds(replies, base, inside) else None


def _sides(
    replies: Replies, inside: list[bool], base: Vector, directions: list[Vector]
) -> tuple[np.ndarray, np.ndarray]:
    """Gaps at a point and how they change along directions, in units of what each state could pay."""
    unit = np.array(replies.unit)
    gaps = np.array(replies.gaps(base, inside), dtype=float) / unit
    slopes = np.column_stack([np.array(one, dtype=float) for one in _changes(replies, inside, directions)])
    return gaps, slopes / unit[:, None]


def _changes(replies: Replies, inside: list[bool], directions: list[Vector]) -> Iterator[Vector]:
    for direction in directions:
        yield [
            direction[i] if inside[i] else sum(map(_product, replies.matrix[i], direction), 0 * direction[i])
            for i in range(len(inside))
        ]


def _product(one: Number, other: Number) -> Number:
    return one * other


def _deepest(gaps: np.ndarray, slopes: np.ndarray, strict: np.ndarray) -> np.ndarray | None:
    """Steps to where the least of the strict gaps is largest, at most 1; None if it is not above 0."""
    depth = -strict.astype(float)[:, None]
    limit = np.append(np.zeros(slopes.shape[1]), -1.0)
    found = highest(-limit, np.append(gaps, 1.0), np.vstack([np.hstack([slopes, depth]), limit]))
    return None if found is None or found[1] <= TOLERANCE else found[0][:-1]


def _on_sides(
    replies: Replies, inside: list[bool], base: Vector, directions: list[Vector], flat: list[int]
) -> tuple[Vector, list[Vector]]:
    """Return the part of a flat on which the gaps of some states are 0, which they are wherever all hold."""
    gaps = replies.gaps(base, inside)
    changes = list(_changes(replies, inside, directions))
    rows = [[change[i] for change in changes] for i in flat]
    found = solutions(rows, [-gaps[i] for i in flat], 0 if replies.exact else TOLERANCE)
    if found is None:
        return base, []
    origin = [0 * value for value in base]
    return moved(base, found[0], directions), [moved(origin, steps, directions) for steps in found[1]]


def _described(
    replies: Replies, inside: list[bool], base: Vector, directions: list[Vector]
) -> Continuum | None:
    """Describe a continuum whose sides are known."""
    gaps, slopes = _sides(replies, inside, base, directions)
    moving = np.abs(slopes).max(axis=1) > TOLERANCE
    steps = _deepest(gaps[moving], slopes[moving], np.ones(moving.sum(), dtype=bool))
    if steps is None:
        return None
    near = [as_near(steps, digits) for digits in (1, 3, 6, 12)] if replies.exact else [steps.tolist()]
    points = (moved(base, one, directions) for one in near)
    point = next(one for one in points if _holds(replies, one, inside))
    moves = np.array([[float(value) for value in direction] for direction in directions])
    ends = [
        [float(base[i]) + sign * highest(sign * moves[:, i], gaps, slopes)[1] for i in range(len(base))]
        for sign in (-1, 1)
    ]
    kind = object if replies.exact else float
    return Continuum(
        np.array(inside), np.array(point, dtype=kind), np.array(directions, dtype=kind), *map(np.array, ends)
    )
