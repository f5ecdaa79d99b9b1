"""Factorial experiments: means of cells, effects averaged over the other factors, and their interactions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd

from entente.core.errors import ExperimentInputError
from entente.experiments.estimate import Estimate
from entente.experiments.estimation.arms import Answers, Cell, product_name, signed_cells
from entente.experiments.estimation.effects import (
    check_effect,
    effect,
    estimate_on,
    means_of_cells,
    refuse_no_error,
    refuse_small_cells,
)
from entente.experiments.estimation.regression import LeastSquares, Wald, warn_of_few
from entente.experiments.estimation.sandwich import Sandwich, fit_arrays

#: Shares of a population must sum to 1 as nearly as this.
ROUNDING = 1e-9

#: What other factors are averaged over: cells that count the same, as many as there are of each, or
#: shares of the levels by factor.
Distribution = str | Mapping[str, Mapping[str, float]]


def cell_means(
    frame: pd.DataFrame,
    outcome: str,
    factors: Iterable[str],
    weights: str | None = None,
    *,
    cluster: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Mean of the outcome in each cell of some factors that occurs.

    Parameters
    ----------
    frame : DataFrame
        A row each unit, without a missing value in the columns that are used.
    outcome : str
    factors : iterable of str
        Columns of labels.
    weights, cluster : str, optional
        Columns.
    level : float
        Of the intervals.

    Returns
    -------
    DataFrame
        A row each cell: the labels of the factors, ``n``, ``mean``, ``se``, ``df`` (n − 1, with clusters
        Satterthwaite's), ``low``, ``high``.  A cell of one unit, or one cluster, has a mean only.

    Raises
    ------
    ExperimentInputError
        If a column is unknown, a value is missing or a weight is not positive.
    """
    columns = list(factors)
    answers = Answers(frame, {}, outcome, weights, cluster=cluster)
    codes, cells = answers.cells(columns)
    means, variances, n = means_of_cells(answers, codes)
    table = pd.DataFrame(cells, columns=columns).assign(n=n, mean=means)
    if cluster is None:
        estimates = [Estimate(*row) for row in zip(means, variances**0.5, n - 1.0, strict=True)]
    else:
        estimates = [_clustered_mean(answers, codes == i) for i in range(len(cells))]
    limits = np.array([estimate.limits(level) for estimate in estimates])
    spread = {"se": [estimate.se for estimate in estimates], "df": [estimate.df for estimate in estimates]}
    return table.assign(**spread, low=limits[:, 0], high=limits[:, 1])


def _clustered_mean(answers: Answers, rows: np.ndarray) -> Estimate:
    """Return the mean of some rows with CR2 by cluster; without an error if they are of one cluster."""
    part = answers.of_rows(rows)
    if part.clusters.n > 1:
        return estimate_on(part, np.ones((rows.sum(), 1)), np.ones(1))
    return Estimate(float(np.average(part.y, weights=part.w)), np.nan, np.nan)


def amce(
    frame: pd.DataFrame,
    outcome: str,
    factors: Mapping[str, str],
    effect: Mapping[str, str],
    *,
    cells: Distribution = "uniform",
    weights: str | None = None,
    cluster: str | None = None,
) -> Estimate:
    """Average marginal component effect: of a factor, averaged over a distribution of the other factors.

    Differences of the means of the cells of all factors, that is of the saturated regression, combined with
    the shares of the cells of the other factors; several factors in ``effect`` are an interaction.
    HC2 with n minus the number of cells as degrees of freedom; with clusters CR2 with Satterthwaite's.

    Parameters
    ----------
    frame, outcome, factors, effect, weights, cluster
        As of :func:`entente.experiments.effect`.
    cells : {"uniform", "realised"} or mapping
        ``uniform``: every cell of the other factors counts the same; ``realised``: by its (weighted) share of
        the units; a mapping {factor: {level: share}}: of a population in which they are independent.

    Returns
    -------
    Estimate
        In the unit of the outcome.

    Raises
    ------
    ExperimentInputError
        If a column, factor or level is unknown; a value is missing; a weight is not positive; a cell that
        counts has fewer than two units or clusters; shares do not cover the other factors or sum to 1; or
        there is no variation at all.

    Notes
    -----
    Dasgupta, Pillai & Rubin (2015) for uniform cells; Egami & Imai (2019); de la Cuesta, Egami & Imai (2022)
    on the choice of the distribution.
    """
    answers = Answers(frame, dict(factors), outcome, weights, cluster=cluster)
    check_effect(answers, effect, {})
    others = [factor for factor in factors if factor not in effect]
    columns = [*effect, *others]
    wanted = {
        (*own, *other): sign * share
        for own, sign in signed_cells(effect, factors).items()
        for other, share in _shares(answers, others, cells).items()
    }
    refuse_small_cells(answers, columns, wanted)
    codes, found = answers.cells(columns)
    contrast = np.array([wanted.get(cell, 0.0) for cell in found])
    if cluster is not None:
        indicators = (codes[:, None] == np.arange(len(found))).astype(float)
        estimate = estimate_on(answers, indicators, contrast)
    else:
        used = contrast != 0
        means, variances, _ = means_of_cells(answers, codes)
        variance = contrast[used] ** 2 @ variances[used]
        estimate = Estimate(float(contrast @ means), float(variance**0.5), float(len(codes) - len(found)))
    refuse_no_error(estimate, answers)
    warn_of_few(estimate.df, f"The averaged effect of {product_name(effect)} on {outcome}")
    return estimate


def _shares(answers: Answers, others: Sequence[str], cells: Distribution) -> dict[Cell, float]:
    """Return the share of each cell of the other factors."""
    if not others:
        return {(): 1.0}
    if cells == "realised":
        codes, found = answers.cells(others)
        totals = np.bincount(codes, answers.weights_or_ones)
        return dict(zip(found, totals / totals.sum(), strict=True))
    if cells == "uniform":
        by_factor = {
            factor: dict.fromkeys(answers.levels(factor), 1 / len(answers.levels(factor)))
            for factor in others
        }
    else:
        by_factor = _population(answers, others, cells)
    return {
        tuple(level for level, _ in cell): float(np.prod([share for _, share in cell]))
        for cell in product(*(by_factor[factor].items() for factor in others))
        if all(share > 0 for _, share in cell)
    }


def _population(
    answers: Answers, others: Sequence[str], cells: Distribution
) -> Mapping[str, Mapping[str, float]]:
    """Return declared shares, checked."""
    if isinstance(cells, str) or set(cells) != set(others):
        raise ExperimentInputError(
            f"The cells {cells!r} are no distribution of {', '.join(others)}.",
            "Say uniform or realised, or give the share of each level of each of these factors.",
        )
    for factor, shares in cells.items():
        for level in shares:
            answers.refuse_unknown_level(factor, level)
        values = np.array(list(shares.values()), dtype=float)
        if not (values >= 0).all() or abs(values.sum() - 1) > ROUNDING:
            raise ExperimentInputError(
                f"The shares of {factor} are {dict(shares)}, with sum {values.sum():g}.",
                "Give shares from 0 to 1 that sum to 1.",
            )
    return cells


def amces(
    frame: pd.DataFrame,
    outcome: str,
    factors: Mapping[str, str],
    *,
    cells: Distribution = "uniform",
    weights: str | None = None,
    cluster: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """:func:`amce` of every level of every factor against its reference.

    Returns
    -------
    DataFrame
        ``factor``, ``level``, ``reference``, ``estimate``, ``se``, ``df``, ``low``, ``high``, ``p``.  Shares
        of a population must cover all factors; those of the factor itself are then left out.
    """
    rows = []
    for factor, reference in factors.items():
        others = cells if isinstance(cells, str) else {name: cells[name] for name in cells if name != factor}
        for label in Answers(frame, dict(factors), outcome).levels(factor)[1:]:
            found = amce(
                frame, outcome, factors, {factor: label}, cells=others, weights=weights, cluster=cluster
            )
            rows.append({"factor": factor, "level": label, "reference": reference} | found.row(level))
    return pd.DataFrame(rows)


def factorial_regression(
    frame: pd.DataFrame,
    outcome: str,
    factors: Mapping[str, str],
    *,
    interactions: Iterable[Sequence[str]] = (),
    covariates: Sequence[str] = (),
    weights: str | None = None,
    block: str | None = None,
    cluster: str | None = None,
) -> LeastSquares:
    """Regression on the main effects of all factors, and on the interactions asked for.

    Without interactions the coefficients are averages over the other factors, weighted as least squares likes
    best: right if effects do not depend on them, or assignment is independent.

    Parameters
    ----------
    frame, outcome, factors, covariates, weights, block, cluster
        As of :func:`entente.experiments.effect`.
    interactions : iterable of sequences of str
        Factors whose products are added, with all products of some of them.

    Returns
    -------
    LeastSquares
        HC2, with clusters CR2.  Columns are ``constant``, ``factor: level``, the covariates,
        ``block: label`` and ``factor: level × factor: level``.
    """
    answers = Answers(frame, dict(factors), outcome, weights, block, cluster, tuple(covariates))
    columns = answers.terms(interactions)
    fit = fit_arrays(
        answers.y,
        np.column_stack(list(columns.values())),
        answers.w,
        columns=list(columns),
        index=frame.index,
    )
    kind = "HC2" if answers.clusters is None else "CR2"
    return LeastSquares(Sandwich(fit, kind, answers.clusters), pd.Index(columns))


def joint_test(
    frame: pd.DataFrame, outcome: str, factors: Mapping[str, str], of: Sequence[str], **options: object
) -> Wald:
    """Wald test that no level of a factor matters, or that several factors do not interact at all.

    Parameters
    ----------
    frame, outcome, factors
        As of :func:`entente.experiments.effect`.
    of : sequence of str
        One factor: its main effects, all levels together; several: their products.
    **options
        Covariates, weights, block and cluster of :func:`factorial_regression`.

    Returns
    -------
    Wald
        F(q, n − k), with clusters F(q, G − 1).
    """
    fit = factorial_regression(frame, outcome, factors, interactions=[of], **options)
    answers = Answers(frame, dict(factors), outcome)
    tested = answers.products(of) if len(of) > 1 else answers.dummies(of)
    return fit.wald([{name: 1.0} for name in tested])


def simple_effects(
    frame: pd.DataFrame,
    outcome: str,
    factors: Mapping[str, str],
    of: Mapping[str, str],
    by: Sequence[str],
    *,
    level: float = 0.95,
    **options: object,
) -> pd.DataFrame:
    """Effect of a level within each cell of other factors that occurs.

    Parameters
    ----------
    frame, outcome, factors
        As of :func:`entente.experiments.effect`, whose other arguments are the ``options``.
    of : mapping
        Level by factor: the effect.
    by : sequence of str
        The other factors.
    level : float
        Of the intervals.

    Returns
    -------
    DataFrame
        A row each cell: the labels of ``by``, ``estimate``, ``se``, ``df``, ``low``, ``high``, ``p``.
    """
    _, cells = Answers(frame, dict(factors), outcome).cells(by)
    withins = [dict(zip(by, cell, strict=True)) for cell in cells]
    return pd.DataFrame(
        [
            within | effect(frame, outcome, factors, of, within=within, **options).row(level)
            for within in withins
        ]
    )
