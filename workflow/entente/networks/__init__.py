"""Measures of undirected networks: structure, maximal cliques and polarization."""

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
