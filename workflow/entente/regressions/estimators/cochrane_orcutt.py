"""Regression of yearly series with autoregressive errors, by Cochrane–Orcutt."""

from __future__ import annotations

from entente.core.errors import ModelDataError
from entente.models.cochrane_orcutt import CochraneOrcutt
from entente.regressions.inference import Estimate, further_tables, newey_west_lags
from entente.regressions.samples import Sample
from entente.regressions.specification import Specification

STATISTICS = (
    "n rho f r2 adjusted_r2 durbin_watson durbin_watson_original rmse log_likelihood iterations"
).split()


def estimate(specification: Specification, sample: Sample) -> Estimate:
    """Estimate a regression of system-years with AR(1) errors.

    All statistics are of the transformed regression, whose n are the years that follow another; so is the
    variance newey_west.  rmse is the square root of the residual variance.
    """
    model = CochraneOrcutt(sample.outcome, sample.terms)
    results = model.fit()
    if not results.converged:
        raise ModelDataError(
            f"rho is {results.rho:.6g} after {results.iterations} iterations and has not settled.",
            "Take shorter series or other regressors.",
        )
    lags = {"maxlags": newey_west_lags(int(results.nobs)), "use_correction": True}
    fits = {"newey_west": {"cov_type": "HAC", "cov_kwds": lags}}
    further, blank = further_tables(
        specification.extra_variances, lambda variance: model.fit(**fits[variance]).tidy()
    )
    statistics = {
        "n": int(results.nobs),
        "rho": float(results.rho),
        "f": float(results.fvalue),
        "r2": float(results.rsquared),
        "adjusted_r2": float(results.rsquared_adj),
        "durbin_watson": float(results.durbin_watson),
        "durbin_watson_original": float(results.durbin_watson_original),
        "rmse": float(results.mse_resid) ** 0.5,
        "log_likelihood": float(results.llf),
        "iterations": int(results.iterations),
    }
    return Estimate({"printed": results.tidy(), **further}, statistics, blank)
