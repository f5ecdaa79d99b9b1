"""Bounds of effects where some did not answer: Manski's of everyone's, Lee's of those who always answer.

Everything is computed for many weightings of the same persons at once: their own weights, or these times how
often each is drawn in a resample.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from entente.core.errors import ExperimentInputError
from entente.experiments.given_rows import Rows, check_both_arms
from entente.experiments.missing_answers.interval_of_bounds import imbens_manski
from entente.experiments.missing_answers.stratified_bootstrap import resampled_weights
from entente.experiments.missing_answers.trimming import Arm, Cell, Lee, lee

#: Lower and upper bounds, each (m,), for weights (m, n).
Both = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]


class BoundsWarning(UserWarning):
    """Bounds rest on something to beware of: cells differ in who answers more, or resamples fail."""


@dataclass(frozen=True)
class Bounds:
    """Bounds of an effect.

    Attributes
    ----------
    low, high : float
        Bounds, in the unit of the outcome.
    se_low, se_high : float
        Their standard errors, by bootstrap; NaN without.
    interval : tuple of float
        Interval of the effect (:func:`entente.experiments.missing_answers.interval_of_bounds.imbens_manski`).
    n_treated, n_control, answered_treated, answered_control : int
        Persons in each arm, and those of them who answered.
    trimmed : float
        Share of the answers of the arm with more of them that Lee's bounds leave out; NaN for Manski's.
    trimmed_arm : str
        "treated", "control" or "neither"; by cells also "treated and control".
    remarks : tuple of str
        What to beware of.
    """

    low: float
    high: float
    se_low: float
    se_high: float
    interval: tuple[float, float]
    n_treated: int
    n_control: int
    answered_treated: int
    answered_control: int
    trimmed: float = np.nan
    trimmed_arm: str = "neither"
    remarks: tuple[str, ...] = ()


def lee_bounds(
    y: Any,
    treated: Any,
    answered: Any,
    weights: Any = None,
    *,
    tighten: Any = None,
    clusters: Any = None,
    replicates: int = 1000,
    level: float = 0.95,
    seed: int | Sequence[int] = 0,
) -> Bounds:
    """Bounds of the average effect on those who answer under either arm (Lee 2009).

    Treatment is taken to move answering in one direction only.  The arm that answers more is trimmed to the
    share keep = q_small / q_large of its answers: of the highest for its lowest mean, of the lowest for its
    highest.  The marginal person counts in part, which makes the bounds sharp also where answers tie: they
    are the least and the greatest of a linear program.

    Parameters
    ----------
    y : array_like or Series of float, shape (n,)
        Outcomes; what stands where nobody answered is not read.
    treated, answered : array_like or Series of bool, shape (n,)
        The arm, and whether the outcome was answered.
    weights : array_like or Series of float, shape (n,), optional
        Survey weights.
    tighten : array_like or Series, shape (n,), optional
        Labels of cells, known before treatment, that are bounded one by one.  Bounds are means over cells by
        their numbers of those who always answer, the cell's share of persons times q_small.  Directions may
        differ between cells then, which is warned of.
    clusters : array_like or Series, shape (n,), optional
        Labels of clusters that were assigned, and are resampled, whole.
    replicates : int, default 1000
        Resamples within each arm that standard errors are taken from; 0 for none.
    level : float, default .95
        Level of the interval.
    seed : int or sequence of int
        Seed of the resamples.

    Returns
    -------
    Bounds

    Raises
    ------
    ExperimentInputError
        If rows differ in labels, an answer or label is missing, a weight is not positive, an arm of a cell
        has nobody, or nobody of an arm answered.

    Warns
    -----
    BoundsWarning
        If the treated answer more in some cells and less in others, in a cell nobody answers under either
        arm, or nobody answered in an arm of a resample.
    """
    sample = _Sample(tighten, y=y, treated=treated, answered=answered, weights=weights, clusters=clusters)
    cells = sample.cells()
    found = lee(sample.weights[None], cells)
    if np.isnan(found.low[0]):
        raise ExperimentInputError(
            "Nobody answered in one of the arms: the share that is kept of the other is 0.",
            "There is nobody who answers under either arm; Manski's bounds need none.",
        )

    def both(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        resampled = lee(weights, cells)
        return resampled.low, resampled.high

    gaps = found.gaps[0]
    arms = [arm for arm, trims in (("treated", (gaps > 0).any()), ("control", (gaps < 0).any())) if trims]
    result = sample.bounds(
        both,
        replicates,
        level,
        seed,
        trimmed=float(found.trimmed[0]),
        trimmed_arm=" and ".join(arms) or "neither",
        remarks=_of_cells(cells, found),
    )
    for remark in result.remarks:
        warnings.warn(f"{remark[0].upper()}{remark[1:]}.", BoundsWarning, stacklevel=2)
    return result


def manski_bounds(
    y: Any,
    treated: Any,
    answered: Any,
    range: tuple[float, float],
    weights: Any = None,
    *,
    clusters: Any = None,
    replicates: int = 1000,
    level: float = 0.95,
    seed: int | Sequence[int] = 0,
) -> Bounds:
    """Bounds of the average effect on everyone, whatever others would have answered (Manski 1990).

    Of each arm the mean lies between q · mean + (1 − q) · lo and q · mean + (1 − q) · hi, q being the share
    that answered.

    Parameters
    ----------
    y, treated, answered, weights, clusters, replicates, level, seed
        As in :func:`lee_bounds`.
    range : tuple of float
        Least and greatest value of the outcome.

    Returns
    -------
    Bounds

    Raises
    ------
    ExperimentInputError
        As in :func:`lee_bounds`, but for want of answers, or if an answer lies outside the range.
    """
    sample = _Sample(y=y, treated=treated, answered=answered, weights=weights, clusters=clusters)
    least, greatest = range
    if not -np.inf < least < greatest < np.inf:
        raise ExperimentInputError(f"The range is {range}.", "Give the least and the greatest value.")
    outside = sample.answered & ((sample.y < least) | (sample.y > greatest))
    sample.rows.refuse(outside, f"y lies outside its range, {least} to {greatest},", "Mend range or answers.")

    def effect(weights: np.ndarray, if_treated: float, if_control: float) -> np.ndarray:
        filled = np.where(sample.answered, sample.y, np.where(sample.treated, if_treated, if_control))
        arms = [weights[:, arm] for arm in (sample.treated, ~sample.treated)]
        one, other = (
            arm @ values / arm.sum(axis=1)
            for arm, values in zip(arms, (filled[sample.treated], filled[~sample.treated]), strict=True)
        )
        return one - other

    def both(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return effect(weights, least, greatest), effect(weights, greatest, least)

    return sample.bounds(both, replicates, level, seed)


class _Sample:
    """Persons whose effect is bounded, checked.

    ExperimentInputError is raised if rows differ in labels, an answer or label is missing, a weight is not
    positive, an arm is empty or a cluster in both.
    """

    def __init__(self, tighten: Any = None, **columns: Any):
        self.rows = Rows(tighten=tighten, **columns)
        self.treated, self.answered = self.rows.booleans("treated"), self.rows.booleans("answered")
        check_both_arms(self.treated)
        self.y = np.where(self.answered, self.rows.numbers("y"), 0)
        self.rows.refuse(np.isnan(self.y), "y is missing, but answered,", "Say that it was not answered.")
        self.weights = self.rows.weights("weights")
        self.units = np.arange(self.rows.n)
        if "clusters" in self.rows.columns:
            self.units, labels = self.rows.groups("clusters")
            self.rows.check_constant("treated", self.treated, self.units, labels)

    def cells(self) -> list[Cell]:
        """Cells that are bounded one by one: one of all, unless there is a column to tighten by."""
        codes, labels = np.zeros(self.rows.n, int), ["all"]
        if "tighten" in self.rows.columns:
            codes, labels = self.rows.groups("tighten")
        found = []
        for code, label in enumerate(labels):
            arms = [(codes == code) & (self.treated == arm) for arm in (True, False)]
            if not all(arm.any() for arm in arms):
                raise ExperimentInputError(
                    f"Cell {label!r} has nobody in the {'control' if arms[0].any() else 'treated'} arm.",
                    "Tighten by a coarser column, or by none.",
                )
            found.append(Cell(str(label), *(Arm.of(arm, self.y, self.answered) for arm in arms)))
        return found

    def bounds(
        self, both: Both, replicates: int, level: float, seed: int | Sequence[int], **of_method: Any
    ) -> Bounds:
        """Bounds by a function of weights, with errors of what it gives for resamples."""
        if not isinstance(replicates, int | np.integer) or replicates < 0 or replicates == 1:
            raise ExperimentInputError(
                f"replicates is {replicates!r}.", "Give a whole number of at least 2, or 0 for no errors."
            )
        low, high = (float(bound[0]) for bound in both(self.weights[None]))
        remarks = of_method.pop("remarks", ())
        se, interval = (np.nan, np.nan), (np.nan, np.nan)
        if replicates:
            drawn = resampled_weights(self.weights, self.treated, self.units, replicates, seed)
            found = np.hstack([both(weights) for weights in drawn])
            kept = found[:, np.isfinite(found).all(axis=0)]
            if lost := replicates - kept.shape[1]:
                remarks += (f"in {lost} of {replicates} resamples nobody answered in an arm: left out",)
            if kept.shape[1] > 1:
                se = tuple(kept.std(axis=1, ddof=1).tolist())
                interval = imbens_manski(low, high, *se, level)
        return Bounds(
            low,
            high,
            *se,
            interval,
            n_treated=int(self.treated.sum()),
            n_control=int((~self.treated).sum()),
            answered_treated=int(self.answered[self.treated].sum()),
            answered_control=int(self.answered[~self.treated].sum()),
            remarks=remarks,
            **of_method,
        )


def _of_cells(cells: Sequence[Cell], found: Lee) -> tuple[str, ...]:
    """What to beware of in cells that are bounded one by one."""
    remarks = []
    more = [cell.label for cell, gap in zip(cells, found.gaps[0], strict=True) if gap > 0]
    fewer = [cell.label for cell, gap in zip(cells, found.gaps[0], strict=True) if gap < 0]
    if more and fewer:
        remarks.append(
            f"the direction of monotonicity differs: the treated answer more in {', '.join(more)}, "
            f"less in {', '.join(fewer)}"
        )
    nobody = [cell.label for cell, weight in zip(cells, found.always[0], strict=True) if not weight]
    if nobody:
        remarks.append(f"nobody answers under either arm in {', '.join(nobody)}, which count for nothing")
    return tuple(remarks)
