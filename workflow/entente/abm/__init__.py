"""Agent-based model of alliance formation (Maoz 2011): rules, inputs, the search for allies, the run."""

from entente.abm.rules import Rules
from entente.abm.simulation import Run, simulate

__all__ = ["Rules", "Run", "simulate"]
