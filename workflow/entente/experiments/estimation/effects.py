"""Average effects of declared factors: differences of means, adjusted for covariates, or Lin's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from entente.core.errors import ExperimentInputError
from entente.experiments.estimate import Estimate
from entente.experiments.estimation.arms import Answers, Cell, cell_name, product_name, signed_cells
from entente.experiments.estimation.regression import warn_of_few
from entente.experiments.estimation.sandwich import Sandwich, fit_arrays

#: Beside the size of the outcome, a standard error this small is the rounding of zero (choice).
NO_ERROR = 1e-12


def effect(
    frame: pd.DataFrame,
    outcome: str,
    factors: Mapping[str, str],
    effect: Mapping[str, str],
    *,
    estimator: str = "lin",
    covariates: Sequence[str] = (),
    within: Mapping[str, str] | None = None,
    weights: str | None = None,
    block: str | None = None,
    cluster: str | None = None,
    satterthwaite: bool = False,
    equal: str = "persons",
) -> Estimate:
    """Average effect of levels of factors against their references.

    One factor in ``effect`` is a main effect; several are their interaction, the coefficient of the product
    of their dummies, that is the alternating sum of the means of their cells.

    - ``difference``: of the means of the cells of the effect's own factors.  Variance Σ s²/n, of weighted
      means Σ w_i² e_i² / (1 − h_i) / (Σw)², h_i = w_i/Σw, which is HC2 of the regression on the cells;
      Welch's degrees of freedom.  In blocks Σ_b (n_b/n) τ_b, n_b the persons of all arms, with as many
      degrees of freedom as persons compared less cells.
    - ``lin``: regression on these cells, each with its own slopes on the covariates, which are centred at
      their (weighted) means.  Dummies of the blocks count as covariates.  Without any it is the difference.
    - ``adjusted``: regression on the dummies of all factors, the covariates, dummies of the blocks, and the
      products asked for.

    The covariance is HC2 with n − k degrees of freedom, with clusters CR2 with Satterthwaite's.

    Parameters
    ----------
    frame : DataFrame
        A row each unit, without a missing value in the columns that are used.
    outcome : str
    factors : mapping
        Every factor of the experiment and its reference level; their columns hold the labels of the levels.
    effect : mapping
        Level by factor.
    estimator : {"lin", "difference", "adjusted"}
    covariates : sequence of str
        Measured before treatment; not used by ``difference``.
    within : mapping, optional
        Levels of other factors: the effect among those who have them.
    weights, block, cluster : str, optional
        Columns.
    satterthwaite : bool
        Whether ``lin`` and ``adjusted`` take Satterthwaite's degrees of freedom without clusters, too.
    equal : {"persons", "clusters"}
        What counts the same: persons, or clusters, where each person has one over the size of the cluster.

    Returns
    -------
    Estimate
        In the unit of the outcome.

    Raises
    ------
    ExperimentInputError
        If a column, factor or level is unknown; a value is missing; a weight is not positive; a cell of the
        effect has fewer than two persons, or clusters if there are any, also within a block if the estimator
        compares within blocks; columns are collinear; a row has leverage 1; or there is no variation at all.

    Warns
    -----
    FewDegreesOfFreedomWarning
        If the degrees of freedom are below 4.

    Notes
    -----
    Lin (2013, Annals of Applied Statistics 7); for the difference in blocks, Neyman's estimator in each.
    """
    if estimator not in ESTIMATORS:
        raise ExperimentInputError(
            f"{estimator!r} is no estimator of an effect.", f"Choose one of {', '.join(ESTIMATORS)}."
        )
    used = () if estimator == "difference" else tuple(covariates)
    answers = Answers(frame, dict(factors), outcome, weights, block, cluster, used, equal)
    check_effect(answers, effect, within or {})
    if within:
        answers = answers.within(within)
    estimate = ESTIMATORS[estimator](answers, effect, satterthwaite)
    refuse_no_error(estimate, answers)
    warn_of_few(estimate.df, f"The effect of {product_name(effect)} on {outcome}")
    return estimate


def refuse_no_error(estimate: Estimate, answers: Answers) -> None:
    """Raise the error that says that nothing varies, if a standard error is 0 but for rounding."""
    if not estimate.se > NO_ERROR * np.abs(answers.y).max():
        raise ExperimentInputError(
            f"Nothing is left of the variation of {answers.outcome} within arms: its standard error is 0.",
            "Check the outcome: everybody in an arm has the same value, or a covariate repeats it.",
        )


def check_effect(answers: Answers, effect: Mapping[str, str], within: Mapping[str, str]) -> None:
    """Raise the error that says why an effect, or one within levels, cannot be asked for."""
    for factor, level in (*effect.items(), *within.items()):
        answers.refuse_unknown_level(factor, level)
    same = [factor for factor, level in effect.items() if level == answers.factors[factor]]
    both = [factor for factor in effect if factor in within]
    if same or both or not effect:
        why = (
            "names no factor"
            if not effect
            else f"compares the reference of {same[0]} with itself"
            if same
            else f"is asked for within a level of {both[0]}, its own factor"
        )
        raise ExperimentInputError(
            f"The effect {why}.", "Give another level of each factor; within, levels of other factors."
        )


def _difference(answers: Answers, effect: Mapping[str, str], satterthwaite: bool) -> Estimate:
    """Compare the means of cells, within blocks if there are any; Welch's degrees of freedom in any case."""
    if answers.clusters is not None:
        return estimate_on(answers, *cell_regressors(answers, effect))
    codes, signs = _signed_cells_in_blocks(answers, effect)
    means, variances, n = means_of_cells(answers, codes)
    used = signs != 0
    means, variances, n, signs = means[used], variances[used], n[used], signs[used]
    parts = signs**2 * variances
    if answers.block is not None:
        df = n.sum() - len(n)
    else:
        df = parts.sum() ** 2 / (parts**2 / (n - 1)).sum() if parts.any() else np.nan
    return Estimate(float(signs @ means), float(parts.sum() ** 0.5), float(df))


def means_of_cells(answers: Answers, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the (weighted) means of numbered cells, their variances, NaN for a single person, and sizes."""
    w, n = answers.weights_or_ones, np.bincount(codes)
    totals = np.bincount(codes, w)
    means = np.bincount(codes, w * answers.y) / totals
    without = np.where(n[codes] > 1, 1 - w / totals[codes], np.nan)
    squares = (w * (answers.y - means[codes])) ** 2 / without
    return means, np.bincount(codes, squares) / totals**2, n


def _signed_cells_in_blocks(answers: Answers, effect: Mapping[str, str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the cells of the rows, as numbers, and what each cell weighs in the effect."""
    signed, columns = signed_cells(effect, answers.factors), list(effect)
    if answers.block is not None:
        block_codes, blocks = answers.codes(answers.block)
        shares = np.bincount(block_codes, answers.weights_or_ones)
        shares = shares / shares.sum()
        columns = [answers.block, *columns]
        signed = {
            (block, *cell): sign * share
            for block, share in zip(blocks, shares, strict=True)
            for cell, sign in signed.items()
        }
    codes, cells = answers.cells(columns)
    refuse_small_cells(answers, columns, signed)
    return codes, np.array([signed.get(cell, 0.0) for cell in cells])


def _lin(answers: Answers, effect: Mapping[str, str], satterthwaite: bool) -> Estimate:
    """Regress on cells, each with its own slopes; without covariates it is the difference."""
    if not answers.covariates and answers.block is None:
        return _difference(answers, effect, satterthwaite)
    return estimate_on(answers, *lin_regressors(answers, effect), satterthwaite)


def _adjusted(answers: Answers, effect: Mapping[str, str], satterthwaite: bool) -> Estimate:
    """Regress on main effects, covariates and blocks, and on the products asked for."""
    return estimate_on(answers, *adjusted_regressors(answers, effect), satterthwaite)


class Regressors(NamedTuple):
    """Columns, (n, k), the combination of their coefficients that is the effect, (k,), and their names."""

    X: np.ndarray
    contrast: np.ndarray
    columns: Sequence[str] | None = None


def cell_regressors(answers: Answers, effect: Mapping[str, str]) -> Regressors:
    """Return the dummies of cells, within blocks if there are any."""
    codes, signs = _signed_cells_in_blocks(answers, effect)
    return Regressors(_indicators(codes), signs)


def lin_regressors(answers: Answers, effect: Mapping[str, str]) -> Regressors:
    """Return dummies of cells, and the products of each with all covariates and blocks, which are centred."""
    columns = {name: answers.numbers(name) for name in answers.covariates} | answers.block_dummies()
    _signed_cells_in_blocks(answers, effect)
    codes, cells = answers.cells(list(effect))
    values = np.column_stack(list(columns.values()))
    centred = values - np.average(values, axis=0, weights=answers.w)
    arms = _indicators(codes)
    X = np.hstack([arms, *(arm[:, None] * centred for arm in arms.T)])
    named = [cell_name(cell, effect) for cell in cells]
    named += [f"{arm} × {column}" for arm in named for column in columns]
    signed = signed_cells(effect, answers.factors)
    contrast = np.zeros(X.shape[1])
    contrast[: len(cells)] = [signed.get(cell, 0) for cell in cells]
    return Regressors(X, contrast, named)


def adjusted_regressors(answers: Answers, effect: Mapping[str, str]) -> Regressors:
    """Return main effects, covariates, blocks, and the products asked for."""
    refuse_small_cells(answers, list(effect), signed_cells(effect, answers.factors))
    columns = answers.terms([list(effect)])
    contrast = np.array([float(name == product_name(effect)) for name in columns])
    return Regressors(np.column_stack(list(columns.values())), contrast, list(columns))


#: How each estimator is computed.
ESTIMATORS = {"lin": _lin, "difference": _difference, "adjusted": _adjusted}


def estimate_on(
    answers: Answers,
    X: np.ndarray,
    contrast: np.ndarray,
    columns: Sequence[str] | None = None,
    satterthwaite: bool = False,
) -> Estimate:
    """Return a combination of the coefficients of a regression: HC2, with clusters CR2."""
    fit = fit_arrays(answers.y, X, answers.w, columns=columns, index=answers.index)
    kind = "HC2" if answers.clusters is None else "CR2"
    sandwich = Sandwich(fit, kind, answers.clusters, satterthwaite)
    variance = contrast @ sandwich.covariance @ contrast
    return Estimate(float(contrast @ fit.coefficients), float(variance**0.5), sandwich.df(contrast))


def _indicators(codes: np.ndarray) -> np.ndarray:
    """Return a column for each number, (n, numbers)."""
    return (codes[:, None] == np.arange(codes.max() + 1)).astype(float)


def refuse_small_cells(answers: Answers, columns: Sequence[str], wanted: Iterable[Cell]) -> None:
    """Raise the error that names a wanted cell with fewer than two persons, or clusters."""
    codes, cells = answers.cells(columns)
    units = "persons"
    if answers.clusters is not None:
        units = "clusters"
        codes = np.unique(np.column_stack([codes, answers.clusters.codes]), axis=0)[:, 0]
    counts = dict(zip(cells, np.bincount(codes), strict=True))
    for cell in wanted:
        if counts.get(cell, 0) < 2:
            raise ExperimentInputError(
                f"The cell {cell_name(cell, columns)} has {counts.get(cell, 0)} {units}, fewer than two.",
                "Its variance is unknown: join blocks or levels, or ask for another effect.",
            )
