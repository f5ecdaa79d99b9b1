"""Ties for the sake of a public good: all equilibria on a network, stable networks, runs that form ties.

States contribute as in :func:`entente.burden.commons`.
"""

from entente.burden.networks.all_equilibria import Equilibria, equilibria, specialised_equilibria
from entente.burden.networks.formation import FormationRun, play
from entente.burden.networks.stability import stable_networks
from entente.burden.networks.supports import Continuum

__all__ = [
    "Continuum",
    "Equilibria",
    "FormationRun",
    "equilibria",
    "play",
    "specialised_equilibria",
    "stable_networks",
]
