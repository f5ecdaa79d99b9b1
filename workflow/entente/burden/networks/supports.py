"""All equilibria of contributions to a public good, by trying who contributes more than bound to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.burden.networks.linear_systems import Number, Vector, as_near, highest, moved, solutions
from entente.burden.public_good.inputs import read_network, read_terms
from entente.burden.public_good.replies import NONE, floor_of, rows_of, shares_of, try_supports
from entente.core.errors import BurdenInputError
from entente.networks.adjacency import labelled_adjacency
from entente.networks.cliques import maximal_cliques

if TYPE_CHECKING:
    import pandas as pd

#: The most states of which all supports are tried.
MOST = 16

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


@dataclass(frozen=True, eq=False)
class Equilibria:
    """All equilibria on a network.

    Attributes
    ----------
    contributions : ndarray or DataFrame, shape (k, n)
        A row a set of states that can contribute more than bound to in one way only, with what they do; of
        fractions if all that was given was exact, else of float64.  A row may be the end of a continuum.
    continua : tuple of Continuum
        Sets of states that can do so in many ways.
    labels : Index or None
        What the states are called, in order.
    """

    contributions: np.ndarray | pd.DataFrame
    continua: tuple[Continuum, ...]
    labels: pd.Index | None

    @property
    def unique(self) -> bool:
        """Whether there is one equilibrium only."""
        return len(self.contributions) == 1 and not self.continua


def equilibria(
    *,
    resources: Any,
    weight: Any,
    network: Any,
    phi0: Any = 1,
    phi1: Any = 0,
    floor: Any = 0,
    cost: Any = 1,
) -> Equilibria:
    """Find all Nash equilibria of contributions on a network of at most 16 states.

    Parameters
    ----------
    resources, weight, network, phi0, phi1, floor, cost
        As of :func:`entente.burden.commons`.  If all numbers are whole or fractions (``fractions.Fraction``),
        equilibria are exact.

    Returns
    -------
    Equilibria
        In ascending order of the sets of states beyond their floors, read as bits, the first state lowest.

    Raises
    ------
    BurdenInputError, NetworkError
        As by :func:`entente.burden.commons`, and if there are more than 16 states.
    """
    given = {"resources": resources, "weight": weight, "floor": floor, "cost": cost}
    ties, labels = read_network(network, given)
    if len(ties) > MOST:
        raise BurdenInputError(
            f"All supports of {len(ties)} states are too many to be tried.",
            f"Give {MOST} states at most; commons finds one equilibrium of any number.",
        )
    terms = read_terms(given, phi0, phi1, len(ties), labels)
    numbers = [*(value for values in given.values() for value in np.ravel(np.asarray(values, object)))]
    exact = all(isinstance(value, Rational) for value in (*numbers, phi0, phi1))
    replies = _exactly(given, ties, phi0, phi1) if exact else _in_floats(terms, ties)
    rows, continua = every_equilibrium(replies)
    found = np.array(rows, dtype=object if exact else float).reshape(-1, len(ties))
    if labels is not None:
        import pandas as pd

        found = pd.DataFrame(found, columns=labels)
    return Equilibria(found, tuple(continua), labels)


def _in_floats(terms: Any, ties: np.ndarray) -> Replies:
    start, neighbours = rows_of(np.ascontiguousarray(ties))
    degree = np.diff(start)
    matrix = np.zeros(ties.shape)
    matrix[ties] = shares_of(start, neighbours, terms.phi0, terms.phi1)
    matrix *= (1 - terms.weight)[:, None]
    unit = terms.resources / terms.cost
    floors = [floor_of(i, degree[i], terms) for i in range(len(ties))]
    return Replies(matrix.tolist(), (terms.weight * unit).tolist(), floors, unit.tolist(), exact=False)


def _exactly(given: dict[str, Any], ties: np.ndarray, phi0: Rational, phi1: Rational) -> Replies:
    n = len(ties)
    w, a, kappa, c = (
        [Fraction(value) for value in np.broadcast_to(np.asarray(values, object), (n,))]
        for values in given.values()
    )
    partners = [set(np.flatnonzero(row).tolist()) for row in ties]
    matrix = [[Fraction(0)] * n for _ in range(n)]
    for i in range(n):
        for j in partners[i]:
            fewer = min(len(partners[i]), len(partners[j]))
            closed = min(Fraction(1), Fraction(len(partners[i] & partners[j]), max(1, fewer - 1)))
            matrix[i][j] = (1 - a[i]) * min(Fraction(1), Fraction(phi0) + Fraction(phi1) * closed)
    unit = [w[i] / c[i] for i in range(n)]
    floors = [kappa[i] * unit[i] * Fraction(len(partners[i]), 1 + len(partners[i])) for i in range(n)]
    constant = [a[i] * unit[i] for i in range(n)]
    return Replies(matrix, constant, floors, [float(value) for value in unit], exact=True)


def specialised_equilibria(network: Any) -> np.ndarray:
    """Return who contributes in the specialised equilibria of Bramoullé and Kranton (2007).

    There each state replies m_i = max(0, 1 − Σ_j G_ij m_j): what neighbours contribute is a perfect
    substitute.  Equilibria in which all contribute 1 or 0 are the maximal independent sets of the network.

    Parameters
    ----------
    network : array_like, shape (n, n), or graph
        As of :func:`entente.burden.commons`, but not sparse.

    Returns
    -------
    ndarray of bool, shape (k, n)
        A row an equilibrium, in ascending order.

    Raises
    ------
    NetworkError
        If the network is not that of an undirected network, or TooManyCliques if there are too many sets.

    Notes
    -----
    Bramoullé and Kranton (2007), "Public Goods in Networks", Journal of Economic Theory 135: 478–494.
    Independent sets are the cliques of the ties that there are not.
    """
    ties, _ = labelled_adjacency(network)
    sets = maximal_cliques(~ties & ~np.eye(len(ties), dtype=bool)).T
    return np.array(sorted(sets.astype(bool).tolist()), dtype=bool).reshape(-1, len(ties))


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
