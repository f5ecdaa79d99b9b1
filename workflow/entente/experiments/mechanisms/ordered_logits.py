"""Ordered logits, as a check of means of ordinal scales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special, stats
from statsmodels.miscmodels.ordinal_model import OrderedModel
from statsmodels.tools.numdiff import approx_fprime

from entente.core.errors import ExperimentInputError
from entente.experiments.estimate import Estimate
from entente.experiments.estimation.arms import Answers, product_name, signed_cells

#: At a maximum the mean score is below this in every parameter, and where answers are not separated the mean
#: information is above it in every direction, regressors having unit variance (choice).
FLAT = 1e-6


class _Logistic(type(stats.logistic)):
    """The logistic distribution without the checks of arguments that take scipy most of its time."""

    def cdf(self, x: np.ndarray) -> np.ndarray:
        return special.expit(x)

    def pdf(self, x: np.ndarray) -> np.ndarray:
        return special.expit(x) * special.expit(-x)


@dataclass(frozen=True)
class OrderedLogit:
    """An effect in an ordered logit.

    Attributes
    ----------
    coefficient : Estimate
        Log odds of a higher answer.
    change : Estimate
        Average change in the probability of the top answers.
    top : tuple of float
        What these are.
    n : int
        Rows.
    """

    coefficient: Estimate
    change: Estimate
    top: tuple[float, ...]
    n: int


def ordered_logit(
    frame: pd.DataFrame,
    outcome: str,
    factors: Mapping[str, str],
    effect: Mapping[str, str],
    *,
    covariates: Sequence[str] = (),
    within: Mapping[str, str] | None = None,
    block: str | None = None,
    cluster: str | None = None,
    top: Sequence[float] | None = None,
) -> OrderedLogit:
    """Estimate an effect by an ordered logit, and its change in the probability of the top answers.

    The change is by g-computation: each row is predicted under either arm, as it is else, and the difference
    averaged; of two factors the difference of differences.  Its standard error is by the delta method, the
    rows taken as fixed; with clusters from the clustered sandwich times G/(G − 1).

    Parameters
    ----------
    frame : DataFrame
        Answers, none missing.
    outcome : str
        Its column, numbers in the order of the scale.
    factors : mapping
        Reference level by factor; all are in the model.
    effect : mapping
        Level by factor: of one a main effect, of several their interaction.
    covariates : sequence of str
        Columns.
    within : mapping, optional
        Levels of other factors that a simple effect is held to.
    block, cluster : str, optional
        Columns of the assignment.
    top : sequence of float, optional
        Highest values of the scale; by default the two highest that occur.

    Returns
    -------
    OrderedLogit
        With normal errors.

    Raises
    ------
    ExperimentInputError
        If fewer than three values occur, none is below the top ones, a column does not vary, or the
        likelihood has no maximum.
    """
    answers = Answers(frame, factors, outcome, block=block, cluster=cluster, covariates=tuple(covariates))
    answers = answers.within(within) if within else answers
    for factor, level in effect.items():
        answers.refuse_unknown_level(factor, level)
    scale, category = np.unique(answers.y, return_inverse=True)
    top = tuple(float(value) for value in (scale[-2:] if top is None else top))
    below = int((scale < min(top)).sum())
    if len(scale) < 3 or not 0 < below < len(scale):
        raise ExperimentInputError(
            f"The answers {_listed(scale)} to {outcome!r} are no scale whose top is {_listed(top)}.",
            "Give at least three values, some of which are below the top ones.",
        )
    design = _design(answers, effect, {})
    centre, spread = design.mean(), design.std()
    for name in design.columns[design.nunique() == 1]:
        raise ExperimentInputError(
            f"The column {name} is {design[name].iloc[0]:g} in all rows.",
            "Nothing follows from it: leave it out.",
        )
    model = OrderedModel(category, (design - centre) / spread, distr=_Logistic())
    params, covariance = _maximum(model, outcome, answers)

    def change(params: np.ndarray) -> float:
        edge = model.transform_threshold_params(params)[below]
        total = 0.0
        for cell, sign in signed_cells(effect, factors).items():
            held = _design(answers, effect, dict(zip(effect, cell, strict=True)))
            index = ((held - centre) / spread).to_numpy() @ params[: design.shape[1]]
            total += sign * special.expit(index - edge).mean()
        return total

    gradient = approx_fprime(params, change, centered=True)
    at, unit = design.columns.get_loc(product_name(effect)), spread[product_name(effect)]
    return OrderedLogit(
        Estimate(float(params[at] / unit), float(covariance[at, at] ** 0.5 / unit), np.inf),
        Estimate(float(change(params)), float((gradient @ covariance @ gradient) ** 0.5), np.inf),
        top,
        len(category),
    )


def _listed(values: Sequence[float]) -> str:
    return ", ".join(f"{value:g}" for value in values)


def _design(answers: Answers, effect: Mapping[str, str], held: Mapping[str, str]) -> pd.DataFrame:
    """Dummies of all factors, products of those of the effect, and covariates; some are held at a level."""
    dummies = answers.dummies(answers.factors)
    for factor, level in held.items():
        for other in answers.levels(factor)[1:]:
            dummies[product_name({factor: other})] = np.full(len(answers.frame), float(other == level))
    columns = dict(dummies)
    for levels in _combinations(answers, effect):
        columns[product_name(levels)] = np.prod(
            [dummies[product_name({factor: level})] for factor, level in levels.items()], axis=0
        )
    columns |= {name: answers.numbers(name) for name in answers.covariates} | answers.block_dummies()
    return pd.DataFrame(columns, index=answers.index)


def _combinations(answers: Answers, effect: Mapping[str, str]) -> list[dict[str, str]]:
    """Levels of several factors that occur together, none of them a reference."""
    if len(effect) == 1:
        return []
    found = answers.frame[list(effect)].drop_duplicates().sort_values(list(effect)).to_dict("records")
    return [levels for levels in found if all(levels[name] != answers.factors[name] for name in effect)]


def _maximum(model: OrderedModel, outcome: str, answers: Answers) -> tuple[np.ndarray, np.ndarray]:
    """The parameters of greatest likelihood, by quasi-Newton, then Newton steps, and their covariance."""
    search = {"disp": 0, "skip_hessian": True, "warn_convergence": False}
    near = model.fit(method="bfgs", maxiter=500, **search)
    params = np.asarray(model.fit(start_params=np.asarray(near.params), method="newton", **search).params)
    score, information = model.score(params), -model.hessian(params)
    found = np.isfinite(information).all() and np.abs(score).max() < FLAT * model.nobs
    if not found or np.linalg.eigvalsh(information)[0] < FLAT * model.nobs:
        raise ExperimentInputError(
            f"The ordered logit of {outcome!r} has no maximum: an arm or a covariate may separate answers.",
            "Leave out the column that does, or join categories that hardly anybody chose.",
        )
    bread = np.linalg.inv(information)
    if answers.cluster is None:
        return params, bread
    scores = approx_fprime(params, model.loglikeobs, centered=True)
    codes = answers.codes(answers.cluster)[0]
    summed = np.stack([np.bincount(codes, column) for column in scores.T], axis=1)
    clusters = len(summed)
    return params, bread @ (summed.T @ summed) @ bread * clusters / (clusters - 1)
