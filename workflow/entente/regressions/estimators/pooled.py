"""Least squares on stacked state-years, from statsmodels, clustered by state."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.models.data import check_magnitude, model_data
from entente.regressions.inference import (
    Estimate,
    binary_size,
    check_inexact,
    coefficient_table,
    further_tables,
    in_units,
    no_joint_test,
    squared_error_statistics,
)
from entente.regressions.samples import Sample
from entente.regressions.specification import Specification

STATISTICS = "n n_states wald_chi2_or_f adjusted_r2 rmse mean_squared_error squared_error_sd".split()


def estimate(specification: Specification, sample: Sample) -> Estimate:
    """Estimate a pooled regression of state-years, each as often as its run has iterations of the sample.

    wald_chi2_or_f is the F of all terms but the constant under the printed variance.  The clustered variance
    and its Student's t with G − 1 degrees of freedom for G states are those of Stata's
    ``regress, vce(cluster)``.
    """
    from statsmodels.regression.linear_model import OLS

    data = model_data(sample.outcome, sample.terms)
    check_magnitude(data)
    states = sample.keys["ccode"].to_numpy()
    n_states = len(np.unique(states))
    n, k = data.exog.shape
    if n_states < 2 or n <= k:
        raise ModelDataError(
            f"{n} rows of {n_states} states are too few for {k} coefficients clustered by state.",
            "Give more state-years.",
        )
    fits = {
        "standard": {"cov_type": "nonrobust"},
        "state_clustered": {"cov_type": "cluster", "cov_kwds": {"groups": states}, "use_t": True},
    }
    # The pseudo-inverse leaves out what is small beside other columns, so all are given the same size.
    size, sizes = binary_size(data.endog), binary_size(data.exog)
    model = OLS(data.endog / size, data.exog / sizes)

    def table(result) -> pd.DataFrame:
        # Only a clustered variance has degrees of freedom of its own.
        df = getattr(result, "df_resid_inference", result.df_resid)
        found = coefficient_table(data.exog_names, result.params, result.cov_params(), df)
        return in_units(found, size / sizes)

    results = model.fit(**fits[specification.printed_variance])
    check_inexact(results.model.endog, results.resid)
    further, blank = further_tables(
        specification.extra_variances, lambda variance: table(model.fit(**fits[variance]))
    )
    statistics = {
        "n": int(results.nobs),
        "n_states": n_states,
        "wald_chi2_or_f": float(results.fvalue),
        "adjusted_r2": float(results.rsquared_adj),
        **squared_error_statistics(data.endog, results.fittedvalues * size),
    }
    if reason := no_joint_test(results.cov_params()):
        blank["wald_chi2_or_f"] = reason
    return Estimate({"printed": table(results), **further}, statistics, blank)
