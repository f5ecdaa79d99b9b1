"""Counts drawn from the conditional negative binomial model, for its tests."""

import numpy as np
import pandas as pd

from entente.models.conditional_negative_binomial.likelihood import ConditionalLikelihood

#: Coefficients of the constant, of a regressor that varies in groups and of one that does not.
BETA = np.array([0.3, 0.5, -0.4])


def panel_of_counts(seed, groups=60, rows=8, scale=1.0):
    """Counts, regressors and group labels; each group has a gamma-distributed dispersion."""
    random = np.random.default_rng(seed)
    group = np.repeat(np.arange(groups), rows)
    exog = np.column_stack(
        [np.ones(len(group)), random.normal(size=len(group)), random.binomial(1, 0.4, groups)[group]]
    )
    dispersion = scale * random.gamma(1.5, 1.0, groups)[group]
    return random.poisson(random.gamma(np.exp(exog @ BETA)) * dispersion), exog, group


def scores_of_groups(model, params):
    """First derivatives of the log-likelihood by group, in the order of the model's labels."""
    likelihood = ConditionalLikelihood(model.endog, model.exog, pd.factorize(model.groups)[0])
    return likelihood.group_scores(params)
