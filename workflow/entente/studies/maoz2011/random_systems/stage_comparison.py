"""The first and the last iteration of random runs, compared by what explains their alliance networks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd

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

#: Resamples whose counts are held at once.
_CHUNK = 100


@dataclass(frozen=True)
class StageComparison:
    """Least-squares regressions of one measure in the first and the last iteration.

    On the runs in which the measure exists in both, and on the same resamples of them.  ``dropped`` are runs
    with a missing value; ``reason`` says why nothing can be compared, and is empty if it can.  ``fit`` is R²
    by stage and specification, over all runs and then over each resample; ``parts``, likewise, by stage and
    factor, the part of R² under ``inputs`` that is due to each of ``FACTORS`` that varies.
    """

    outcome: str
    runs: int
    dropped: int
    reason: str
    fit: dict[tuple[str, str], np.ndarray]
    parts: dict[tuple[str, str], np.ndarray]

    def fit_change(self, specification: str) -> dict[str, float | str]:
        """Return the change of R² under a specification.

        It is first and last, the number in each; estimate (last minus first) with the limits ci_low and
        ci_high (percentiles over resamples of the runs); and reason, why they are missing, if they are.
        """
        return _change([self.fit.get((stage, specification)) for stage in ENDS], self.reason)

    def importance_change(self, factors: tuple[str, ...], *, relative: bool) -> dict[str, float | str]:
        """Return, as :meth:`fit_change`, that of the part of variance that is due to factors together.

        If ``relative``, of the part of the explained variance: divided by R².
        """
        constant = sorted(name for name in factors if ("first", name) not in self.parts)
        if self.reason or constant:
            return _change([], self.reason or f"{' and '.join(constant)} does not vary")
        ends = [sum(self.parts[stage, name] for name in factors) for stage in ENDS]
        if relative:
            ends = [part / self.fit[stage, "inputs"] for stage, part in zip(ENDS, ends, strict=True)]
        return _change(ends, "")


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
        factors = {
            factor: [place[name] for name in names if name in place] for factor, names in FACTORS.items()
        }
        for stage, column in stages.items():
            for specification, wanted in terms.items():
                chosen = [place[name] for name in wanted if name in place]
                fit[stage, specification] = r_squared(correlations, chosen, place[column])
            of_factors = shapley_parts(correlations, factors, place[column])
            parts |= {(stage, factor): part for factor, part in of_factors.items() if factors[factor]}
    return StageComparison(
        outcome, len(complete), len(runs) - len(complete), "; ".join(sorted(reasons)), fit, parts
    )


def _change(ends: Sequence[np.ndarray], reason: str) -> dict[str, float | str]:
    """Last minus first, over all runs and each resample, unless there is a reason that there are none.

    It is missing if it is in any resample, so that no interval rests on chosen resamples.
    """
    if not reason:
        first, last = ends
        change = last - first
        undefined = int(np.isnan(change).sum())
        reason = f"undefined in {undefined} of {len(change) - 1} resamples" if undefined else ""
    names = ("first", "last", "estimate", "ci_low", "ci_high")
    if reason:
        return {**dict.fromkeys(names, math.nan), "reason": reason}
    numbers = first[0], last[0], change[0], *np.percentile(change[1:], [2.5, 97.5])
    return {**dict(zip(names, map(float, numbers), strict=True)), "reason": ""}


def resampled_correlations(
    columns: pd.DataFrame, resamples: int, generator: np.random.Generator
) -> np.ndarray:
    """Return the correlations of k columns, none missing, over all rows and over resamples of the rows.

    Resamples are drawn with replacement, whole rows at a time.  A correlation depends on a resample through
    weighted sums of products only, so that all of them come out of one matrix product.  The result, float64
    (1 + resamples, k, k), begins with that of all rows; it is NaN where a column does not vary.
    """
    values = columns.to_numpy(dtype=float)
    rows, k = values.shape
    spread = values.std(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        scaled = (values - values.mean(axis=0)) / spread
    upper = np.triu_indices(k)
    terms = np.column_stack([scaled, scaled[:, upper[0]] * scaled[:, upper[1]]])
    sums = [np.ones((1, rows)) @ terms]
    for first in range(0, resamples, _CHUNK):
        drawn = generator.integers(rows, size=(min(_CHUNK, resamples - first), rows))
        counts = np.stack([np.bincount(draw, minlength=rows) for draw in drawn])
        sums.append(counts.astype(float) @ terms)
    moments = np.concatenate(sums) / rows
    means, products = moments[:, :k], np.empty((1 + resamples, k, k))
    products[:, upper[0], upper[1]] = products[:, upper[1], upper[0]] = moments[:, k:]
    covariance = products - means[:, :, None] * means[:, None, :]
    variance = np.diagonal(covariance, axis1=1, axis2=2)
    deviation = np.sqrt(np.where(variance > 1e-12, variance, np.nan))
    return covariance / (deviation[:, :, None] * deviation[:, None, :])


def r_squared(correlations: np.ndarray, terms: Sequence[int], outcome: int) -> np.ndarray:
    """Return R² of the regression of one column on others, (B,), for each matrix of correlations, (B, k, k).

    Terms and outcome are given by their columns; no terms explain nothing.  NaN where a correlation that is
    needed is missing.
    """
    terms = list(terms)
    among = correlations[:, terms][:, :, terms]
    with_outcome = correlations[:, terms, outcome]
    known = ~(np.isnan(among).any(axis=(1, 2)) | np.isnan(correlations[:, outcome, outcome]))
    explained = np.full(len(correlations), np.nan)
    # The pseudo-inverse stays finite where terms are collinear in a resample.
    inverse = np.linalg.pinv(among[known], hermitian=True)
    explained[known] = np.einsum("bi,bij,bj->b", with_outcome[known], inverse, with_outcome[known])
    return explained


def shapley_parts(
    correlations: np.ndarray, groups: dict[str, Sequence[int]], outcome: int
) -> dict[str, np.ndarray]:
    """Divide R² among groups of terms: by how much each raises it, averaged over all orders of entry.

    The parts, (B,) of each group by name, add up to R² (Lindeman, Merenda & Gold 1980; for groups, Shapley's
    value).  Groups are columns of ``correlations``, (B, k, k), as is the outcome.
    """
    names = list(groups)
    explained = {
        frozenset(chosen): r_squared(correlations, [j for name in chosen for j in groups[name]], outcome)
        for size in range(len(names) + 1)
        for chosen in combinations(names, size)
    }
    parts = {name: np.zeros(len(correlations)) for name in names}
    for chosen, fit in explained.items():
        for name in set(names) - chosen:
            orders = factorial(len(chosen)) * factorial(len(names) - len(chosen) - 1)
            parts[name] += orders / factorial(len(names)) * (explained[chosen | {name}] - fit)
    return parts
