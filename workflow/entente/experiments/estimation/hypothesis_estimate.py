"""An estimate of the effect that a hypothesis names."""

from __future__ import annotations

from dataclasses import dataclass

from entente.experiments.estimate import Estimate


@dataclass(frozen=True)
class HypothesisEstimate(Estimate):
    """An estimate with where it is from.

    Attributes
    ----------
    hypothesis, country, estimator, weights, sample : str
        As they stand in the table of estimates.
    n : int
        Rows that have all that the estimator reads, those of arms that are not compared among them.
    """

    hypothesis: str
    country: str
    estimator: str
    weights: str
    sample: str
    n: int
