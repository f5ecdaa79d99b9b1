"""Conjoint experiments: effects of attributes, also where some levels are never shown together, and means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd

from entente.core.errors import DesignError, ExperimentInputError
from entente.experiments.estimation.arms import Answers, Cell, cell_name
from entente.experiments.estimation.effects import refuse_no_error
from entente.experiments.estimation.factorial import cell_means
from entente.experiments.estimation.regression import LeastSquares
from entente.experiments.estimation.sandwich import Sandwich, fit_arrays

#: Two levels are restricted if they never meet, though so many profiles would have both by chance (choice).
EXPECTED = 20


def conjoint_regression(
    frame: pd.DataFrame,
    outcome: str,
    attributes: Mapping[str, str],
    respondent: str,
    *,
    restrictions: Iterable[Collection[str]] = (),
    cov: str = "CR2",
    weights: str | None = None,
) -> LeastSquares:
    """Regression on the dummies of all attributes, whose coefficients are their AMCEs without restrictions.

    Parameters
    ----------
    frame : DataFrame
        A row each profile.
    outcome : str
        Rating, or 1 for the profile that was chosen and 0 for others.
    attributes : mapping
        Every attribute and its reference level; their columns hold the labels of the levels.
    respondent : str
        Column of who judged the profile: the cluster.
    restrictions : iterable of pairs of str
        Attributes of which some pairs of levels are never shown.
    cov : {"CR2", "CR1"}
    weights : str, optional

    Returns
    -------
    LeastSquares
        Columns ``constant`` and ``attribute: level``.

    Raises
    ------
    DesignError
        If there is a restriction, declared or seen in the data: a coefficient would then compare levels among
        different levels of the partner; ask :func:`conjoint_amce`.
    ExperimentInputError
        As of :func:`entente.experiments.effect`.

    Notes
    -----
    Hainmueller, Hopkins & Yamamoto (2014).
    """
    answers = Answers(frame, dict(attributes), outcome, weights, cluster=respondent)
    for pair in restrictions:
        raise DesignError(
            f"Not all levels of {' and '.join(pair)} are shown together: their coefficients are no effects.",
            "Average over the levels of the partner that are allowed: conjoint_amce.",
        )
    _refuse_undeclared(answers, [])
    return _fit(answers, answers.terms([]), cov)


def conjoint_amce(
    frame: pd.DataFrame,
    outcome: str,
    attributes: Mapping[str, str],
    respondent: str,
    *,
    restrictions: Iterable[Collection[str]] = (),
    partners: str = "uniform",
    cov: str = "CR2",
    weights: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Average marginal component effects of all levels of all attributes of profiles.

    Attributes that are in a restricted pair, and those tied to them by further pairs, enter the regression by
    the cells that occur.  The effect of a level is then the average, over the cells of the partners that
    occur both with it and with the reference, of differences of cells; that of the other attributes is the
    coefficient of their dummy.

    Parameters
    ----------
    frame, outcome, attributes, respondent, restrictions, cov, weights
        As of :func:`conjoint_regression`.
    partners : {"uniform", "realised"}
        How allowed cells of the partners count: the same, or by their (weighted) share of the profiles.
    level : float
        Of the intervals.

    Returns
    -------
    DataFrame
        ``attribute``, ``level``, ``reference``, ``partners`` (``none``, or those averaged over), ``cells``
        (how many of them), ``n`` (profiles with the level), ``estimate``, ``se``, ``df``, ``low``, ``high``,
        ``p``.

    Raises
    ------
    DesignError
        If a restriction is no pair of attributes; if levels that are not declared as restricted never meet
        though they would in more than 20 profiles; or if a level never occurs with partners of its reference.
    ExperimentInputError
        As of :func:`entente.experiments.effect`.

    Notes
    -----
    Hainmueller, Hopkins & Yamamoto (2014), on restricted randomization.
    """
    if partners not in ("uniform", "realised"):
        raise ExperimentInputError(f"Partners cannot count {partners!r}.", "Say uniform or realised.")
    answers = Answers(frame, dict(attributes), outcome, weights, cluster=respondent)
    together = _tied(answers, restrictions)
    _refuse_undeclared(answers, together)
    fit = _fit(answers, _columns(answers, together), cov)
    rows = []
    for attribute, reference in attributes.items():
        tied = next((group for group in together if attribute in group), [])
        others = [other for other in tied if other != attribute]
        for label in answers.levels(attribute)[1:]:
            shares = _partner_shares(answers, attribute, label, others, partners)
            about = {"attribute": attribute, "level": label, "reference": reference}
            about |= {"partners": ", ".join(others) or "none", "cells": len(shares)}
            about["n"] = int(answers.at(attribute, label).sum())
            contrast = (
                _contrast(answers, tied, attribute, label, shares) if tied else {f"{attribute}: {label}": 1.0}
            )
            estimate = fit.contrast(contrast)
            refuse_no_error(estimate, answers)
            rows.append(about | estimate.row(level))
    return pd.DataFrame(rows)


def marginal_means(
    frame: pd.DataFrame,
    outcome: str,
    attributes: Iterable[str],
    respondent: str,
    *,
    weights: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Mean of the outcome over the profiles with each level of each attribute, with CR2 by respondent.

    Returns
    -------
    DataFrame
        ``attribute``, ``level``, ``n``, ``mean``, ``se``, ``df``, ``low``, ``high``.
    """
    tables = [
        cell_means(frame, outcome, [attribute], weights, cluster=respondent, level=level)
        .rename(columns={attribute: "level"})
        .assign(attribute=attribute)
        for attribute in attributes
    ]
    table = pd.concat(tables, ignore_index=True)
    return table[["attribute", *table.columns.drop("attribute")]]


def _fit(answers: Answers, columns: Mapping[str, np.ndarray], cov: str) -> LeastSquares:
    X = np.column_stack(list(columns.values()))
    fit = fit_arrays(answers.y, X, answers.w, columns=list(columns), index=answers.index)
    return LeastSquares(Sandwich(fit, cov, answers.clusters), pd.Index(columns))


def _tied(answers: Answers, restrictions: Iterable[Collection[str]]) -> list[list[str]]:
    """Return groups of attributes that restricted pairs connect."""
    ties = nx.Graph()
    for pair in restrictions:
        for attribute in pair:
            answers.refuse_unknown_factor(attribute)
        if len(set(pair)) != 2:
            raise DesignError(f"The restriction {list(pair)} is no pair.", "Name two attributes in each.")
        ties.add_edge(*pair)
    return [[name for name in answers.factors if name in group] for group in nx.connected_components(ties)]


def _refuse_undeclared(answers: Answers, together: Sequence[Sequence[str]]) -> None:
    """Raise the error that names levels which never meet, too often to be chance, and are not declared to."""
    n = len(answers.frame)
    for one, other in combinations(answers.factors, 2):
        if any(one in group and other in group for group in together):
            continue
        (first, names), (second, others) = answers.codes(one), answers.codes(other)
        met = np.zeros((len(names), len(others)))
        np.add.at(met, (first, second), 1)
        expected = np.outer(met.sum(axis=1), met.sum(axis=0)) / n
        never = np.argwhere((met == 0) & (expected > EXPECTED))
        if len(never):
            i, j = never[0]
            raise DesignError(
                f"{cell_name((names[i], others[j]), (one, other))} never occur together, though "
                f"{expected[i, j]:.0f} profiles would have both by chance.",
                f"Declare the restriction [{one}, {other}].",
            )


def _columns(answers: Answers, together: Sequence[Sequence[str]]) -> dict[str, np.ndarray]:
    """Return a constant, the cells of attributes that are tied but the first, and dummies of the others."""
    tied = {attribute for group in together for attribute in group}
    columns = {"constant": np.ones(len(answers.frame))}
    columns |= answers.dummies(attribute for attribute in answers.factors if attribute not in tied)
    for group in together:
        codes, cells = answers.cells(group)
        columns |= {cell_name(cell, group): (codes == i) * 1.0 for i, cell in enumerate(cells) if i}
    return columns


def _partner_shares(
    answers: Answers, attribute: str, label: str, others: Sequence[str], partners: str
) -> dict[Cell, float]:
    """Return what each cell of the partners counts that occurs with a level and with the reference."""
    if not others:
        return {}
    codes, cells = answers.cells(others)
    reference = answers.factors[attribute]
    common = set(codes[answers.at(attribute, label)]) & set(codes[answers.at(attribute, reference)])
    if not common:
        raise DesignError(
            f"{attribute} {label} and {attribute} {reference} never occur with the same {', '.join(others)}.",
            "Choose another reference: these levels cannot be compared.",
        )
    allowed = np.array(sorted(common))
    counts = np.ones(len(allowed))
    if partners == "realised":
        counts = np.bincount(codes, answers.weights_or_ones)[allowed]
    return {cells[i]: float(share) for i, share in zip(allowed, counts / counts.sum(), strict=True)}


def _contrast(
    answers: Answers, tied: Sequence[str], attribute: str, label: str, shares: Mapping[Cell, float]
) -> dict[str, float]:
    """Return the weights of cells: a level less the reference, averaged over cells of the partners.

    The first cell has no column; as the weights sum to 0, it needs none.
    """
    first, position = answers.cells(tied)[1][0], tied.index(attribute)
    weights = {}
    for partner, share in shares.items():
        for level, sign in ((label, 1), (answers.factors[attribute], -1)):
            cell = (*partner[:position], level, *partner[position:])
            if cell != first:
                weights[cell_name(cell, tied)] = sign * share
    return weights
