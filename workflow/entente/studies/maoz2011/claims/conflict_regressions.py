"""Conflict on each measure of the actual network of pacts, as Table 4 does it for the networks expected.

To be dropped for models in the store of results, as soon as there are some.
"""

from __future__ import annotations

import math
import warnings

import pandas as pd

from entente.core.errors import ModelDataError
from entente.judging.claims.evidence import Evidence
from entente.judging.intervals import Estimate
from entente.models.cochrane_orcutt.model import CochraneOrcutt
from entente.models.poisson_autoregression.model import LocalMaximaWarning, PoissonAutoregression

OUTCOMES = {"wars": "wars_per_state", "mids": "dispute_dyads_per_state", "duration": "dispute_days"}
MEASURES = {"density": "density", "polarization": "npi", "centralization": "centralization"}


def conflict_regressions(evidence: Evidence) -> dict[tuple[str, str], tuple[Estimate, float]]:
    """Return effect and fit by measure and outcome; a regression that cannot be estimated is not there."""
    series, system = evidence["series"], evidence["system_years"].set_index("year").sort_index()
    actual = series[series["network"] == "actual_pact"].set_index("year").reindex(system.index)
    found = {
        (measure, outcome): _regression(system, system[response].astype("float64"), actual[column])
        for outcome, response in OUTCOMES.items()
        for measure, column in MEASURES.items()
    }
    return {key: result for key, result in found.items() if result}


def _regression(
    system: pd.DataFrame, response: pd.Series, measure: pd.Series
) -> tuple[Estimate, float] | None:
    regressors = pd.DataFrame({"constant": 1.0, "measure": measure, "powers": system["major_power_share"]})
    try:
        with warnings.catch_warnings():
            # As in Table 4, of several maxima the one next to consistent estimates counts; the page says so.
            warnings.simplefilter("ignore", LocalMaximaWarning)
            if response.name == "dispute_days":
                results = PoissonAutoregression(response, regressors, 1).fit()
                fit = results.llf
            else:
                results = CochraneOrcutt(response, regressors).fit()
                fit = results.rsquared_adj
    except ModelDataError:
        return None
    row = results.tidy().set_index("term").loc["measure"]
    if not results.converged or math.isnan(row["std_error"]):
        return None
    return Estimate(*row[["estimate", "conf_low", "conf_high", "p_value"]].astype(float)), float(fit)
