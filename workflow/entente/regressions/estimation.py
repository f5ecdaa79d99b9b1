"""Estimating regressions: each by the estimator that it names, and what is counted whichever that is."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from dataclasses import replace
from types import ModuleType

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.core.storage import as_written
from entente.regressions.inference import Estimate, reason_of
from entente.regressions.samples import OUTCOME, WHERE, Sample, assemble
from entente.regressions.source import Source
from entente.regressions.specification import Specification
from entente.regressions.store import Key, StoredRegression, statistic_table, term_table

logger = logging.getLogger(__name__)


def estimate_all(
    regressions: Mapping[str, Specification], source: Source, others: Mapping[Key, StoredRegression]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Estimate regressions, by name, for all types of alliance of their units.

    Of the source each table is read once; ``others`` are regressions of other files that these are compared
    with.  Returned are the tables model_terms and model_statistics.
    """
    estimates: dict[Key, Estimate] = {}
    why: dict[Key, dict[str, str]] = {}
    for name, regression in regressions.items():
        # What does not differ between the types of alliance is estimated once.
        known: dict[Specification, Key] = {}
        for alliance in regression.unit.alliances:
            specification, key = regression.for_alliance(alliance), (name, alliance)
            if specification in known:
                same = known[specification]
                estimates[key], why[key] = estimates[same], why[same]
                continue
            logger.info("%s %s.", name, alliance)
            sample = assemble(specification, source)
            estimates[key], why[key] = estimate(specification, sample), reasons(specification, sample)
            known[specification] = key
    compared = {
        (name, alliance): _compared(found, (regressions[name].compared_with, alliance), estimates, others)
        for (name, alliance), found in estimates.items()
    }
    return term_table(compared), statistic_table(compared, why)


def estimate(specification: Specification, sample: Sample) -> Estimate:
    """Estimate a regression, with the type of alliance put in, or say why it cannot be.

    Beside the statistics of the estimator there are n_rows (rows with a value for every term, of which the
    estimator may leave out some), n_dropped (rows with a missing value), missing_<term> (rows that lack the
    term; a row that lacks several counts for each), n_excluded (rows of other years, or that do not meet the
    conditions) and years_without_iteration.  Where the data do not allow an estimate there are no terms, and
    the statistics of the estimator are blank with that reason: no number is better than a wrong one (a
    choice).  What the estimator warns of goes to the log.
    """
    estimator = _estimator(specification.estimator)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            found = _finite(estimator.estimate(specification, sample))
        except (ModelDataError, np.linalg.LinAlgError) as error:
            reason = reason_of(error)
            found = Estimate(blank=dict.fromkeys(estimator.STATISTICS, f"not estimated: {reason}"))
            logger.warning("%s: not estimated: %s", specification.name, reason)
    for message in dict.fromkeys(str(warning.message) for warning in said):
        logger.warning("%s: %s", specification.name, message)
    return replace(found, statistics=found.statistics | _counts(sample))


def reasons(specification: Specification, sample: Sample) -> dict[str, str]:
    """Return why rows are missing, by the name of the statistic that counts them."""
    known = specification.unit.columns(specification.sample)
    columns = {OUTCOME: (specification.outcome, 0)}
    columns |= {term.name: (term.column, term.lag) for term in specification.terms}
    columns |= {WHERE + condition.name: (condition.name, 0) for condition in specification.where}
    found = {"years_without_iteration": "runs of at most two iterations have no intermediate one"}
    for name in sample.missing:
        column, lag = columns[name]
        causes = [f"{column} missing: {known[column]}"] if known[column] else []
        causes += [f"no value of {lag} year{'s' * (lag > 1)} before"] if lag else []
        found[f"missing_{name}"] = "; or ".join(causes)
    return found


def compare_errors(model: Estimate, other: Mapping[str, float]) -> Estimate:
    """Add rmse_difference_t: a two-sample t test of another model's squared errors against this model's.

    It is positive if the errors of the other model are larger.  Of the other, n, mean_squared_error and
    squared_error_sd are asked for; what it lacks was not estimated.  Variances are pooled, as in Stata's
    ``ttest`` (a choice).
    """
    from scipy.stats import ttest_ind_from_stats

    needed = ("mean_squared_error", "squared_error_sd", "n")
    of_other, of_model = ([found.get(name, np.nan) for name in needed] for found in (other, model.statistics))
    if not np.isfinite([*of_other, *of_model]).all():
        reason = "one of the two models compared was not estimated"
        return replace(model, blank=model.blank | {"rmse_difference_t": reason})
    test = ttest_ind_from_stats(*of_other, *of_model)
    return replace(model, statistics=model.statistics | {"rmse_difference_t": float(test.statistic)})


def _compared(
    found: Estimate, other: Key, estimates: Mapping[Key, Estimate], others: Mapping[Key, StoredRegression]
) -> Estimate:
    """Compare a regression with another, if it is to be: of this file or another, as the store keeps it."""
    if other[0] is None:
        return found
    if other not in estimates:
        return compare_errors(found, others[other].statistics)
    statistics = estimates[other].statistics
    kept = as_written(pd.DataFrame({"value": list(statistics.values())}, dtype="float64"))
    return compare_errors(found, dict(zip(statistics, kept["value"].astype("float64"), strict=True)))


def _estimator(name: str) -> ModuleType:
    """Import an estimator, and no other: the libraries that they are from are slow to import.

    They are imported by statements, so that :mod:`entente.core.import_closure` sees them.
    """
    match name:
        case "cochrane_orcutt":
            from entente.regressions.estimators import cochrane_orcutt as estimator
        case "clustered_logit":
            from entente.regressions.estimators import clustered_logit as estimator
        case "complementary_log_log":
            from entente.regressions.estimators import complementary_log_log as estimator
        case "conditional_negative_binomial":
            from entente.regressions.estimators import conditional_negative_binomial as estimator
        case "effort_process":
            from entente.regressions.estimators import effort_process as estimator
        case "firth_logit":
            from entente.regressions.estimators import firth_logit as estimator
        case "fixed_effects":
            from entente.regressions.estimators import fixed_effects as estimator
        case "least_squares":
            from entente.regressions.estimators import least_squares as estimator
        case "logit":
            from entente.regressions.estimators import logit as estimator
        case "poisson_autoregression":
            from entente.regressions.estimators import poisson_autoregression as estimator
        case "pooled":
            from entente.regressions.estimators import pooled as estimator
        case "spatial_lag":
            from entente.regressions.estimators import spatial_lag as estimator
    return estimator


def _counts(sample: Sample) -> dict[str, float]:
    return {
        "n_rows": len(sample.outcome),
        "n_dropped": sample.dropped,
        **{f"missing_{name}": rows for name, rows in sample.missing.items()},
        **({"n_excluded": sample.excluded} if sample.excluded else {}),
        **({"years_without_iteration": sample.years_without} if sample.years_without else {}),
    }


def _finite(found: Estimate) -> Estimate:
    """Refuse estimates that are no numbers; of further variances and of statistics, leave those blank."""
    infinite = [
        name
        for name, table in found.terms.items()
        if not np.isfinite(table["estimate"]).all() or np.isinf(table["std_error"]).any()
    ]
    if "printed" in infinite:
        raise ModelDataError("The estimates, or their standard errors, are not finite.")
    terms = {name: table for name, table in found.terms.items() if name not in infinite}
    odd = dict.fromkeys(infinite, "not finite")
    odd |= {name: "not finite" for name, value in found.statistics.items() if not np.isfinite(value)}
    blank = odd | found.blank
    statistics = {name: value for name, value in found.statistics.items() if name not in blank}
    return Estimate(terms, statistics, blank)
