"""What estimators of rows of any kind share: what is counted, and variances clustered by a code of theirs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.models.dependence import Clusters
from entente.regressions.diagnostics import collinearity, within
from entente.regressions.samples import Sample
from entente.regressions.specification import Specification
from entente.regressions.variances import CLUSTERS, STANDARD

#: What clusters are called, among the statistics that count them.
GROUPS = {name: f"{name.removesuffix('_clustered')}s" for name in CLUSTERS}


def counted(specification: Specification, sample: Sample) -> dict[str, float]:
    """Return n, the number of groups of each code by which rows are clustered, events, and collinearity.

    events, rows with outcome 1, are counted where the outcome is 0 or 1; collinearity, if asked for, is that
    of the terms less their means.
    """
    found = {"n": len(sample.outcome)}
    asked = {specification.printed_variance, *specification.extra_variances}
    for name in asked & set(CLUSTERS):
        found[f"n_{GROUPS[name]}"] = sample.keys[CLUSTERS[name]].nunique()
    if sample.outcome.isin([0, 1]).all():
        found["events"] = int(sample.outcome.sum())
    if specification.diagnostics:
        found |= collinearity(within(sample.terms[specification.term_names]))
    return found


def clustered(inverse: np.ndarray, scores: np.ndarray, keys: pd.DataFrame, variance: str) -> np.ndarray:
    """Return the covariance of maximum likelihood, (k, k), of the kind that is asked for.

    ``inverse`` is that of the information, ``scores``, (n, k), what each row adds to the gradient.  Clustered
    it is the sandwich of the two, times C/(C − 1) for C clusters; standard, the inverse itself.
    """
    if variance == STANDARD:
        return inverse
    clusters = Clusters(keys[CLUSTERS[variance]].to_numpy())
    if clusters.n < 2:
        raise ModelDataError("All rows lie in one cluster.", "Give at least two clusters.")
    return inverse @ clusters.products(scores.T) @ inverse * clusters.n / (clusters.n - 1)
