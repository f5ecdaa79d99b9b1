"""Measures of undirected networks: structure, maximal cliques and polarization.

All take an adjacency matrix, array_like of bool or of 0 and 1, shape (n, n), symmetric and with a zero
diagonal; NetworkError is raised for any other.
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
