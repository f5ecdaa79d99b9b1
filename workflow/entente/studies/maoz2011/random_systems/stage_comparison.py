"""The first and the last iteration of random runs, compared by what explains their alliance networks."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from entente.studies.maoz2011.random_systems.importance import (
    r_squared,
    resampled_correlations,
    shapley_parts,
)
from entente.studies.maoz2011.random_systems.regressions import obstacle, specifications, varies

#: Inputs whose importance is told apart; terms of a factor enter together.  Capability concentration goes
#: with the number of states, on which it depends.
FACTORS = {
    "srn": ["srn_density"],
    "mid": ["mid_density"],
    "democracy": ["democracy_share"],
    "cooperation": ["cooperation_density"],
    "size": ["n", "capability_concentration"],
}

#: The two ends of a run.
ENDS = ("first", "last")


@dataclass(frozen=True)
class Change:
    """A number in the first and in the last iteration, on the same runs.

    Attributes
    ----------
    first, last : float
    difference : float
        Last minus first.
    low, high : float
        95 % limits of the difference: percentiles over resamples of the runs.
    reason : str
        Why the numbers are missing; empty where they are not.
    """

    first: float = math.nan
    last: float = math.nan
    difference: float = math.nan
    low: float = math.nan
    high: float = math.nan
    reason: str = ""


@dataclass(frozen=True)
class StageComparison:
    """Least-squares regressions of one measure in the first and the last iteration.

    On the runs in which the measure exists in both, and on the same resamples of them.

    Attributes
    ----------
    outcome : str
        The measure.
    runs, dropped : int
        Runs compared, and runs with a missing value.
    reason : str
        Why nothing can be compared; empty if it can.
    fit : dict of (str, str) to ndarray
        R² by stage and specification, over all runs and then over each resample.
    parts : dict of (str, str) to ndarray
        Part of R² under ``inputs`` that is due to each of ``FACTORS``, by stage and factor, likewise.
    constant : frozenset of str
        Factors that do not vary.
    """

    outcome: str
    runs: int
    dropped: int
    reason: str
    fit: dict[tuple[str, str], np.ndarray]
    parts: dict[tuple[str, str], np.ndarray]
    constant: frozenset[str]

    def fit_change(self, specification: str) -> Change:
        """Return the change of R² under a specification."""
        if self.reason:
            return Change(reason=self.reason)
        return _change(*(self.fit[stage, specification] for stage in ENDS))

    def importance_change(self, factors: tuple[str, ...], *, relative: bool) -> Change:
        """Return the change of the part of variance that is due to factors together.

        If ``relative``, of the part of the explained variance: divided by R².
        """
        constant = sorted(self.constant.intersection(factors))
        reason = self.reason or (f"{' and '.join(constant)} does not vary" if constant else "")
        if reason:
            return Change(reason=reason)
        first, last = (sum(self.parts[stage, name] for name in factors) for stage in ENDS)
        if relative:
            first, last = first / self.fit["first", "inputs"], last / self.fit["last", "inputs"]
        return _change(first, last)


def compare_stages(
    runs: pd.DataFrame, outcome: str, *, resamples: int, seed: np.random.SeedSequence
) -> StageComparison:
    """Compare the first and the last iteration of a measure, with intervals from resamples of the runs."""
    terms = specifications(outcome)
    stages = {stage: f"{stage}_{outcome}" for stage in ENDS}
    complete = runs[[*terms["srn_measures"], *stages.values()]].dropna().astype(float)
    varying = [name for name in terms["srn_measures"] if varies(complete[name])]
    reasons = {obstacle(complete[name], complete[varying]) for name in stages.values()} - {""}
    fit, parts = {}, {}
    if not reasons:
        columns = [*varying, *stages.values()]
        place = {name: number for number, name in enumerate(columns)}
        correlations = resampled_correlations(complete[columns], resamples, np.random.default_rng(seed))
        for stage, column in stages.items():
            for specification, wanted in terms.items():
                chosen = [place[name] for name in wanted if name in place]
                fit[stage, specification] = r_squared(correlations, chosen, place[column])
            factors = {
                factor: [place[name] for name in names if name in place] for factor, names in FACTORS.items()
            }
            for factor, part in shapley_parts(correlations, factors, place[column]).items():
                parts[stage, factor] = part
    return StageComparison(
        outcome=outcome,
        runs=len(complete),
        dropped=len(runs) - len(complete),
        reason="; ".join(sorted(reasons)),
        fit=fit,
        parts=parts,
        constant=frozenset(name for name, names in FACTORS.items() if not set(names) & set(varying)),
    )


def _change(first: np.ndarray, last: np.ndarray) -> Change:
    """Last minus first; missing if it is in any resample, so that no interval rests on chosen resamples."""
    change = last - first
    undefined = int(np.isnan(change).sum())
    if undefined:
        return Change(reason=f"undefined in {undefined} of {len(change) - 1} resamples")
    low, high = np.percentile(change[1:], [2.5, 97.5])
    return Change(float(first[0]), float(last[0]), float(change[0]), float(low), float(high))
