"""Poisson autoregression of a yearly count on what was counted the year before and on regressors."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.models.poisson_autoregression.model import PoissonAutoregression
from entente.regressions.inference import Estimate, further_tables, newey_west_lags, wald_chi2
from entente.regressions.samples import Sample
from entente.regressions.specification import Specification

STATISTICS = "n rho log_likelihood highest_log_likelihood wald_chi2 iterations f adjusted_r2".split()

_NO_SUCH = {
    "f": "a Poisson autoregression has no F (see wald_chi2)",
    "adjusted_r2": "a Poisson autoregression has no R²",
}


def estimate(specification: Specification, sample: Sample) -> Estimate:
    """Estimate a Poisson autoregression of order 1 of system-years without gaps.

    It has a term rho, which has no standard error on the edge of what the model allows, at ρ = 0.  n is the
    number of years that follow another, wald_chi2 that of all terms but rho and the constant.  Where
    highest_log_likelihood is above log_likelihood, the likelihood is higher elsewhere, at estimates that
    :class:`~entente.models.poisson_autoregression.model.PoissonAutoregression` has reasons not to report.
    """
    model = PoissonAutoregression(sample.outcome, sample.terms, 1)
    results = model.fit()
    if not results.converged or np.isnan(np.asarray(results.bse)[results.free]).any():
        raise ModelDataError(
            f"The likelihood has no maximum that Newton's method finds in {results.iterations} steps.",
            "Take other regressors, or a longer series.",
        )
    lags = {"maxlags": newey_west_lags(model.nobs), "use_correction": True}
    others = {"newey_west": {"cov_type": "HAC", "cov_kwds": lags}}
    further, blank = further_tables(
        specification.extra_variances, lambda variance: _table(results.with_covariance(**others[variance]))
    )
    params, covariance = np.asarray(results.params), np.asarray(results.cov_params())
    statistics = {
        "n": int(model.nobs),
        "rho": float(params[0]),
        "log_likelihood": float(results.llf),
        "highest_log_likelihood": float(results.maxima["llf"].max()),
        "wald_chi2": wald_chi2(params[1:], covariance[1:, 1:]),
        "iterations": int(results.iterations),
    }
    return Estimate({"printed": _table(results), **further}, statistics, {**_NO_SUCH, **blank})


def _table(results) -> pd.DataFrame:
    return results.tidy().replace({"term": {"rho_1": "rho"}})
