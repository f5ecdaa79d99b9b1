"""Network polarization: how far the cliques of a network divide it, and how little they overlap.

The index and its two parts follow Maoz (2011): NPI = clique polarization × (1 − clique overlap).  Which
overlap, how an odd number of nodes is treated and whether isolates count are choices, and switches here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from entente.core.errors import ConfigurationError
from entente.networks.cliques import MAX_CLIQUES, CliqueCounts, count_cliques
from entente.networks.concentration import normalised_shares, with_capability


@dataclass(frozen=True)
class Polarization:
    """Network polarization index and its parts.

    Attributes
    ----------
    cpol : float
        Clique polarization, in [0, 1].
    overlap : float
        Overlap of the cliques, in [0, 1].
    n_cliques : int
        Number of maximal cliques.
    """

    cpol: float
    overlap: float
    n_cliques: int

    @property
    def npi(self) -> float:
        """The index, ``cpol * (1 − overlap)``."""
        return self.cpol * (1 - self.overlap)


def polarization(
    adjacency: Any,
    overlap: Literal["coc", "cmoi"] = "coc",
    isolates: Literal["keep", "drop"] = "keep",
    odd_rule: bool = True,
    capability: Any | None = None,
    max_cliques: int = MAX_CLIQUES,
) -> Polarization:
    """Network polarization index, ``NPI = CPOL (1 − overlap)`` (Maoz 2011).

    Two equal blocks without a tie between them give 1, one clique of all gives 0.

    Parameters
    ----------
    adjacency : array_like, DataFrame or networkx Graph, shape (n, n)
        Undirected network.
    overlap : {"coc", "cmoi"}
        Clique overlap (:func:`clique_overlap`) or membership overlap (:func:`membership_overlap`).
    isolates : {"keep", "drop"}
        Nodes without ties are cliques of their own, or are left out of the cliques and of n alike.
    odd_rule : bool
        Divide by the largest value that an odd n allows (:func:`clique_polarization`).  Without effect on the
        capability-weighted variant.
    capability : array_like or Series, shape (n,), optional
        Weigh cliques by capability shares (:func:`weighted_clique_polarization`) rather than by size.  Beside
        a graph a Series, labelled by its nodes in any order, unless these are called 0 to n − 1.  With
        ``isolates="drop"`` the shares of the nodes left are rescaled to sum 1, as their n shrinks too
        (choice).
    max_cliques : int
        Bound on the number of cliques.

    Returns
    -------
    Polarization
        With NaN for ``cpol`` and ``npi`` when fewer than two nodes are left, and 0 cliques when none is.

    Raises
    ------
    NetworkError
        If the adjacency matrix or the capabilities are malformed.
    TooManyCliques
        If there are more cliques than the bound.
    ConfigurationError
        If ``overlap`` or ``isolates`` is not one of the values above.
    """
    _check_choice("overlap", overlap, OVERLAPS)
    _check_choice("isolates", isolates, ("keep", "drop"))
    ties, amount = with_capability(adjacency, capability)
    if isolates == "drop":
        tied = ties.any(axis=1)
        ties, amount = ties[np.ix_(tied, tied)], None if amount is None else amount[tied]
    return polarization_of(count_cliques(ties, max_cliques), overlap, odd_rule, amount)


def polarization_of(
    cliques: CliqueCounts,
    overlap: Literal["coc", "cmoi"] = "coc",
    odd_rule: bool = True,
    capability: Any | None = None,
) -> Polarization:
    """Return what :func:`polarization` does, of a network whose cliques are counted already."""
    if capability is None:
        cpol = clique_polarization(cliques, odd_rule)
    else:
        cpol = weighted_clique_polarization(cliques, capability)
    return Polarization(cpol, OVERLAPS[overlap](cliques), cliques.n_cliques)


def clique_polarization(cliques: CliqueCounts, odd_rule: bool = True) -> float:
    """Clique polarization by size, ``CPOL = 4 Σ_j n_j (n − n_j) / (k n²)`` for cliques j of n_j members.

    With ``odd_rule``, for odd n divide by ``k (n² − 1)``, since no clique can hold exactly half: as in the
    program of the paper's author, so that 1 can be reached.  In [0, 1]; NaN with fewer than two nodes.
    """
    n, sizes = cliques.held.shape
    if n < 2:
        return math.nan
    largest = n**2 - 1 if odd_rule and n % 2 else n**2
    # Each member of a clique of n_j adds the n − n_j who are not in it.
    outside = cliques.held.sum(axis=0) @ (n - np.arange(sizes))
    return 4 * int(outside) / (cliques.n_cliques * largest)


def weighted_clique_polarization(cliques: CliqueCounts, capability: Any) -> float:
    """Clique polarization by capability, ``CPOL = 4/k Σ_j d_j (1 − d_j)``.

    d_j is the sum over clique j of the capability shares (n,), which are rescaled to sum 1.  In [0, 1]; NaN
    with fewer than two nodes or if nobody has any capability; NetworkError if the capabilities are malformed.
    """
    n = len(cliques.shared)
    shares = normalised_shares(capability, n)
    if n < 2 or not shares.any():
        return math.nan
    # Pairs of nodes add the product of their shares for every clique that holds the one but not the other.
    apart = cliques.shared.diagonal()[:, None] - cliques.shared
    return float(4 * (shares @ apart @ shares) / cliques.n_cliques)


def clique_overlap(cliques: CliqueCounts) -> float:
    """Clique overlap, ``COC = 2 / (k (k − 1)) Σ_{i<j} |C_i ∩ C_j| / min(|C_i|, |C_j|)``.

    In [0, 1]; 0 with one clique, NaN with none.  The smaller clique of a pair sets the divisor, so pairs are
    gathered by its size s: node v adds to their intersections ``same (same − 1) / 2 + same · larger``, where
    it belongs to ``same`` cliques of size s and to ``larger`` bigger ones.  No pair of cliques is ever
    visited, and sums are of integers, over a common denominator of the sizes, so that nothing is rounded
    before the last division.
    """
    k, same = cliques.n_cliques, cliques.held
    if k < 2:
        return 0.0 if k else math.nan
    at_least = same[:, ::-1].cumsum(axis=1)[:, ::-1]
    larger = at_least - same
    intersections = (same * (same - 1) // 2 + same * larger).sum(axis=0)
    sizes = np.flatnonzero(intersections).tolist()
    common = math.lcm(*sizes)
    total = sum(int(intersections[size]) * (common // size) for size in sizes)
    return 2 * total / (common * k * (k - 1))


def membership_overlap(cliques: CliqueCounts) -> float:
    """Membership overlap, ``CMOI* = Σ_{i≠j} (CMO_ij / CMO_jj) / (n (n − 1))`` with ``CMO = CA·CA′``.

    CMO counts the cliques that two nodes share, so the ratio is the share of j's cliques that i belongs to.
    Summing over both orders makes it independent of how nodes are numbered, unlike a sum over i < j (choice).
    In [0, 1]; NaN with fewer than two nodes.
    """
    n = len(cliques.shared)
    if n < 2:
        return math.nan
    ratio = cliques.shared / cliques.shared.diagonal()
    np.fill_diagonal(ratio, 0.0)
    return float(ratio.sum() / (n * (n - 1)))


#: The overlaps that ``polarization`` offers, by name.
OVERLAPS = {"coc": clique_overlap, "cmoi": membership_overlap}


def _check_choice(name: str, value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        raise ConfigurationError(f"{name} is {value!r}.", f"Use one of {', '.join(map(repr, allowed))}.")
