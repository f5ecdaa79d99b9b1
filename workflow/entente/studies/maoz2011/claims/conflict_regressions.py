"""Conflict on each measure of each alliance network, as Table 4 does it for polarization."""

from __future__ import annotations

import math
import warnings

import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.intervals import Estimate

#: Outcomes of Table 4: column of the system-years, and words.
OUTCOMES = {
    "wars_per_state": "wars",
    "dispute_dyads_per_state": "MIDs",
    "dispute_days": "days of MIDs",
}

NETWORKS = {
    "actual_pact": "actual pacts",
    "abm_first": "the first iteration",
    "abm_last": "the last iteration",
}

MEASURES = {"density": "density", "npi": "polarization", "centralization": "centralization"}

#: Estimators that give adjusted R².
COUNTED = "dispute_days"


def conflict_regressions(evidence: Evidence) -> pd.DataFrame:
    """Regress each outcome on one measure of one network and the share of major powers.

    Cochrane–Orcutt for wars and MIDs, Poisson autoregression for days, as in Table 4; all networks in the
    same years and beside the same control, so that they can be compared.

    Parameters
    ----------
    evidence : Evidence

    Returns
    -------
    DataFrame
        Indexed by outcome, network, measure: effect (an Estimate), standardised (the coefficient times the
        measure's standard deviation), fit (adjusted R²; of days the log-likelihood).  A regression that
        cannot be estimated has no row.
    """
    series = evidence["series"].pivot(index="year", columns="network", values=list(MEASURES))
    system = evidence["system_years"].set_index("year").sort_index()
    rows = []
    for outcome in OUTCOMES:
        for network in NETWORKS:
            for measure in MEASURES:
                values = series[measure, network].reindex(system.index).astype("float64")
                found = _regression(system, outcome, values)
                if found is not None:
                    estimate, fit = found
                    rows.append((outcome, network, measure, estimate, estimate.value * values.std(), fit))
    columns = ["outcome", "network", "measure", "effect", "standardised", "fit"]
    return pd.DataFrame(rows, columns=columns).set_index(columns[:3])


def _regression(system: pd.DataFrame, outcome: str, values: pd.Series) -> tuple[Estimate, float] | None:
    from entente.core.errors import ModelDataError
    from entente.models.cochrane_orcutt.model import CochraneOrcutt
    from entente.models.poisson_autoregression.model import LocalMaximaWarning, PoissonAutoregression

    regressors = pd.DataFrame(
        {"constant": 1.0, "measure": values, "major_powers": system["major_power_share"]}, index=system.index
    )
    counted = outcome == COUNTED
    response = system[outcome].astype("float64")
    try:
        with warnings.catch_warnings():
            # As in Table 4, of several maxima the one next to consistent estimates counts; the page says so.
            warnings.simplefilter("ignore", LocalMaximaWarning)
            results = (
                PoissonAutoregression(response, regressors, 1).fit()
                if counted
                else CochraneOrcutt(response, regressors).fit()
            )
    except ModelDataError:
        return None
    if not results.converged:
        return None
    row = results.tidy().set_index("term").loc["measure"]
    if math.isnan(row["std_error"]):
        return None
    estimate = Estimate(*(float(row[name]) for name in ("estimate", "conf_low", "conf_high", "p_value")))
    return estimate, float(results.llf if counted else results.rsquared_adj)
