"""States whose ties and effort move each other, in continuous time: rule set ``actors`` (Kinne & Kang 2023).

What is called by one name is found here, but loaded only when asked for.  Code of this package imports from
the modules themselves, so that :mod:`entente.core.import_closure` sees which a script depends on.
"""

from importlib import import_module

_HOMES = {
    "EffortCoefficients": "coefficients",
    "MethodOfMoments": "method_of_moments",
    "TieChoices": "tie_choices",
    "TieCoefficients": "coefficients",
    "YearOfActors": "simulated_years",
    "YearOfTies": "years_of_ties",
    "forecast": "forecasts",
    "generator": "rate_matrix",
    "simulate": "coevolution",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    """Import what is asked for when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Names of what is offered."""
    return __all__
