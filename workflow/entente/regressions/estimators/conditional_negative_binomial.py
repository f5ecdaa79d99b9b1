"""Conditional fixed-effects negative binomial regression of counts of state-years."""

from __future__ import annotations

import numpy as np

from entente.core.errors import ModelDataError
from entente.models.conditional_negative_binomial.model import ConditionalNegativeBinomial
from entente.regressions.inference import (
    Estimate,
    further_tables,
    no_joint_test,
    squared_error_statistics,
    wald_chi2,
)
from entente.regressions.samples import Sample
from entente.regressions.specification import Specification

STATISTICS = (
    "n n_states n_groups_dropped wald_chi2_or_f log_likelihood rmse mean_squared_error "
    "squared_error_sd adjusted_r2"
).split()

_FITS = {"standard": {"cov_type": "nonrobust"}, "state_clustered": {"cov_type": "cluster"}}


def estimate(specification: Specification, sample: Sample) -> Estimate:
    """Estimate a negative binomial regression of state-years.

    n and n_states are without the states that have no event or one year only; wald_chi2_or_f is Wald's χ² of
    all terms but the constant under the printed variance; errors are those of the prediction exp(x β)
    (choices).
    """
    model = ConditionalNegativeBinomial(sample.outcome, sample.terms, sample.keys["ccode"])
    results = model.fit(**_FITS[specification.printed_variance])
    if not results.converged or np.isnan(results.bse).any():
        raise ModelDataError(
            f"The likelihood has no maximum that Newton's method finds in {results.iterations} steps.",
            "Regressors may separate the counts, or the counts may vary less than the model's.",
        )
    statistics = {
        "n": int(model.nobs),
        "n_states": int(model.n_groups),
        "n_groups_dropped": len(model.dropped.groups_with_one_row) + len(model.dropped.groups_without_events),
        "wald_chi2_or_f": wald_chi2(results.params, results.cov_params()),
        "log_likelihood": float(results.llf),
        **squared_error_statistics(model.endog, results.predict()),
    }
    further, blank = further_tables(
        specification.extra_variances, lambda variance: model.fit(**_FITS[variance]).tidy()
    )
    blank["adjusted_r2"] = "a negative binomial regression has no R²"
    if reason := no_joint_test(results.cov_params()):
        blank["wald_chi2_or_f"] = reason
    return Estimate({"printed": results.tidy(), **further}, statistics, blank)
