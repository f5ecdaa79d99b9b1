"""Estimators that no library has: each is a statsmodels model, usable without the rest of the package.

The classes are found here by name, but loaded only when asked for, because statsmodels is slow to import.
Code of this package imports them from their own modules, so that :mod:`entente.core.import_closure` sees
which module a script depends on.
"""

from entente.core.lazy_names import lazy_names

_HOMES = {
    "CochraneOrcutt": "cochrane_orcutt",
    "ConditionalNegativeBinomial": "conditional_negative_binomial.model",
    "EffortProcess": "effort_process.model",
    "FirthLogit": "firth_logit",
    "PoissonAutoregression": "poisson_autoregression.model",
    "PraisWinsten": "cochrane_orcutt",
    "SpatialLag": "spatial_lag.model",
}

__all__, __getattr__, __dir__ = lazy_names(__name__, _HOMES)
