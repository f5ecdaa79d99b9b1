"""Rule set of need, detection, punishment and emulation: ties of one year by utility, burdens by ties.

It is deterministic: nothing is drawn, and there is no seed.  The formulas are those of two programs by which
the project on burden sharing simulated 1816–2014, of January 2022 (``v2``) and November 2022 (``program``).
"""

from importlib import import_module

_HOMES = {"Attraction": "rules", "Burden": "rules", "Rules": "rules", "Run": "year_run", "run": "year_run"}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    """Import what is asked for when it is first used: rules alone need no compiled code."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Names of what is offered."""
    return __all__
