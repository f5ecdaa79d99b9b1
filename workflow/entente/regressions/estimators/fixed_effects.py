"""Least squares with fixed effects by state, from linearmodels."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.models.coefficients import coefficient_frame
from entente.models.data import ModelData, check_magnitude, model_data
from entente.regressions.diagnostics import collinearity, lagged_outcome, long_run, within
from entente.regressions.inference import (
    Estimate,
    binary_size,
    check_inexact,
    further_tables,
    in_units,
    squared_error_statistics,
)
from entente.regressions.samples import Sample
from entente.regressions.specification import Specification, is_year_effect

STATISTICS = (
    "n n_states wald_chi2_or_f adjusted_r2 r2_within rmse mean_squared_error squared_error_sd"
).split()

_FITS = {
    "standard": {"cov_type": "unadjusted"},
    "state_clustered": {"cov_type": "clustered", "cluster_entity": True, "group_debias": True},
    "driscoll_kraay": {"cov_type": "kernel", "kernel": "bartlett"},
}


def estimate(specification: Specification, sample: Sample) -> Estimate:
    """Estimate a regression of state-years with fixed effects of states.

    The constant is the mean of the effects, as in Stata's ``xtreg, fe``.  Choices: wald_chi2_or_f is the F of
    all terms but the constant under the standard variance; adjusted_r2 is that within states, the effects
    counted among the coefficients; errors are those of the prediction with effects, because without them it
    can be worse than the mean.  A term that does not vary within states is refused.

    Where the outcome of the year before is a term, long-run effects stand beside the others, nickell_order is
    1/T, of the mean number of a state's rows: the order of the bias of the lagged outcome (Nickell 1981).
    Driscoll and Kraay's variance has Bartlett's kernel, to ⌊4 (T/100)^(2/9)⌋ lags.
    """
    from linearmodels.panel import PanelOLS
    from linearmodels.panel.utility import AbsorbingEffectError

    data = model_data(sample.outcome, sample.terms)
    check_magnitude(data)
    _check_rows(data, sample.keys["ccode"])
    outcome, terms = data.design
    # Rank is judged without regard to units, so all columns are given the same size.
    size, sizes = binary_size(data.endog), binary_size(data.exog)
    index = pd.MultiIndex.from_frame(sample.keys[["ccode", "year"]])
    model = PanelOLS((outcome / size).set_axis(index), (terms / sizes).set_axis(index), entity_effects=True)
    try:
        results = model.fit(**_FITS[specification.printed_variance])
    except AbsorbingEffectError:
        raise ModelDataError(
            "A term does not vary within states, or is collinear with the states' effects.",
            "Leave it out, or use another estimator.",
        ) from None
    check_inexact(outcome / size, results.resids)
    lagged = lagged_outcome(specification)
    further, blank = further_tables(
        specification.extra_variances,
        lambda variance: _table(model.fit(**_FITS[variance]), size / sizes, lagged),
    )
    share = float(results.rsquared)
    statistics = {
        "n": int(results.nobs),
        "n_states": int(results.entity_info["total"]),
        "wald_chi2_or_f": float(results.f_statistic.stat),
        "adjusted_r2": 1 - (1 - share) * (results.nobs - 1) / results.df_resid,
        "r2_within": share,
        **squared_error_statistics(outcome, outcome - results.resids.to_numpy() * size),
    }
    if lagged:
        statistics["nickell_order"] = statistics["n_states"] / statistics["n"]
    if specification.diagnostics:
        effects = [sample.keys["ccode"], *([sample.keys["year"]] if specification.year_effects else [])]
        statistics |= collinearity(within(sample.terms[specification.term_names], *effects))
    return Estimate({"printed": _table(results, size / sizes, lagged), **further}, statistics, blank)


def _check_rows(data: ModelData, states: pd.Series) -> None:
    """Refuse rows that leave nothing to estimate errors from, beside the states' effects."""
    (n, k), n_states = data.exog.shape, states.nunique()
    if n_states < 2 or n <= n_states + k - 1:
        raise ModelDataError(
            f"{n} rows of {n_states} states are too few for {k} coefficients beside the states' effects.",
            "Give more state-years.",
        )


def _table(results, unit: np.ndarray, lagged: str | None) -> pd.DataFrame:
    """The coefficients in their units as linearmodels infers about them, by Student's t; the long run too."""
    found = in_units(
        coefficient_frame(
            results.params.index,
            results.params,
            results.std_errors,
            results.tstats,
            results.pvalues,
            results.conf_int()[["lower", "upper"]],
        ),
        unit,
    )
    if not lagged:
        return found
    shown = [place for place, term in enumerate(found["term"]) if not is_year_effect(term)]
    covariance = (results.cov * np.outer(unit, unit)).iloc[shown, shown]
    further = long_run(found.iloc[shown], covariance, lagged, results.df_resid)
    return pd.concat([found, further], ignore_index=True)
