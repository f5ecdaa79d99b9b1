"""Spatial lag of state-years: the mean outcome of partners, by two-stage least squares with effects."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

from entente.models.spatial_lag.model import SpatialLag, WeakInstrumentsWarning
from entente.models.spatial_lag.weights import weights_of_ties
from entente.regressions.diagnostics import collinearity, within
from entente.regressions.inference import Estimate, further_tables
from entente.regressions.samples import Sample
from entente.regressions.specification import Specification

STATISTICS = (
    "n n_states isolates instruments first_stage_f first_stage_partial_r2 weak_instruments "
    "overidentification overidentification_df overidentification_p"
).split()

_FITS = {"standard": "nonrobust", "state_clustered": "cluster"}


def estimate(specification: Specification, sample: Sample) -> Estimate:
    """Estimate a spatial lag of state-years with effects of states and, if asked for, of years.

    Partners are those of the layer in the year of the outcome, among the rows estimated on; the term is rho,
    that of states without partners isolate.  The first stage's F and the test of overidentification are those
    under the printed variance; weak_instruments is 1 where F is below 10.  A lag that is the total minus the
    own outcome is refused beside effects of years.
    """
    states, years = sample.keys["ccode"], sample.keys["year"]
    weights = weights_of_ties(
        states, years, sample.ties["ccode1"], sample.ties["ccode2"], sample.ties["year"]
    )
    terms = sample.terms[specification.term_names]
    effects = {"entity": states, **({"time": years} if specification.year_effects else {})}
    model = SpatialLag(sample.outcome, terms, weights, lags=specification.instruments, **effects)
    with warnings.catch_warnings():
        # It is among the statistics.
        warnings.simplefilter("ignore", WeakInstrumentsWarning)
        results = _fit(model, specification.printed_variance, states)
        further, blank = further_tables(
            specification.extra_variances, lambda variance: _fit(model, variance, states).tidy()
        )
    first, over = results.first_stage, results.overidentification
    statistics = {
        "n": int(model.nobs),
        "n_states": states.nunique(),
        "isolates": int(model.isolates.sum()),
        "instruments": len(model.instruments),
        "first_stage_f": float(first["F"]),
        "first_stage_partial_r2": float(first["partial_r2"]),
        "weak_instruments": float(not first["F"] >= 10),
        "overidentification": float(over["statistic"]),
        "overidentification_df": float(over["df"]),
        "overidentification_p": float(over["p_value"]),
    }
    if specification.diagnostics:
        statistics |= collinearity(within(_with_lag(terms, model), *effects.values()))
    return Estimate({"printed": results.tidy(), **further}, statistics, blank)


def _fit(model: SpatialLag, variance: str, states: pd.Series):
    kwds = {"groups": states.to_numpy()} if variance == "state_clustered" else None
    return model.fit(cov_type=_FITS[variance], cov_kwds=kwds)


def _with_lag(terms: pd.DataFrame, model: SpatialLag) -> pd.DataFrame:
    return terms.assign(rho=np.asarray(model.lagged))
