"""Whether arms are as chance would have them: their sizes, and what was known of those in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import comb
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from entente.core.errors import ExperimentInputError
from entente.core.given import as_numbers, is_pandas
from entente.experiments.given_rows import Rows

#: Ways to share persons among arms up to which each is counted; beyond, χ² takes their place (choice).
EXACT_LIMIT = 200_000

#: A direction in which covariates vary less than this share of the greatest is none.
RANK = 1e-10

#: Assignments that are looked at together.
BATCH = 100

#: Probabilities that differ by less, as a share, are ties.
TIE = 1e-7


class Omnibus(NamedTuple):
    """One test that covariates say nothing of arms: d², its degrees of freedom and p."""

    d2: float
    df: int
    p: float


def shares_test(counts: Sequence[int], chances: Sequence[float]) -> float:
    """P of numbers in arms that were drawn with some chances.

    Parameters
    ----------
    counts : sequence of int, length a
        Persons, or clusters, in each arm.
    chances : sequence of float, length a
        Above 0, adding to 1.

    Returns
    -------
    float
        The exact multinomial p, that is the probability of all numbers no more probable than these; where
        there are more than 200,000 of them, that of Pearson's χ² with a − 1 degrees of freedom.
    """
    counts, chances = np.asarray(counts), np.asarray(chances, dtype=float)
    n, a = int(counts.sum()), len(counts)
    if comb(n + a - 1, a - 1) > EXACT_LIMIT:
        return float(stats.chisquare(counts, n * chances / chances.sum()).pvalue)
    every = _compositions(n, a)
    probability = stats.multinomial.pmf(every, n, chances)
    observed = stats.multinomial.pmf(counts, n, chances)
    return float(min(1.0, probability[probability <= observed * (1 + TIE)].sum()))


def _compositions(n: int, parts: int) -> np.ndarray:
    """All ways to write n as a sum of parts from 0, (ways, parts)."""
    if parts == 2:
        return np.column_stack([np.arange(n + 1), n - np.arange(n + 1)])
    return np.vstack(
        [
            np.column_stack([np.full(len(rest), first), rest])
            for first in range(n + 1)
            for rest in [_compositions(n - first, parts - 1)]
        ]
    )


def standardized_differences(covariates: Any, treated: Any) -> pd.Series:
    """Differences in means of covariates between two arms, in pooled standard deviations.

    Parameters
    ----------
    covariates : DataFrame or array_like, shape (n, k)
        Without missing values.
    treated : array_like or Series of bool, shape (n,)
        The arm.

    Returns
    -------
    Series
        By covariate; NaN for one that does not vary.

    Raises
    ------
    ExperimentInputError
        If rows differ in labels, a covariate or arm is missing, or an arm has fewer than two rows.
    """
    rows = Rows(covariates=covariates, treated=treated)
    values, arm = _numbers(rows), rows.booleans("treated")
    if min(arm.sum(), (~arm).sum()) < 2:
        raise ExperimentInputError("An arm has fewer than two persons.", "Compare arms with more.")
    # From the first row on, what does not vary is 0, without rounding.
    values = values - values[0]
    one, other = values[arm], values[~arm]
    within = (len(one) - 1) * one.var(axis=0, ddof=1) + (len(other) - 1) * other.var(axis=0, ddof=1)
    pooled = np.sqrt(within / (rows.n - 2))
    differences = one.mean(axis=0) - other.mean(axis=0)
    names = covariates.columns if is_pandas(covariates) else None
    return pd.Series(differences / np.where(pooled > 0, pooled, np.nan), names)


def omnibus_balance(
    covariates: Any,
    arms: Any,
    *,
    draws: int | None = None,
    blocks: Any = None,
    clusters: Any = None,
    seed: int = 0,
) -> Omnibus:
    """Test whether covariates differ between arms more than chance would have it, all at once.

    Parameters
    ----------
    covariates : DataFrame or array_like, shape (n, k)
        Without missing values.
    arms : array_like or Series, shape (n,)
        Arm of each row.
    draws : int, optional
        Assignments that are drawn again; without it p is that of χ², which holds for complete assignment.
    blocks, clusters : array_like or Series, shape (n,), optional
        Within which arms were drawn, and what was drawn whole.
    seed : int
        Of the draws.

    Returns
    -------
    Omnibus
        d² = (n − 1) · tr(R), R being the share of the variation of the arms' indicators that covariates
        explain: for two arms (n − 1)·R² of the regression of the arm on the covariates, which for one simple
        randomization is the statistic of Hansen and Bowers (2008).  Referred to χ² with (arms − 1) times the
        rank of the covariates, or to (1 + hits) / (1 + draws).

    Raises
    ------
    ExperimentInputError
        If rows differ in labels, a covariate or label is missing, no covariate varies, there is one arm, a
        cluster is in several arms or blocks, or no assignment is to be drawn.
    """
    rows = Rows(covariates=covariates, arms=arms, blocks=blocks, clusters=clusters)
    if draws is not None and draws < 1:
        raise ExperimentInputError(f"draws is {draws}.", "Give a number of at least 1; None for χ².")
    directions = _directions(_numbers(rows))
    codes, known = rows.groups("arms")
    if len(known) < 2:
        raise ExperimentInputError("There is one arm alone.", "Give the arms of all.")
    units = _Units.of(directions, codes, rows)
    d2 = float(units.d2(units.arms[None])[0])
    df = directions.shape[1] * (len(known) - 1)
    if draws is None:
        return Omnibus(d2, df, float(stats.chi2.sf(d2, df)))
    hits = sum(int((units.d2(drawn) >= d2 * (1 - TIE)).sum()) for drawn in units.drawn(draws, seed))
    return Omnibus(d2, df, (1 + hits) / (1 + draws))


def _numbers(rows: Rows) -> np.ndarray:
    """Covariates as numbers, (n, k), none of which is missing."""
    values = as_numbers(rows.columns["covariates"], "covariates", ExperimentInputError)
    if values.ndim != 2:
        raise ExperimentInputError(
            f"The covariates have the shape {values.shape}.", "Give a column each covariate."
        )
    unknown = ~np.isfinite(values).all(axis=1)
    rows.refuse(unknown, "A covariate is missing", "Leave these rows out, and say how many.")
    return values


def _directions(values: np.ndarray) -> np.ndarray:
    """Orthonormal directions in which covariates vary about their means, (n, rank)."""
    centred = values - values.mean(axis=0)
    spread = np.sqrt((centred**2).sum(axis=0))
    centred = centred[:, spread > RANK * np.abs(values).max(axis=0, initial=0)]
    if not centred.shape[1]:
        raise ExperimentInputError("No covariate varies.", "Give one that does.")
    left, sizes, _ = np.linalg.svd(centred / np.sqrt((centred**2).sum(axis=0)), full_matrices=False)
    return left[:, sizes > RANK * sizes[0]]


class _Units(NamedTuple):
    """Persons or clusters, as assigned: arms, blocks and sizes (g,), sums of directions (g, rank)."""

    arms: np.ndarray
    blocks: np.ndarray
    sizes: np.ndarray
    sums: np.ndarray

    @classmethod
    def of(cls, directions: np.ndarray, arms: np.ndarray, rows: Rows) -> _Units:
        unit, block = np.arange(rows.n), np.zeros(rows.n, dtype=int)
        if "blocks" in rows.columns:
            block, _ = rows.groups("blocks")
        if "clusters" in rows.columns:
            unit, labels = rows.groups("clusters")
            for name, values in (("arm", arms), ("block", block)):
                rows.check_constant(name, values, unit, labels)
        first = np.unique(unit, return_index=True)[1]
        sums = np.column_stack([np.bincount(unit, column) for column in directions.T])
        return cls(arms[first], block[first], np.bincount(unit).astype(float), sums)

    def d2(self, arms: np.ndarray) -> np.ndarray:
        """d² of some assignments, (draws, g), (draws,): tr((D′D)⁻¹ D′QQ′D), D the centred indicators."""
        n = self.sizes.sum()
        indicators = (arms[..., None] == np.arange(1, self.arms.max() + 1)).astype(float)
        explained = np.einsum("dga,gk->dak", indicators, self.sums)
        persons = np.einsum("dga,g->da", indicators, self.sizes)
        gram = persons[:, :, None] * np.eye(persons.shape[1]) - persons[:, :, None] * persons[:, None] / n
        return (n - 1) * np.einsum("dak,dak->d", explained, np.linalg.solve(gram, explained))

    def drawn(self, draws: int, seed: int) -> Iterator[np.ndarray]:
        """Assignments drawn again within blocks, in batches, which change nothing."""
        generator = np.random.default_rng(np.random.SeedSequence(seed))
        sorted_by_block = np.argsort(self.blocks, kind="stable")
        for start in range(0, draws, BATCH):
            chance = generator.random((min(BATCH, draws - start), len(self.arms)))
            # Blocks are whole numbers, so that order within them is by chance alone.
            order = np.argsort(self.blocks + chance, axis=1)
            arms = np.empty(chance.shape, dtype=self.arms.dtype)
            arms[:, sorted_by_block] = self.arms[order]
            yield arms
