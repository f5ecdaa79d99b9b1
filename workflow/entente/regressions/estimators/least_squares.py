"""Least squares on rows of any kind, clustered by one of their codes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.models.data import check_magnitude, model_data
from entente.regressions.clustering import counted
from entente.regressions.inference import (
    Estimate,
    binary_size,
    check_inexact,
    coefficient_table,
    further_tables,
    in_units,
)
from entente.regressions.samples import Sample
from entente.regressions.specification import Specification
from entente.regressions.variances import CLUSTERS, STANDARD

STATISTICS = "n adjusted_r2 rmse".split()


def estimate(specification: Specification, sample: Sample) -> Estimate:
    """Estimate a regression; clustered variances are Stata's, by t with a degree a cluster less 1."""
    from statsmodels.regression.linear_model import OLS

    data = model_data(sample.outcome, sample.terms)
    check_magnitude(data)
    n, k = data.exog.shape
    if n <= k:
        raise ModelDataError(f"{n} rows are too few for {k} coefficients.", "Give more rows.")
    size, sizes = binary_size(data.endog), binary_size(data.exog)
    model = OLS(data.endog / size, data.exog / sizes)

    def table(variance: str) -> pd.DataFrame:
        if variance == STANDARD:
            result = model.fit()
        else:
            groups = pd.factorize(sample.keys[CLUSTERS[variance]])[0]
            if groups.max() < 1:
                raise ModelDataError("All rows lie in one cluster.", "Give at least two clusters.")
            result = model.fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
        df = getattr(result, "df_resid_inference", result.df_resid)
        return in_units(
            coefficient_table(data.exog_names, result.params, result.cov_params(), df), size / sizes
        )

    results = model.fit()
    check_inexact(results.model.endog, results.resid)
    further, blank = further_tables(specification.extra_variances, table)
    statistics = counted(specification, sample) | {
        "adjusted_r2": float(results.rsquared_adj),
        "rmse": float(np.sqrt(np.mean(results.resid**2)) * size),
    }
    return Estimate({"printed": table(specification.printed_variance), **further}, statistics, blank)
