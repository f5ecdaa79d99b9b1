"""Measures of undirected networks: structure, maximal cliques and polarization.

All take an adjacency matrix, array_like of bool or of 0 and 1, shape (n, n), symmetric and with a zero
diagonal, or a graph of networkx, in which every edge is a tie, whatever its weight; NetworkError is raised
for any other.  Rows and columns of a DataFrame, and capabilities that are a Series, must have the same labels
in the same order: nothing is aligned silently.  Only a graph, which has no order, takes that of the
capabilities, which must be a Series for that, unless the nodes are called 0 to n − 1.
"""

from entente.networks.concentration import capability_concentration
from entente.networks.description import (
    component_count,
    component_share,
    degree_centralization,
    density,
    describe,
    describe_structure,
    transitivity_global,
    transitivity_local,
)
from entente.networks.polarization import Polarization, polarization

__all__ = [
    "Polarization",
    "capability_concentration",
    "component_count",
    "component_share",
    "degree_centralization",
    "density",
    "describe",
    "describe_structure",
    "polarization",
    "transitivity_global",
    "transitivity_local",
]
