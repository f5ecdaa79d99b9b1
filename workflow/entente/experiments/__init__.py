"""Survey experiments: a declared design, checked data, effects and what they can and cannot show.

The names are found here, but loaded only when asked for: ``from entente.experiments import Experiment``.  In
the order of an analysis the rooms are designs, survey and checking; estimation and verdicts;
randomization_inference and missing_answers; mechanisms; and before there are data simulation.
"""

from entente.core.lazy_names import lazy_names

_HOMES = {
    "Design": "designs.design",
    "Estimate": "estimate",
    "Experiment": "experiment",
    "FewDegreesOfFreedomWarning": "estimation.regression",
    "LeastSquares": "estimation.regression",
    "LinearMediation": "mechanisms.mediation",
    "OrderedLogit": "mechanisms.ordered_logits",
    "Pathway": "mechanisms.pathway",
    "Resampled": "mechanisms.pathway",
    "Sensitivity": "mechanisms.mediation",
    "Wald": "estimation.regression",
    "acme_bounds": "mechanisms.mediation_bounds",
    "acme_bounds_of_shares": "mechanisms.mediation_bounds",
    "adjust": "verdicts.multiplicity",
    "amce": "estimation.factorial",
    "amces": "estimation.factorial",
    "cell_means": "estimation.factorial",
    "conjoint_amce": "estimation.conjoint",
    "conjoint_regression": "estimation.conjoint",
    "controlled_direct_effect": "mechanisms.sequential_g",
    "diagnose": "diagnosands",
    "draw_survey": "simulation.simulated_survey",
    "effect": "estimation.effects",
    "factorial_regression": "estimation.factorial",
    "imbens_manski": "missing_answers.interval_of_bounds",
    "joint_test": "estimation.factorial",
    "least_squares": "estimation.regression",
    "lee_bounds": "missing_answers.missing_outcomes",
    "linear_mediation": "mechanisms.mediation",
    "manski_bounds": "missing_answers.missing_outcomes",
    "marginal_means": "estimation.conjoint",
    "minimum_detectable_effect": "verdicts.equivalence",
    "moderated_effects": "mechanisms.moderation",
    "omnibus_balance": "checking.balance",
    "ordered_logit": "mechanisms.ordered_logits",
    "power_of_t_test": "verdicts.equivalence",
    "power_table": "power",
    "randomization_test": "randomization_inference.randomization",
    "read_world": "simulation.declared_world",
    "sensitivity": "mechanisms.mediation",
    "simple_effects": "estimation.factorial",
    "simulated_estimates": "simulation.simulated_estimates",
    "standardized_differences": "checking.balance",
    "tost": "verdicts.equivalence",
    "verdict": "verdicts.hypothesis_verdicts",
    "wald_ratio": "checking.instrument",
    "write_draft": "designs.draft",
}

__all__, __getattr__, __dir__ = lazy_names(__name__, _HOMES)
