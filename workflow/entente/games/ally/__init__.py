"""Bargaining with an ally: what war is worth, war from doubt about the ally, and why allies stay vague.

The ideas are those of a lecture (Gustafson 2019, Alliances and collective security), the functional forms a
choice of ours.
"""

from entente.games.ally.ambiguity import WiggleRoom, wiggle_room
from entente.games.ally.doubt import Screening, Size, optimism, optimism_gap, screening, size
from entente.games.ally.war import War, WarRange, intervention, treaty_effect, war_range

__all__ = [
    "Screening",
    "Size",
    "War",
    "WarRange",
    "WiggleRoom",
    "intervention",
    "optimism",
    "optimism_gap",
    "screening",
    "size",
    "treaty_effect",
    "war_range",
    "wiggle_room",
]
