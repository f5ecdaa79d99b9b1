"""All measures of one network at once, its cliques counted only once."""

from __future__ import annotations

import math

from numpy.typing import ArrayLike

from entente.networks.adjacency import check_adjacency
from entente.networks.cliques import MAX_CLIQUES, CliqueCounts, count_cliques
from entente.networks.concentration import capability_concentration, check_capability
from entente.networks.polarization import polarization_of
from entente.networks.structure import (
    component_count,
    component_share,
    degree_centralization,
    density,
    transitivity_global,
    transitivity_local,
)


def describe(
    adjacency: ArrayLike, capability: ArrayLike | None = None, max_cliques: int = MAX_CLIQUES
) -> dict[str, int | float]:
    """Describe a network by every measure of the yearly series.

    Parameters
    ----------
    adjacency : array_like, shape (n, n)
        Undirected network.
    capability : array_like, shape (n,), optional
        Capability shares of the states; used for their concentration only, polarization is by clique size.
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
    ties = check_adjacency(adjacency)
    n = len(ties)
    concentration = (
        math.nan if capability is None else capability_concentration(check_capability(capability, n))
    )
    return {
        **describe_structure(ties),
        **_polarization_columns(count_cliques(ties, max_cliques)),
        "capability_concentration": concentration,
    }


def describe_structure(adjacency: ArrayLike) -> dict[str, int | float]:
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


def _polarization_columns(cliques: CliqueCounts) -> dict[str, int | float]:
    """Polarization by clique size under either overlap, isolates kept and dropped."""
    others = cliques.without_isolates()
    coc, cmoi = polarization_of(cliques, "coc"), polarization_of(cliques, "cmoi")
    return {
        "cliques": cliques.n_cliques,
        "cpol": coc.cpol,
        "coc": coc.overlap,
        "cmoi": cmoi.overlap,
        "npi": coc.npi,
        "npi_drop": polarization_of(others, "coc").npi,
        "npi_cmoi": cmoi.npi,
        "npi_cmoi_drop": polarization_of(others, "cmoi").npi,
    }
