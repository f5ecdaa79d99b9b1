"""Effort that changes in small steps between two years, by exact maximum likelihood."""

from __future__ import annotations

import warnings

from entente.core.errors import ModelDataError
from entente.models.data import DroppedGroupsWarning
from entente.models.effort_process.model import EffortProcess
from entente.regressions.diagnostics import collinearity, within
from entente.regressions.inference import Estimate, further_tables
from entente.regressions.samples import Sample
from entente.regressions.specification import PREVIOUS, Specification

STATISTICS = (
    "n n_states n_periods periods_without_change up down centre mean_rate log_likelihood iterations"
).split()

_FITS = {"standard": "nonrobust", "state_clustered": "cluster"}


def estimate(specification: Specification, sample: Sample) -> Estimate:
    """Estimate an effort process of state-years, each the end of a period that began the year before.

    The outcome is the category at the end, the term previous that at the beginning; beta1 and beta2 are the
    coefficients of effort itself and of its square.  Each year has a rate, of which mean_rate is the mean; up
    and down count rows that changed.  Collinearity is that of the terms within years.
    """
    terms = sample.terms[[name for name in specification.term_names if name != PREVIOUS]]
    previous = sample.terms[PREVIOUS]
    with warnings.catch_warnings():
        # They are counted among the statistics.
        warnings.simplefilter("ignore", DroppedGroupsWarning)
        model = EffortProcess(
            sample.outcome, previous, sample.keys["year"], terms, groups=sample.keys["ccode"]
        )
    results = model.fit(cov_type=_FITS[specification.printed_variance])
    if not results.converged:
        raise ModelDataError(
            f"No maximum of the likelihood was found in {results.iterations} steps.",
            "Effort at the end of a period may have nothing to do with that at its beginning.",
        )
    shown = 2 + terms.shape[1]
    further, blank = further_tables(
        specification.extra_variances,
        lambda variance: model.fit(cov_type=_FITS[variance]).tidy().iloc[:shown],
    )
    change = model.endog - model.before
    statistics = {
        "n": int(model.nobs),
        "n_states": len(set(model.groups)),
        "n_periods": len(model.periods),
        "periods_without_change": len(model.without_change),
        "up": int((change > 0).sum()),
        "down": int((change < 0).sum()),
        "centre": float(model.centre),
        "mean_rate": float(results.rates()["rate"].mean()),
        "log_likelihood": float(results.llf),
        "iterations": int(results.iterations),
    }
    if specification.diagnostics:
        statistics |= collinearity(within(terms[model.kept], sample.keys.loc[model.kept, "year"]))
    return Estimate({"printed": results.tidy().iloc[:shown], **further}, statistics, blank)
