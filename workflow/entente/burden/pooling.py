"""Effects in many groups, partially pooled: each drawn towards their mean by how little it tells itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from entente.core.errors import BurdenInputError
from entente.core.given import common_labels, row_labels


@dataclass(frozen=True, eq=False)
class Pooled:
    """What many estimates of like effects tell together.

    Attributes
    ----------
    mean, se : float
        Mean of the effects' distribution, and its standard error.
    spread : float
        Standard deviation τ of the effects themselves, beyond what sampling explains.
    heterogeneity_p : float
        p of Cochran's Q that all effects are equal.
    effects : DataFrame
        By label: estimate, se, as given; pooled and pooled_se, of the effect given all estimates.
    """

    mean: float
    se: float
    spread: float
    heterogeneity_p: float
    effects: pd.DataFrame


def partially_pooled(estimate: Any, se: Any) -> Pooled:
    """Pool independent estimates of effects that are normal around a mean.

    Parameters
    ----------
    estimate, se : array_like, shape (n,)
        Of n ≥ 3 groups; Series have the same labels in the same order.

    Returns
    -------
    Pooled
        τ² by Paule and Mandel's iteration (statsmodels ``combine_effects``); the effect of a group is
        (θ̂/s² + μ/τ²)/(1/s² + 1/τ²), its variance 1/(1/s² + 1/τ²), without the uncertainty of μ and τ.

    Raises
    ------
    BurdenInputError
        If there are fewer than three, labels differ, a number is missing, or an error is not above 0.
    """
    from scipy.stats import chi2
    from statsmodels.stats.meta_analysis import combine_effects

    given = {"estimates": row_labels(estimate), "errors": row_labels(se)}
    labels = common_labels(given, BurdenInputError)
    theta, errors = np.asarray(estimate, dtype="float64"), np.asarray(se, dtype="float64")
    if theta.shape != errors.shape or len(theta) < 3 or not np.isfinite(theta).all():
        raise BurdenInputError("Estimates are fewer than three, or missing.", "Give three groups or more.")
    if not (np.isfinite(errors) & (errors > 0)).all():
        raise BurdenInputError("A standard error is missing or not above 0.", "Leave the group out.")
    found = combine_effects(theta, errors**2, method_re="iterated")
    variance = max(float(found.tau2), 0.0)
    weight = 1 / errors**2
    mean = float(found.mean_effect_re if variance else found.mean_effect_fe)
    se_mean = float(np.sqrt(1 / np.sum(1 / (errors**2 + variance))))
    precision = weight + (1 / variance if variance else np.inf)
    pull = np.where(np.isfinite(precision), (weight * theta + mean / (variance or 1)) / precision, mean)
    effects = pd.DataFrame(
        {"estimate": theta, "se": errors, "pooled": pull, "pooled_se": np.sqrt(1 / precision)}, index=labels
    )
    p = float(chi2.sf(found.q, len(theta) - 1))
    return Pooled(mean, se_mean, float(np.sqrt(variance)), p, effects)
