"""Agent-based model of alliance formation (Maoz 2011): rules, inputs, the search for allies, the run."""

from importlib import import_module
from typing import Any

from entente.abm.rules import Rules

_HOMES = {"Run": "simulation", "simulate": "simulation", "simulate_frame": "frames"}

__all__ = ["Rules", *_HOMES]


def __getattr__(name: str) -> Any:
    """Load the compiled model when it is first asked for: rules alone are light."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
