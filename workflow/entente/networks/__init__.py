"""Measures of undirected networks: structure, maximal cliques and polarization."""

from entente.networks.concentration import capability_concentration
from entente.networks.description import describe, describe_structure
from entente.networks.polarization import Polarization, polarization
from entente.networks.structure import (
    component_count,
    component_share,
    degree_centralization,
    density,
    transitivity_global,
    transitivity_local,
)

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
