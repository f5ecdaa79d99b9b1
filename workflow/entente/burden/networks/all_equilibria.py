"""All equilibria of contributions to a public good on a network, exact ones of exact numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.burden.networks.supports import Continuum, Replies, every_equilibrium
from entente.burden.public_good.inputs import read_network, read_terms
from entente.burden.public_good.replies import floor_of, rows_of, shares_of
from entente.core.errors import BurdenInputError
from entente.networks.adjacency import labelled_adjacency
from entente.networks.cliques import maximal_cliques

if TYPE_CHECKING:
    import pandas as pd

#: The most states of which all supports are tried.
MOST = 16


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
        [_fraction(value) for value in np.broadcast_to(np.asarray(values, object), (n,))]
        for values in given.values()
    )
    phi0, phi1 = _fraction(phi0), _fraction(phi1)
    partners = [set(np.flatnonzero(row).tolist()) for row in ties]
    matrix = [[Fraction(0)] * n for _ in range(n)]
    for i in range(n):
        for j in partners[i]:
            fewer = min(len(partners[i]), len(partners[j]))
            closed = min(Fraction(1), Fraction(len(partners[i] & partners[j]), max(1, fewer - 1)))
            matrix[i][j] = (1 - a[i]) * min(Fraction(1), phi0 + phi1 * closed)
    unit = [w[i] / c[i] for i in range(n)]
    floors = [kappa[i] * unit[i] * Fraction(len(partners[i]), 1 + len(partners[i])) for i in range(n)]
    constant = [a[i] * unit[i] for i in range(n)]
    return Replies(matrix, constant, floors, [float(value) for value in unit], exact=True)


def _fraction(value: Rational) -> Fraction:
    """Return a fraction of Python's whole numbers: those of numpy would overflow."""
    return Fraction(int(value.numerator), int(value.denominator))


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
