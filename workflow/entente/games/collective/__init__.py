"""Collective security: who contributes if enough must, who fights an aggressor, who rides free.

A lecture (Gustafson 2019) names the problem; that these textbook games stand for it is our choice.
"""

from entente.games.collective.burdens import JointProduct, joint_product
from entente.games.collective.capability import Coalitions, coalitions
from entente.games.collective.provision import Mixed, Threshold, mixed_probabilities, provision, threshold

__all__ = [
    "Coalitions",
    "JointProduct",
    "Mixed",
    "Threshold",
    "coalitions",
    "joint_product",
    "mixed_probabilities",
    "provision",
    "threshold",
]
