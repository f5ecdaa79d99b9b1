"""Complementary log–log regression: whether an event comes in a row's year, hazards being proportional."""

from __future__ import annotations

import warnings

import numpy as np

from entente.core.errors import ModelDataError
from entente.models.data import check_magnitude, model_data
from entente.models.logit import CONVERGED, check_binary
from entente.regressions.clustering import clustered, counted
from entente.regressions.diagnostics import separation
from entente.regressions.inference import Estimate, coefficient_table, further_tables
from entente.regressions.samples import Sample
from entente.regressions.specification import Specification

STATISTICS = "n events log_likelihood".split()

#: Iterations after which the search is given up, and the relative change of the deviance that ends it.
MOST, TOLERANCE = 200, 1e-12


def estimate(specification: Specification, sample: Sample) -> Estimate:
    """Estimate ``P(event) = 1 − exp(−exp(x β))``, by maximum likelihood in statsmodels.

    Standard errors are from the observed information; a clustered variance is the sandwich, times C/(C − 1)
    for C clusters.
    """
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.families.links import CLogLog
    from statsmodels.genmod.generalized_linear_model import GLM

    data = model_data(sample.outcome, sample.terms)
    check_binary(data)
    check_magnitude(data)
    # Columns of like size: the search solves normal equations.
    size = np.sqrt((data.exog**2).mean(axis=0))
    model = GLM(data.endog, data.exog / size, family=Binomial(CLogLog()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = model.fit(maxiter=MOST, tol=TOLERANCE, tol_criterion="deviance")
    estimates = np.asarray(results.params) / size
    information = -model.hessian(results.params, observed=True) * np.outer(size, size)
    scores = np.asarray(model.score_obs(results.params)) * size
    inverse = np.linalg.inv(information)
    # Along a direction that separates the outcome each further step moves some row as far as the one before.
    step = data.exog @ (inverse @ scores.sum(axis=0))
    if not np.abs(step).max() < CONVERGED:
        raise ModelDataError(
            "No maximum of the likelihood was found: the terms may separate the outcome.",
            "Leave one out, or take a penalised likelihood.",
        )

    def table(variance: str):
        return coefficient_table(
            data.exog_names, estimates, clustered(inverse, scores, sample.keys, variance)
        )

    further, blank = further_tables(specification.extra_variances, table)
    statistics = counted(specification, sample) | {"log_likelihood": float(results.llf)}
    statistics |= separation(data.endog, data.exog @ estimates, len(specification.term_names))
    return Estimate({"printed": table(specification.printed_variance), **further}, statistics, blank)
