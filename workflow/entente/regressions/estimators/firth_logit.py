"""Logit by Firth's penalised likelihood, for rare events."""

from __future__ import annotations

import numpy as np

from entente.core.errors import ModelDataError
from entente.models.firth_logit import FirthLogit
from entente.regressions.clustering import counted
from entente.regressions.diagnostics import separation
from entente.regressions.inference import Estimate, further_tables
from entente.regressions.samples import Sample
from entente.regressions.specification import Specification
from entente.regressions.variances import CLUSTERS, STANDARD

STATISTICS = "n events log_likelihood".split()


def estimate(specification: Specification, sample: Sample) -> Estimate:
    """Estimate a logit by penalised likelihood; log_likelihood is penalised.

    ``penalised_likelihood_ratio_p_<term>``, among the statistics, is that of a test without the term, which
    holds where Wald's misleads (Heinze and Schemper 2002).
    """
    model = FirthLogit(sample.outcome, sample.terms)

    def fit(variance: str):
        if variance == STANDARD:
            return model.fit()
        return model.fit(cov_type="cluster", cov_kwds={"groups": sample.keys[CLUSTERS[variance]].to_numpy()})

    results = fit(specification.printed_variance)
    if not results.converged:
        raise ModelDataError(
            "No maximum of the penalised likelihood was found.", "Look for extreme values of the terms."
        )
    further, blank = further_tables(specification.extra_variances, lambda variance: fit(variance).tidy())
    tests = results.likelihood_ratio_tests().set_index("term")["p_value"]
    statistics = counted(specification, sample) | {"log_likelihood": float(results.llf)}
    statistics |= {f"penalised_likelihood_ratio_p_{term}": float(p) for term, p in tests.items()}
    index = model.exog @ np.asarray(results.params)
    statistics |= separation(model.endog, index, len(specification.term_names))
    return Estimate({"printed": results.tidy(), **further}, statistics, blank)
