"""Survey experiments: a declared design, checked data, effects and what they can and cannot show.

The names are found here, but loaded only when asked for: ``from entente.experiments import Experiment``.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "Design": "design",
    "Estimate": "estimate",
    "Experiment": "experiment",
    "FewDegreesOfFreedomWarning": "regression",
    "LeastSquares": "regression",
    "LinearMediation": "mediation",
    "OrderedLogit": "ordered_logits",
    "Pathway": "pathway",
    "Resampled": "pathway",
    "Sensitivity": "mediation",
    "Wald": "regression",
    "acme_bounds": "mediation_bounds",
    "acme_bounds_of_shares": "mediation_bounds",
    "adjust": "multiplicity",
    "amce": "factorial",
    "amces": "factorial",
    "cell_means": "factorial",
    "conjoint_amce": "conjoint",
    "conjoint_regression": "conjoint",
    "controlled_direct_effect": "sequential_g",
    "diagnose": "diagnosands",
    "draw_survey": "simulation.simulated_survey",
    "effect": "effects",
    "factorial_regression": "factorial",
    "imbens_manski": "interval_of_bounds",
    "joint_test": "factorial",
    "least_squares": "regression",
    "lee_bounds": "missing_outcomes",
    "linear_mediation": "mediation",
    "manski_bounds": "missing_outcomes",
    "marginal_means": "conjoint",
    "minimum_detectable_effect": "equivalence",
    "moderated_effects": "moderation",
    "omnibus_balance": "balance",
    "ordered_logit": "ordered_logits",
    "power_of_t_test": "equivalence",
    "power_table": "power",
    "randomization_test": "randomization",
    "read_world": "simulation.declared_world",
    "sensitivity": "mediation",
    "simple_effects": "factorial",
    "simulated_estimates": "simulation.simulated_estimates",
    "standardized_differences": "balance",
    "tost": "equivalence",
    "verdict": "hypothesis_verdicts",
    "wald_ratio": "instrument",
    "write_draft": "draft",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Public names."""
    return __all__
