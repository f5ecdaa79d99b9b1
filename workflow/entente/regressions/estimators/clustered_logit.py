"""Logit of rows of any kind, clustered by one of their codes."""

from __future__ import annotations

import numpy as np

from entente.models.classification import classification
from entente.models.data import model_data
from entente.models.logit import fit_logit
from entente.regressions.clustering import clustered, counted
from entente.regressions.diagnostics import separation
from entente.regressions.inference import Estimate, coefficient_table, further_tables
from entente.regressions.samples import Sample
from entente.regressions.specification import Specification

STATISTICS = "n events log_likelihood pseudo_r2 roc_area precision_recall_area".split()


def estimate(specification: Specification, sample: Sample) -> Estimate:
    """Estimate a logit; SeparationError is raised if the terms separate the outcome.

    pseudo_r2 is McFadden's; a clustered variance is the sandwich, times C/(C − 1) for C clusters.
    """
    data = model_data(sample.outcome, sample.terms)
    results = fit_logit(data)
    inverse = np.asarray(results.cov_params())
    chance = np.asarray(results.predict())
    scores = data.exog * (data.endog - chance)[:, None]

    def table(variance: str):
        covariance = clustered(inverse, scores, sample.keys, variance)
        return coefficient_table(data.exog_names, np.asarray(results.params), covariance)

    further, blank = further_tables(specification.extra_variances, table)
    fit = classification(data.endog, chance)
    statistics = counted(specification, sample)
    statistics |= {name: fit[name] for name in STATISTICS if name in fit}
    index = data.exog @ np.asarray(results.params)
    statistics |= separation(data.endog, index, len(specification.term_names))
    return Estimate({"printed": table(specification.printed_variance), **further}, statistics, blank)
