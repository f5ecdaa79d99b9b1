"""Measures of an undirected network, one by one and all at once.

A measure without cliques takes a network of n nodes, see :mod:`entente.networks`, and checks it
(:func:`entente.networks.adjacency.check_adjacency`, which raises NetworkError).  It returns a plain number,
from 0 to 1 unless it counts: NaN where the network is too small for the measure to mean anything, never an
error for that reason.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from entente.networks.adjacency import check_adjacency
from entente.networks.cliques import MAX_CLIQUES, count_cliques
from entente.networks.concentration import capability_concentration, with_capability
from entente.networks.polarization import polarization_of


def describe(
    adjacency: Any, capability: Any | None = None, max_cliques: int = MAX_CLIQUES
) -> dict[str, int | float]:
    """Describe a network by every measure of the yearly series.

    Parameters
    ----------
    adjacency : array_like, DataFrame or networkx Graph, shape (n, n)
        Undirected network.
    capability : array_like or Series, shape (n,), optional
        Capability shares of the states; used for their concentration only, polarization is by clique size.
        Beside a graph a Series, labelled by its nodes in any order, unless these are called 0 to n − 1.
    max_cliques : int, default 100_000
        Bound on the number of maximal cliques.

    Returns
    -------
    dict
        In this order: ``n``, ``edges``, ``isolates``, ``density``, ``transitivity`` (mean local clustering),
        ``transitivity_global``, ``components``, ``component_share``, ``centralization``, ``cliques`` (number,
        isolates included), ``cpol``, ``coc``, ``cmoi``, ``npi`` (these with isolates kept), ``npi_drop``
        (isolates dropped), ``npi_cmoi``, ``npi_cmoi_drop`` (with CMOI* in place of COC),
        ``capability_concentration``.
        Counts are int, the rest float; NaN where a measure does not exist or no capability was given.

    Raises
    ------
    NetworkError
        If the adjacency matrix or the capabilities are malformed.
    TooManyCliques
        If there are more cliques than the bound.
    """
    ties, amount = with_capability(adjacency, capability)
    cliques = count_cliques(ties, max_cliques)
    others = cliques.without_isolates()
    coc, cmoi = polarization_of(cliques, "coc"), polarization_of(cliques, "cmoi")
    concentration = math.nan if amount is None else capability_concentration(amount)
    return {
        **describe_structure(ties),
        "cliques": cliques.n_cliques,
        "cpol": coc.cpol,
        "coc": coc.overlap,
        "cmoi": cmoi.overlap,
        "npi": coc.npi,
        "npi_drop": polarization_of(others, "coc").npi,
        "npi_cmoi": cmoi.npi,
        "npi_cmoi_drop": polarization_of(others, "cmoi").npi,
        "capability_concentration": concentration,
    }


def describe_structure(adjacency: Any) -> dict[str, int | float]:
    """Describe a network by the measures that need no cliques: the first nine of :func:`describe`.

    Every network has these; NetworkError is raised if the adjacency matrix is malformed.
    """
    ties = check_adjacency(adjacency)
    return {
        "n": len(ties),
        "edges": int(ties.sum()) // 2,
        "isolates": int((~ties.any(axis=1)).sum()),
        "density": density(ties),
        "transitivity": transitivity_local(ties),
        "transitivity_global": transitivity_global(ties),
        "components": component_count(ties),
        "component_share": component_share(ties),
        "centralization": degree_centralization(ties),
    }


def density(adjacency: Any) -> float:
    """Share of pairs that are tied, ``2m / (n (n − 1))`` for m ties; NaN with fewer than two nodes."""
    ties = check_adjacency(adjacency)
    n = len(ties)
    return int(ties.sum()) / (n * (n - 1)) if n >= 2 else math.nan


def transitivity_local(adjacency: Any) -> float:
    """Mean local clustering coefficient over the nodes that have a tie; NaN if nobody has one.

    The local coefficient is the share of pairs of a node's neighbours that are tied to each other (Watts and
    Strogatz 1998, whom Maoz 2011 cites).  A node with one tie has no such pair and counts 0; nodes without
    ties are left out of the mean (choices: with them the actual alliance networks have the paper's mean).
    """
    closed, paths = _two_paths(check_adjacency(adjacency))
    tied = paths >= 0
    if not tied.any():
        return math.nan
    local = np.divide(closed, paths, out=np.zeros_like(closed), where=paths > 0)
    return float(local[tied].mean())


def transitivity_global(adjacency: Any) -> float:
    """Share of all two-paths that are closed by a third tie; NaN if there is no two-path.

    It is three times the triangles over the two-paths.
    """
    closed, paths = _two_paths(check_adjacency(adjacency))
    total = paths[paths > 0].sum()
    return float(closed.sum() / total) if total else math.nan


def _two_paths(ties: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Per node the ordered pairs of neighbours that are tied, and all of them (−1 where there is no tie)."""
    # In floating point the product runs in BLAS; its entries, at most n, are exact in float32.
    matrix = ties.astype(np.float32)
    closed = ((matrix @ matrix) * matrix).sum(axis=1, dtype=np.float64)
    degree = ties.sum(axis=1)
    return closed, np.where(degree > 0, degree * (degree - 1), -1)


def component_count(adjacency: Any) -> int:
    """Count the connected components, a node without ties being one of its own; 0 if there are no nodes."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    ties = csr_array(check_adjacency(adjacency))
    return int(connected_components(ties, directed=False, return_labels=False)) if ties.shape[0] else 0


def component_share(adjacency: Any) -> float:
    """Connected components per node, ``component_count / n``: 1 when nobody is tied, NaN without nodes."""
    n = len(check_adjacency(adjacency))
    return component_count(adjacency) / n if n else math.nan


def degree_centralization(adjacency: Any) -> float:
    """Group degree centralization, ``Σ (max degree − degree_i) / ((n − 1)(n − 2))`` (Freeman 1979).

    Degrees are counts of ties, so that a star gives 1 and a network of equal degrees 0; NaN with fewer than
    three nodes.
    """
    degree = check_adjacency(adjacency).sum(axis=1)
    n = len(degree)
    if n < 3:
        return math.nan
    return int((degree.max() - degree).sum()) / ((n - 1) * (n - 2))
