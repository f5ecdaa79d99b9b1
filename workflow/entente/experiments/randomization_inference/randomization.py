"""Randomization inference: an observed statistic among those of all assignments that could have been drawn.

The null hypothesis is that the treatment does nothing to anyone (Fisher 1935).  The studentized statistic is
in large samples also right where effects differ but are none on average (Wu & Ding 2021).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from entente.core.errors import ExperimentInputError
from entente.experiments.given_rows import Rows, check_both_arms
from entente.experiments.randomization_inference.assignments import Assignments, Block

#: Kinds of assignment by whether it has blocks and whether it has clusters; the first is the one taken.
KINDS = {
    (False, False): ("complete", "bernoulli"),
    (True, False): ("blocked",),
    (False, True): ("clustered",),
    (True, True): ("blocked_clustered",),
}
STATISTICS = ("studentized", "difference")

#: Statistics that differ by less, in units of the observed one, or of the largest outcome, are equal: what
#: sums taken in another order leave.
TIE, TINY = 1e-10, 1e-12

#: Intervals: effects tried to each side of the estimate, and halvings of the step that holds a limit.
GRID, HALVINGS = 30, 40
#: An effect so many times the outcome's spread is not rejected by few assignments only.
FAR = 1e6


@dataclass(frozen=True)
class RandomizationTest:
    """A randomization test.

    Attributes
    ----------
    statistic, kind : str
        Statistic and kind of assignment.
    assignments : int
        Number of assignments that could have been drawn.
    exact : bool
        Whether all of these were looked at.
    draws : int
        Number of assignments that were looked at.
    estimate, observed : float
        Difference in means, in blocks their weighted mean, and the statistic as it was observed.
    p : float
        Two-sided p of no effect on anyone.
    low, high : float
        Limits of the constant effects that are not rejected; NaN if they were not asked for.
    n : int
        Persons.
    """

    statistic: str
    kind: str
    assignments: int
    exact: bool
    draws: int
    estimate: float
    observed: float
    p: float
    n: int
    low: float = np.nan
    high: float = np.nan


def randomization_test(
    y: Any,
    treated: Any,
    *,
    blocks: Any = None,
    clusters: Any = None,
    kind: str | None = None,
    weights: Mapping[Any, float] | None = None,
    statistic: str = "studentized",
    exact_limit: int = 200_000,
    draws: int = 10_000,
    seed: int | Sequence[int] = 0,
    interval: str = "off",
    level: float = 0.95,
) -> RandomizationTest:
    """Test that a treatment has no effect on anyone, by the assignments that could have been drawn.

    Parameters
    ----------
    y : array_like or Series of float, shape (n,)
        Outcomes.
    treated : array_like or Series of bool, shape (n,)
        The arm.
    blocks, clusters : array_like or Series, shape (n,), optional
        Labels of blocks within which, and of clusters as which, persons were assigned.
    kind : {"complete", "bernoulli", "blocked", "clustered", "blocked_clustered"}, optional
        How; what blocks and clusters say by default.  Bernoulli assignment is tested given the realised
        sizes of the arms, which makes it complete.
    weights : mapping, optional
        Weight of each block's effect in the statistic; by default its share of persons.  Weights of both
        signs contrast the effects in some blocks with those in others.
    statistic : {"studentized", "difference"}
        Difference in means, over its standard error or alone.  That is HC2's in each block, √(s₁²/n₁ +
        s₀²/n₀), and CR2's with clusters.
    exact_limit, draws : int
        Up to how many assignments all are looked at, and how many are drawn otherwise.
    seed : int or sequence of int
        Seed of the draws: the first are the same however many there are.
    interval : {"off", "invert"}
        With "invert", the limits of the constant effects that are not rejected at 1 − ``level``.
    level : float, default .95
        Level of the interval.

    Returns
    -------
    RandomizationTest
        p is the share of assignments with a statistic as large as the observed one, without regard to
        signs; (1 + hits) / (1 + draws) where they are drawn.

    Raises
    ------
    ExperimentInputError
        If rows differ in labels, an outcome or label is missing, a block has an empty arm, or one of fewer
        than two units where the statistic is studentized, a cluster is in both arms or in two blocks, or an
        argument is none of those above.
    """
    rows = Rows(y=y, treated=treated, blocks=blocks, clusters=clusters)
    kind = _checked_kind(kind, blocks is not None, clusters is not None)
    _check_choices(statistic, interval, exact_limit, draws, level)
    outcomes = rows.numbers("y")
    rows.refuse(np.isnan(outcomes), "y is missing", "Leave out, and count, who did not answer.")
    # Whole numbers remain so: their sums have no rounding errors.
    centre = np.partition(outcomes, rows.n // 2)[rows.n // 2]
    scale = np.abs(outcomes - centre).max() or 1.0
    found = _blocks(rows, outcomes - centre, weights)
    if statistic == "studentized":
        _check_variances(found)
    assignments = Assignments(list(found.values()), exact_limit, draws, seed)
    test = _Test(assignments, statistic == "studentized", scale)
    estimate = assignments.observed_statistic(0, False)
    result = RandomizationTest(
        statistic=statistic,
        kind=kind,
        assignments=assignments.count,
        exact=assignments.exact,
        draws=assignments.count if assignments.exact else draws,
        estimate=estimate,
        observed=assignments.observed_statistic(0, statistic == "studentized"),
        p=test.p(0),
        n=rows.n,
    )
    if interval == "off":
        return result
    if abs(sum(block.weight for block in found.values()) - 1) > TIE:
        raise ExperimentInputError(
            "Weights of blocks do not sum to 1: a contrast of effects has no constant effect to invert.",
            'Ask for interval="off".',
        )
    low, high = (_limit(test.p, estimate, side * scale, 1 - level + TINY) for side in (-1, 1))
    return replace(result, low=low, high=high)


@dataclass(frozen=True)
class _Test:
    """A test of any constant effect τ."""

    assignments: Assignments
    studentized: bool
    scale: float

    def p(self, tau: float) -> float:
        """Two-sided p of an effect τ on everyone."""
        observed = abs(self.assignments.observed_statistic(tau, self.studentized))
        tiny = TINY if self.studentized else TINY * self.scale
        found = np.abs(self.assignments.statistics(tau, self.studentized))
        hits = int((found >= observed * (1 - TIE) - tiny).sum())
        if self.assignments.exact:
            return hits / self.assignments.count
        return (1 + hits) / (1 + len(found))


def _limit(p: Callable[[float], float], estimate: float, reach: float, alpha: float) -> float:
    """The limit of effects that are not rejected, on the side of the reach's sign; infinite if all are not.

    Beyond a first rejected effect, found in steps that double, a grid looks for others that are not.
    """
    if p(estimate + FAR * reach) > alpha:
        return float(np.copysign(np.inf, reach))
    step = reach * 2.0**-10
    while max(p(estimate + step), p(estimate + 2 * step)) > alpha:
        step *= 2
    offsets = np.linspace(0, 2 * step, GRID + 1)
    inside = max(i for i, offset in enumerate(offsets) if p(estimate + offset) > alpha)
    kept, rejected = offsets[inside], offsets[inside + 1]
    for _ in range(HALVINGS):
        middle = (kept + rejected) / 2
        if p(estimate + middle) > alpha:
            kept = middle
        else:
            rejected = middle
    return float(estimate + rejected)


def _checked_kind(kind: str | None, blocked: bool, clustered: bool) -> str:
    """The kind of assignment, if what is given fits it."""
    fitting = KINDS[blocked, clustered]
    if kind is None:
        return fitting[0]
    if kind not in fitting:
        known = [name for names in KINDS.values() for name in names]
        given = " and ".join(["blocks"] * blocked + ["clusters"] * clustered) or "neither blocks nor clusters"
        raise ExperimentInputError(
            f"The kind of assignment is {kind!r}, but {given} were given.",
            f"Give what it needs, or choose from {', '.join(fitting if kind in known else known)}.",
        )
    return kind


def _check_choices(statistic: str, interval: str, exact_limit: int, draws: int, level: float) -> None:
    for name, value, allowed in (
        ("statistic", statistic, STATISTICS),
        ("interval", interval, ("off", "invert")),
    ):
        if value not in allowed:
            raise ExperimentInputError(f"{name} is {value!r}.", f"Choose from {', '.join(allowed)}.")
    for name, number in (("exact_limit", exact_limit), ("draws", draws)):
        if not isinstance(number, int | np.integer) or number < (name == "draws"):
            raise ExperimentInputError(f"{name} is {number!r}.", "Give a whole number, of draws at least 1.")
    if not 0 < level < 1:
        raise ExperimentInputError(f"level is {level}.", "Give a number between 0 and 1.")


def _blocks(rows: Rows, y: np.ndarray, weights: Mapping[Any, float] | None) -> dict[Any, Block]:
    """Blocks by their labels, each of units: persons or clusters."""
    treated = rows.booleans("treated")
    check_both_arms(treated)
    codes, labels = rows.groups("blocks") if "blocks" in rows.columns else (np.zeros(rows.n, int), ["all"])
    units = np.arange(rows.n)
    if "clusters" in rows.columns:
        units, clusters = rows.groups("clusters")
        for name, values in (("treated", treated), ("block", codes)):
            rows.check_constant(name, values, units, clusters)
    if weights is not None and set(weights) != set(labels):
        raise ExperimentInputError(
            f"Weights are those of {sorted(map(str, weights))}, blocks {sorted(map(str, labels))}.",
            "Give each block a weight.",
        )
    found = {}
    for code, label in enumerate(labels):
        mine = codes == code
        _, first, inverse = np.unique(units[mine], return_index=True, return_inverse=True)
        arm = treated[mine][first]
        if arm.all() or not arm.any():
            raise ExperimentInputError(
                f"Block {label!r} has units of one arm only, treated {bool(arm[0])}.",
                "Leave it out, and say so, or join it to another.",
            )
        weight = mine.sum() / rows.n if weights is None else float(weights[label])
        sizes, totals = np.bincount(inverse).astype(float), np.bincount(inverse, y[mine])
        found[label] = Block(sizes, totals, arm, weight)
    return found


def _check_variances(blocks: Mapping[Any, Block]) -> None:
    """Raise ExperimentInputError if an arm of a block has too few units for a variance."""
    for label, block in blocks.items():
        least = min(int(block.treated.sum()), int((~block.treated).sum()))
        if least < 2:
            raise ExperimentInputError(
                f"An arm of block {label!r} has {least} unit: its variance is unknown.",
                'Ask for statistic="difference", or join the block to another.',
            )
