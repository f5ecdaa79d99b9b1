"""Logit on dyad-years, with variances that dyads deserve beside those of the information matrix."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.models.classification import classification
from entente.models.data import model_data
from entente.models.dyadic_covariance import dyad_clustered, dyadic_robust
from entente.models.logit import fit_logit
from entente.regressions.inference import Estimate, coefficient_table, further_tables, wald_chi2
from entente.regressions.samples import Sample
from entente.regressions.specification import Specification

STATISTICS = (
    "n n_dyads chi2 log_likelihood pseudo_r2 percent_correct marginal_improvement_in_fit base_rate "
    "roc_area precision_recall_area"
).split()

_COVARIANCES = {"dyad_clustered": dyad_clustered, "dyadic_robust": dyadic_robust}


def estimate(specification: Specification, sample: Sample) -> Estimate:
    """Estimate a logit of dyad-years; SeparationError is raised if the terms separate the outcome.

    chi2 is Wald's, of all terms but the constant (a choice), pseudo_r2 McFadden's, percent_correct a share.
    Where a dyadic-robust covariance was not positive semidefinite, the statistic
    dyadic_robust_negative_eigenvalues says how many directions were set to 0.
    """
    data = model_data(sample.outcome, sample.terms)
    results = fit_logit(data)
    names, estimates = data.exog_names, np.asarray(results.params)
    covariance = np.asarray(results.cov_params())
    mended = {}

    def further(variance: str) -> pd.DataFrame:
        robust = _COVARIANCES[variance](results, sample.keys["ccode1"], sample.keys["ccode2"])
        if robust.n_negative:
            mended[f"{variance}_negative_eigenvalues"] = robust.n_negative
        return coefficient_table(names, estimates, robust.matrix)

    others, blank = further_tables(specification.extra_variances, further)
    terms = {"printed": coefficient_table(names, estimates, covariance), **others}
    fit = classification(data.endog, np.asarray(results.predict()))
    statistics = {
        "n": len(data.endog),
        "n_dyads": len(sample.keys[["ccode1", "ccode2"]].drop_duplicates()),
        "chi2": wald_chi2(estimates, covariance),
        **fit,
        **mended,
    }
    return Estimate(terms, statistics, blank)
