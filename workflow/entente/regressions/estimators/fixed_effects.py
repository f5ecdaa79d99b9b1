"""Least squares with fixed effects by state, from linearmodels."""

from __future__ import annotations

import pandas as pd

from entente.errors import ModelDataError
from entente.models.inputs import model_data
from entente.regressions.estimate import Estimate, squared_error_statistics
from entente.regressions.samples import Sample
from entente.regressions.specification import Specification

STATISTICS = (
    "n",
    "n_states",
    "wald_chi2_or_f",
    "adjusted_r2",
    "r2_within",
    "rmse",
    "mean_squared_error",
    "squared_error_sd",
)

_FITS = {
    "standard": {"cov_type": "unadjusted"},
    "state_clustered": {"cov_type": "clustered", "cluster_entity": True, "group_debias": True},
}


def estimate(specification: Specification, sample: Sample) -> Estimate:
    """Estimate a regression with fixed effects (Maoz 2011, Table 1, allies' capabilities).

    Parameters
    ----------
    specification : Specification
    sample : Sample
        Of state-years, each once.

    Returns
    -------
    Estimate
        The constant is the mean of the effects, as in Stata's ``xtreg, fe``.  Choices: wald_chi2_or_f is the
        F of all terms but the constant under the standard variance; adjusted_r2 is that within states, the
        effects counted among the coefficients; errors are those of the prediction with effects, because
        without them it can be worse than the mean.

    Raises
    ------
    ModelDataError
        If the terms are collinear, or one does not vary within states.
    """
    from linearmodels.panel import PanelOLS
    from linearmodels.panel.utility import AbsorbingEffectError

    outcome, terms = model_data(sample.outcome, sample.terms).design
    index = pd.MultiIndex.from_frame(sample.keys[["ccode", "year"]])
    model = PanelOLS(outcome.set_axis(index), terms.set_axis(index), entity_effects=True)
    try:
        fitted = {name: model.fit(**_FITS[kind]) for name, kind in specification.variances.items()}
    except AbsorbingEffectError:
        raise ModelDataError(
            "A term does not vary within states, or is collinear with the states' effects.",
            "Leave it out, or use another estimator.",
        ) from None
    results = fitted["printed"]
    within = float(results.rsquared)
    statistics = {
        "n": int(results.nobs),
        "n_states": int(results.entity_info["total"]),
        "wald_chi2_or_f": float(results.f_statistic.stat),
        "adjusted_r2": 1 - (1 - within) * (results.nobs - 1) / results.df_resid,
        "r2_within": within,
        **squared_error_statistics(outcome, outcome - results.resids.to_numpy()),
    }
    return Estimate({name: _table(result) for name, result in fitted.items()}, statistics)


def _table(results) -> pd.DataFrame:
    """The coefficients as linearmodels infers about them, by Student's t."""
    limits = results.conf_int()
    return pd.DataFrame(
        {
            "term": results.params.index,
            "estimate": results.params.to_numpy(),
            "std_error": results.std_errors.to_numpy(),
            "statistic": results.tstats.to_numpy(),
            "p_value": results.pvalues.to_numpy(),
            "conf_low": limits["lower"].to_numpy(),
            "conf_high": limits["upper"].to_numpy(),
        }
    )
