"""States whose ties and effort move each other, in continuous time: rule set ``actors`` (Kinne & Kang 2023).

What is called by one name is found here, but loaded only when asked for.  Code of this package imports from
the modules themselves, so that :mod:`entente.core.import_closure` sees which a script depends on.
"""

from entente.core.lazy_names import lazy_names

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

__all__, __getattr__, __dir__ = lazy_names(__name__, _HOMES)
