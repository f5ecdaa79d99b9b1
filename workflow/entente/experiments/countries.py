"""Countries apart, and contrasts of them: their samples are independent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from entente.experiments.estimate import Estimate

#: Names that stand in the place of a country's: where there is none, the first less the second, both pooled.
ALL, DIFFERENCE, POOLED = "all", "difference", "pooled"


def with_contrasts(
    found: Mapping[str, tuple[Estimate, int]], pool: Literal["inverse_variance"] | Literal[False]
) -> dict[str, tuple[Estimate, int]]:
    """Return estimates and numbers of rows by country, and after them those of their contrasts.

    Of two countries there is the first less the second; of several the mean with inverse variances as
    weights, if ``pool`` says so.
    """
    estimates, n = [estimate for estimate, _ in found.values()], sum(n for _, n in found.values())
    contrasts = dict(found)
    if len(found) == 2:
        contrasts[DIFFERENCE] = combined(estimates, [1.0, -1.0]), n
    if len(found) > 1 and pool == "inverse_variance":
        precision = np.array([estimate.se**-2 for estimate in estimates])
        contrasts[POOLED] = combined(estimates, precision / precision.sum()), n
    return contrasts


def combined(estimates: list[Estimate], weights: list[float] | np.ndarray) -> Estimate:
    """Return a weighted sum of independent estimates.

    Variances add up, Σ w²v; degrees of freedom are Welch's and Satterthwaite's, (Σ w²v)² / Σ (w²v)²/df.
    """
    weights = np.asarray(weights)
    values = np.array([estimate.estimate for estimate in estimates])
    parts = weights**2 * np.array([estimate.se for estimate in estimates]) ** 2
    spread = (parts**2 / np.array([estimate.df for estimate in estimates])).sum()
    df = parts.sum() ** 2 / spread if spread else np.inf
    return Estimate(float(weights @ values), float(parts.sum() ** 0.5), float(df))
