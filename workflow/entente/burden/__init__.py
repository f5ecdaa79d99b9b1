"""Burden sharing in groups of states: measures, tests and models; numbers in, numbers out.

What is called by one name is found here, but loaded only when asked for.  Code of this package imports from
the modules themselves, so that :mod:`entente.core.import_closure` sees which a script depends on.
"""

from importlib import import_module

#: Names of functions by the modules in which they are, and of modules that are offered as they are.
_HOMES = {"commons": "public_good.equilibrium", "exploitation": "rank_tests"}
_MODULES = ("actors", "needs", "networks")

__all__ = sorted([*_HOMES, *_MODULES])


def __getattr__(name: str) -> object:
    """Import what is asked for when it is first used."""
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Names of what is offered."""
    return __all__
