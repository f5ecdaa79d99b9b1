"""The equilibrium of contributions to a public good on a network that is given."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.burden.member_values import labelled
from entente.burden.public_good.inputs import COMMITMENTS, Rows, read_rows, read_terms, with_shares
from entente.burden.public_good.replies import SWEEPS, Terms, settle
from entente.burden.public_good.uniqueness import one_equilibrium
from entente.core.errors import BurdenInputError

if TYPE_CHECKING:
    import pandas as pd


class UnsettledWarning(UserWarning):
    """Contributions to a public good did not settle within the most sweeps."""


@dataclass(frozen=True, eq=False, repr=False)
class Contributions:
    """Contributions in equilibrium, or where they were after the most sweeps.

    Attributes
    ----------
    contributions : ndarray of float64 or Series, shape (n,)
        m ≥ 0 of each state, in the unit of its resources over its cost, with the labels if there are any.
    converged : bool
        Whether they settled: in the last sweep none moved by more than 1e-12 of what its state could pay,
        w/c.
    sweeps : int
        How many there were.
    terms : Terms
        What the states were given.
    rows : Rows
        The network.
    """

    contributions: np.ndarray | pd.Series
    converged: bool
    sweeps: int
    terms: Terms
    rows: Rows

    def __repr__(self) -> str:
        ended = "settled" if self.converged else "not settled"
        return f"<Contributions: {len(self.contributions)} states, {ended} after {self.sweeps} sweeps>"

    @cached_property
    def unique(self) -> bool:
        """Whether it is established that there is no other equilibrium; False: it is not established.

        True if (1 − min a)·|λ_min(φ)| < 1, which is sufficient, by more than 1e-9.  Found when it is first
        asked for.
        """
        return one_equilibrium(self.rows, self.terms.weight)


def commons(
    *,
    resources: Any,
    weight: Any,
    network: Any,
    phi0: float = 1,
    phi1: float = 0,
    floor: Any = 0,
    cost: Any = 1,
    commitment: str = "floor",
) -> Contributions:
    """Find what states contribute to each other's security in a Nash equilibrium.

    A state i with resources w, weight a of security and unit cost c, of degree d in the network, contributes
    m_i = max(f_i, a_i w_i / c_i − (1 − a_i) S_i), with S_i = Σ_j φ_ij m_j and f_i = κ_i (w_i / c_i) d_i / (1
    + d_i).  Of a partner's contribution φ_ij = min(1, φ₀ + φ₁ s_ij) can be used, where s_ij = min(1, partners
    in common / max(1, min(d_i, d_j) − 1)).

    Parameters
    ----------
    resources : float or array_like, shape (n,)
        w > 0, in any unit.
    weight : float or array_like, shape (n,)
        a, between 0 and 1.
    network : array_like, shape (n, n), graph of networkx, or sparse array of scipy
        bool or 0 and 1, symmetric, with a zero diagonal.  Pandas objects must have the same labels in the
        same order, see :mod:`entente.networks`.
    phi0, phi1 : float
        φ₀, from 0 to 1, and φ₁, 0 or more.
    floor : float or array_like, shape (n,)
        κ, 0 or more and below 1: commitment by treaty.
    cost : float or array_like, shape (n,)
        c > 0.
    commitment : {"floor", "weight"}
        What κ does: bind contributions from below, or, without a floor, raise weights to 1 − (1 − a_i)
        e^(−κ_i d_i), which changes preferences.

    Returns
    -------
    Contributions
        States reply by decreasing resources, those of equal ones by position, from the floors on.  Where
        there are several equilibria this is the one that is reached so;
        :func:`entente.burden.networks.equilibria` finds all.

    Warns
    -----
    UnsettledWarning
        If they do not settle within 100,000 sweeps.

    Raises
    ------
    BurdenInputError
        If lengths differ, or labels do beside a sparse network, or a number is missing or out of range; the
        state is named.
    NetworkError
        If the network is not that of an undirected network, or labels differ.

    Notes
    -----
    More ties lower contributions by construction, floors excepted: partners' effort replaces own.  With φ₀ =
    1, φ₁ = κ = 0 and all tied this is the private provision of a public good (Olson and Zeckhauser 1966;
    Bergstrom, Blume and Varian 1986).  It converges because φ is symmetric: the game has a weighted
    potential.
    """
    given = {"resources": resources, "weight": weight, "floor": floor, "cost": cost}
    start, neighbours, labels = read_rows(network, given)
    terms = read_terms(given, phi0, phi1, len(start) - 1, labels)
    if commitment not in COMMITMENTS:
        raise BurdenInputError(f"commitment is {commitment!r}.", f"It is one of {', '.join(COMMITMENTS)}.")
    if commitment == "weight":
        terms = _committed_by_weight(terms, np.diff(start), labels)
    rows = with_shares(start, neighbours, terms)
    found, sweeps, converged = settle(rows.start, rows.neighbours, rows.shares, terms)
    if not converged:
        warnings.warn(
            f"Contributions of {len(found)} states did not settle within {SWEEPS} sweeps.",
            UnsettledWarning,
            stacklevel=2,
        )
    return Contributions(labelled(found, labels), converged, sweeps, terms, rows)


def _committed_by_weight(terms: Terms, degree: np.ndarray, labels: pd.Index | None) -> Terms:
    """Return terms in which commitment raises weights and binds nobody."""
    weight = 1 - (1 - terms.weight) * np.exp(-terms.commitment * degree)
    if (weight >= 1).any():
        place = int(np.argmax(weight))
        state = place if labels is None else labels[place]
        raise BurdenInputError(
            f"With {degree[place]} ties commitment raises the weight of state {state} to 1.",
            "Lower the floor, κ, or the weights: nothing is left for anything else.",
        )
    return terms._replace(weight=weight, commitment=np.zeros_like(weight))
