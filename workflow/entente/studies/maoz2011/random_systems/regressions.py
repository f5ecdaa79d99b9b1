"""Regressions of the alliance networks of random systems on what went into the model."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.studies.maoz2011.random_systems.runs import INPUTS, MEASURES, STAGES

#: With fewer complete runs, or runs for each coefficient, no regression is computed (choice).
MINIMUM_RUNS, MINIMUM_RUNS_A_TERM = 30, 5

#: Name of the intercept among the terms.
CONSTANT = "constant"

COLUMNS = (
    "outcome stage specification term estimate standard_error p_value ci_low ci_high "
    "standardised standardised_low standardised_high vif runs dropped r_squared note"
).split()


def specifications(outcome: str) -> dict[str, list[str]]:
    """Return the terms of each specification for a measure of alliances, one of ``MEASURES``.

    ``srn_alone``: the same measure of the strategic reference network (SRN); ``inputs``: what the model is
    given; ``srn_measures``: these, and polarization and group centralization of the SRN (Maoz 2011, p. 18,
    names density, polarization and group centralization; what the others in his regressions were is not in
    the paper: a choice).
    """
    return {
        "srn_alone": [f"srn_{outcome}"],
        "inputs": list(INPUTS),
        "srn_measures": [*INPUTS, "srn_npi", "srn_centralization"],
    }


def regressions(runs: pd.DataFrame) -> pd.DataFrame:
    """Regress each measure of alliances at each stage, under each specification, in the table random_runs.

    Least squares with heteroskedasticity-consistent (HC3) standard errors, on the runs in which the outcome
    and all terms exist.

    It makes outcome, stage, specification, term (the terms, then ``constant``); estimate, standard_error,
    p_value, ci_low, ci_high (95 %, Student's t); standardised (standard deviations of the outcome for one of
    the term) with its 95 % limits, the standard deviations taken as known; vif (variance inflation factor: 1
    for a term that has nothing in common with the others, whatever its effect); runs, dropped (for a missing
    value), r_squared; note.  What cannot be computed has a row without numbers, and the reason as its note: a
    term that does not vary (the regression does without it), or ``term`` missing where the whole regression
    is left out.
    """
    rows = [
        row
        for outcome in MEASURES
        for stage in STAGES
        for specification, terms in specifications(outcome).items()
        for row in _regression(runs, outcome, stage, specification, terms)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _regression(
    runs: pd.DataFrame, outcome: str, stage: str, specification: str, terms: list[str]
) -> list[dict]:
    observed = f"{stage}_{outcome}"
    complete = runs[[observed, *terms]].dropna().astype(float)
    common = {
        "outcome": outcome,
        "stage": stage,
        "specification": specification,
        "runs": len(complete),
        "dropped": len(runs) - len(complete),
    }
    varying = [name for name in terms if varies(complete[name])]
    reason = obstacle(complete[observed], complete[varying])
    if reason:
        return [{**common, "note": reason}]
    rows, r_squared = _fit(complete[observed], complete[varying])
    constants = [{"term": name, "note": "does not vary, left out"} for name in terms if name not in varying]
    return [{**common, "r_squared": r_squared, **row} for row in [*rows, *constants]]


def varies(values: pd.Series) -> bool:
    """Whether values, none of them missing, differ by more than rounding."""
    return len(values) > 0 and float(np.ptp(values)) > 1e-12 * max(1.0, float(np.abs(values).max()))


def obstacle(outcome: pd.Series, terms: pd.DataFrame) -> str:
    """Return why there can be no regression on these terms, all of which vary; empty if there can.

    Outcome and terms, float, have the same rows, none with a missing value.
    """
    needed = max(MINIMUM_RUNS, MINIMUM_RUNS_A_TERM * (terms.shape[1] + 1))
    if len(outcome) < needed:
        return f"{len(outcome)} complete runs, fewer than {needed}"
    if not varies(outcome):
        return "the outcome does not vary"
    if terms.empty:
        return "no term varies"
    rows = len(terms)
    scaled = ((terms - terms.mean()) / terms.std()).to_numpy()
    correlations = scaled.T @ scaled / (rows - 1)
    if np.linalg.eigvalsh(correlations)[0] < 1e-10:
        return "some terms are linear combinations of others"
    leverage = 1 / rows + (scaled @ np.linalg.inv(correlations) * scaled).sum(axis=1) / (rows - 1)
    if leverage.max() > 1 - 1e-8:
        return "a coefficient rests on a single run"
    return ""


def _fit(outcome: pd.Series, terms: pd.DataFrame) -> tuple[list[dict], float]:
    """Return a row for each coefficient, and R²."""
    from statsmodels.regression.linear_model import OLS

    result = OLS(outcome, terms.assign(**{CONSTANT: 1.0})).fit(cov_type="HC3", use_t=True)
    limits = result.conf_int()
    # The constant has neither a scale nor an inflation: 1 / (1 − R²) of a term's regression on the others.
    scale = (terms.std() / outcome.std()).reindex(result.params.index)
    inflation = pd.Series(np.diag(np.linalg.inv(terms.corr())), index=terms.columns)
    table = pd.DataFrame(
        {
            "estimate": result.params,
            "standard_error": result.bse,
            "p_value": result.pvalues,
            "ci_low": limits[0],
            "ci_high": limits[1],
            "standardised": result.params * scale,
            "standardised_low": limits[0] * scale,
            "standardised_high": limits[1] * scale,
            "vif": inflation.reindex(result.params.index),
        }
    )
    return table.rename_axis("term").reset_index().to_dict("records"), float(result.rsquared)
