"""Agent-based model of alliance formation (Maoz 2011): rules, inputs, the search for allies, the run."""

from typing import Any

from entente.abm.rules import Rules

__all__ = ["Rules", "Run", "simulate", "simulate_frame"]


def __getattr__(name: str) -> Any:
    """Load the compiled model when it is first asked for: rules alone are light."""
    if name in ("Run", "simulate"):
        from entente.abm import simulation

        return getattr(simulation, name)
    if name == "simulate_frame":
        from entente.abm.frames import simulate_frame

        return simulate_frame
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
