"""Network polarization: how far the cliques of a network divide it, and how little they overlap.

The index and its two parts follow Maoz (2011): NPI = clique polarization × (1 − clique overlap).  Which
overlap, how an odd number of nodes is treated and whether isolates count are choices, and switches here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from entente.errors import ConfigurationError
from entente.networks.adjacency import check_adjacency
from entente.networks.cliques import MAX_CLIQUES, maximal_cliques
from entente.networks.concentration import check_capability, normalised_shares

#: Cliques whose co-membership is counted at a time: a few megabytes for two hundred nodes.
CLIQUE_BLOCK = 4096


@dataclass(frozen=True)
class Polarization:
    """Network polarization index and its parts.

    Attributes
    ----------
    cpol : float
        Clique polarization, in [0, 1].
    overlap : float
        Overlap of the cliques, in [0, 1].
    npi : float
        ``cpol * (1 − overlap)``.
    n_cliques : int
        Number of maximal cliques.
    """

    cpol: float
    overlap: float
    npi: float
    n_cliques: int


def polarization(
    adjacency: ArrayLike,
    overlap: Literal["coc", "cmoi"] = "coc",
    isolates: Literal["keep", "drop"] = "keep",
    odd_rule: bool = True,
    capability: ArrayLike | None = None,
    max_cliques: int = MAX_CLIQUES,
) -> Polarization:
    """Network polarization index, ``NPI = CPOL (1 − overlap)`` (Maoz 2011).

    Two equal blocks without a tie between them give 1, one clique of all gives 0.

    Parameters
    ----------
    adjacency : array_like, shape (n, n)
        Undirected network.
    overlap : {"coc", "cmoi"}
        Clique overlap (:func:`clique_overlap`) or membership overlap (:func:`membership_overlap`).
    isolates : {"keep", "drop"}
        Nodes without ties are cliques of their own, or are left out of the cliques and of n alike.
    odd_rule : bool
        Divide by the largest value that an odd n allows (:func:`clique_polarization`).  Without effect on the
        capability-weighted variant.
    capability : array_like, shape (n,), optional
        Weigh cliques by capability shares (:func:`weighted_clique_polarization`) rather than by size.  With
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
    ties = check_adjacency(adjacency)
    present = ties.any(axis=1) if isolates == "drop" else np.ones(len(ties), dtype=bool)
    cliques = maximal_cliques(ties[np.ix_(present, present)], max_cliques)
    if capability is None:
        cpol = clique_polarization(cliques, odd_rule)
    else:
        cpol = weighted_clique_polarization(cliques, check_capability(capability, len(ties))[present])
    overlapping = OVERLAPS[overlap](cliques)
    return Polarization(cpol, overlapping, cpol * (1 - overlapping), cliques.shape[1])


def clique_polarization(affiliation: np.ndarray, odd_rule: bool = True) -> float:
    """Clique polarization by size, ``CPOL = 4 Σ_j n_j (n − n_j) / (k n²)``.

    Parameters
    ----------
    affiliation : ndarray of bool, shape (n, k)
        Cliques j of n_j members, from :func:`entente.networks.cliques.maximal_cliques`.
    odd_rule : bool
        For odd n divide by ``k (n² − 1)``, since no clique can hold exactly half: as in the program of the
        paper's author, so that 1 can be reached.  Otherwise always by ``k n²``.

    Returns
    -------
    float
        In [0, 1]; NaN with fewer than two nodes.
    """
    n, k = affiliation.shape
    if n < 2:
        return math.nan
    sizes = affiliation.sum(axis=0)
    largest = n**2 - 1 if odd_rule and n % 2 else n**2
    return 4 * int((sizes * (n - sizes)).sum()) / (k * largest)


def weighted_clique_polarization(affiliation: np.ndarray, capability: ArrayLike) -> float:
    """Clique polarization by capability, ``CPOL = 4/k Σ_j d_j (1 − d_j)``.

    Parameters
    ----------
    affiliation : ndarray of bool, shape (n, k)
        From :func:`entente.networks.cliques.maximal_cliques`.
    capability : array_like, shape (n,)
        Capability shares, whose sum over clique j is d_j; rescaled if they do not sum to 1.

    Returns
    -------
    float
        In [0, 1]; NaN with fewer than two nodes or if nobody has any capability.

    Raises
    ------
    NetworkError
        If the capabilities are malformed.
    """
    n, k = affiliation.shape
    shares = normalised_shares(capability, n)
    if n < 2 or not shares.any():
        return math.nan
    weights = shares @ affiliation
    return float(4 * (weights * (1 - weights)).sum() / k)


def clique_overlap(affiliation: np.ndarray) -> float:
    """Clique overlap, ``COC = 2 / (k (k − 1)) Σ_{i<j} |C_i ∩ C_j| / min(|C_i|, |C_j|)``.

    Parameters
    ----------
    affiliation : ndarray of bool, shape (n, k)
        From :func:`entente.networks.cliques.maximal_cliques`.

    Returns
    -------
    float
        In [0, 1]; 0 with one clique, NaN with none.

    Notes
    -----
    The smaller clique of a pair sets the divisor, so pairs are gathered by its size s: node v adds to their
    intersections ``same (same − 1) / 2 + same · larger``, where it belongs to ``same`` cliques of size s and
    to ``larger`` bigger ones.  This takes O(n k) steps and no k × k matrix, and sums integers, so that the
    order of nodes does not matter to the last bit.
    """
    n, k = affiliation.shape
    if k < 2:
        return 0.0 if k else math.nan
    sizes = affiliation.sum(axis=0)
    larger = np.zeros(n, dtype=np.int64)
    total = 0.0
    for size in np.unique(sizes)[::-1].tolist():
        same = affiliation[:, sizes == size].sum(axis=1)
        total += int((same * (same - 1) // 2 + same * larger).sum()) / size
        larger += same
    return 2 * total / (k * (k - 1))


def membership_overlap(affiliation: np.ndarray) -> float:
    """Membership overlap, ``CMOI* = Σ_{i≠j} (CMO_ij / CMO_jj) / (n (n − 1))`` with ``CMO = CA·CA′``.

    CMO counts the cliques that two nodes share, so the ratio is the share of j's cliques that i belongs to.
    Summing over both orders makes it independent of how nodes are numbered, unlike a sum over i < j (choice).

    Parameters
    ----------
    affiliation : ndarray of bool, shape (n, k)
        CA, from :func:`entente.networks.cliques.maximal_cliques`.

    Returns
    -------
    float
        In [0, 1]; NaN with fewer than two nodes.
    """
    n, k = affiliation.shape
    if n < 2:
        return math.nan
    shared = np.zeros((n, n))
    for start in range(0, k, CLIQUE_BLOCK):
        # In float64 the product runs in BLAS, and counts stay exact.
        block = affiliation[:, start : start + CLIQUE_BLOCK].astype(float)
        shared += block @ block.T
    ratio = shared / shared.diagonal()
    np.fill_diagonal(ratio, 0.0)
    return float(ratio.sum() / (n * (n - 1)))


#: The overlaps that ``polarization`` offers, by name.
OVERLAPS = {"coc": clique_overlap, "cmoi": membership_overlap}


def _check_choice(name: str, value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        raise ConfigurationError(f"{name} is {value!r}.", f"Use one of {', '.join(map(repr, allowed))}.")
