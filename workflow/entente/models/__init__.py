"""Estimators that no library has: each is a statsmodels model, usable without the rest of the package.

The classes are found here by name, but loaded only when asked for, because statsmodels is slow to import.
Code of this package imports them from their own modules, so that :mod:`entente.core.import_closure` sees
which module a script depends on.
"""

from importlib import import_module

_HOMES = {
    "CochraneOrcutt": "cochrane_orcutt",
    "ConditionalNegativeBinomial": "conditional_negative_binomial.model",
    "EffortProcess": "effort_process.model",
    "FirthLogit": "firth_logit",
    "PoissonAutoregression": "poisson_autoregression.model",
    "PraisWinsten": "cochrane_orcutt",
    "SpatialLag": "spatial_lag.model",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> type:
    """Import an estimator when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Names of the estimators."""
    return __all__
