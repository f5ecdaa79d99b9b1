"""What the estimators of a design find in many simulated surveys.

The estimators are those of :mod:`entente.experiments.estimation.effects`, on arrays: the regressors of a
survey are the same in every scenario and for every outcome, so that each regression is factorized once for
all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from math import prod

import numpy as np
import pandas as pd
from scipy import stats

from entente.core.errors import ExperimentInputError
from entente.experiments.designs.design import Design
from entente.experiments.estimation.sandwich import ROUNDING, fit_arrays
from entente.experiments.missing_answers.trimming import Arm, Cell, lee
from entente.experiments.simulation.asked_of_world import Asked, AskedEffect, Scale
from entente.experiments.simulation.declared_world import World
from entente.experiments.simulation.simulated_survey import Fielded, answers, field

#: What is estimated of each hypothesis, without and with weights; and of each pathway.
ESTIMATORS, WEIGHTED, LINEAR = ("difference", "adjusted", "lin"), "lin, weighted", "linear"
#: Bounds of the effects of one factor, where outcomes are missing.
LEE = "lee"


def simulated_estimates(
    design: Design,
    world: World,
    draws: Iterable[int],
    seed: int = 0,
    scenarios: Sequence[str] | None = None,
    persons: int | None = None,
) -> pd.DataFrame:
    """Estimate all that a design asks in surveys of a simulated world.

    Parameters
    ----------
    design : Design
        Its factors, outcomes and covariates are those of the world.
    world : World
        The world.
    draws : iterable of int
        Numbers of the surveys; each is the same whichever others are drawn.
    seed : int
        Seed of all.
    scenarios : sequence of str, optional
        What is true; all scenarios of the world if left out.
    persons : int, optional
        Persons asked in each country; as many as the world declares if left out.

    Returns
    -------
    DataFrame
        A row a scenario, country, hypothesis (or pathway), estimator and draw, with ``estimate``, ``se``,
        ``df``, and the limits ``low`` and ``high`` of the interval of level 1 − α.  Hypotheses are estimated
        by ``difference``, ``adjusted`` and ``lin``, and, where the design has a weight, by ``lin, weighted``;
        pathways by ``linear``, the product ab with the standard error of the delta method.  Of ``lee``, for
        hypotheses on one factor, the limits are Lee's bounds, and there is no estimate.

    Raises
    ------
    DesignError
        If the design asks what the world does not have.
    ExperimentInputError
        If there is no such scenario, or a survey is too small for an estimator.
    """
    draws, scenarios = list(draws), list(scenarios or world.scenarios)
    found: dict[tuple, np.ndarray] = {}
    for country in world.countries:
        asked = Asked.of(design, world, country)
        for place, draw in enumerate(draws):
            fielded = field(world, country, seed, draw, persons)
            survey = _Survey(design, world, asked, country, fielded, scenarios)
            for key, values in survey.estimates():
                kept = found.setdefault((country, *key), np.empty((len(draws), *values.shape)))
                kept[place] = values
    return _tidy(found, draws, scenarios, design.analysis.level)


def _tidy(
    found: Mapping[tuple, np.ndarray], draws: list[int], scenarios: list[str], level: float
) -> pd.DataFrame:
    """A row an estimate, of arrays by country, hypothesis and estimator: (draws, 3 or 2, scenarios)."""
    parts = []
    for (country, hypothesis, estimator), values in found.items():
        for place, scenario in enumerate(scenarios):
            head = {"scenario": scenario, "country": country, "hypothesis": hypothesis}
            head |= {"estimator": estimator, "draw": draws}
            names = ("low", "high") if estimator == LEE else ("estimate", "se", "df")
            parts.append(pd.DataFrame(head | dict(zip(names, values[:, :, place].T, strict=True))))
    table = pd.concat(parts, ignore_index=True)
    reach = stats.t.isf(level / 2, table["df"]) * table["se"]
    return table.fillna({"low": table["estimate"] - reach, "high": table["estimate"] + reach})


@dataclass(frozen=True, eq=False)
class _Survey:
    """Those who stayed in one survey, in every scenario."""

    design: Design
    world: World
    asked: Asked
    country: str
    fielded: Fielded
    scenarios: Sequence[str]

    @cached_property
    def presence(self) -> dict[str, np.ndarray]:
        """Whether each factor is present, (n,)."""
        return {name: values[self.fielded.stays] for name, values in self.fielded.presence.items()}

    @cached_property
    def covariates(self) -> np.ndarray:
        """Covariates of the design, (n, covariates)."""
        traits = [self.fielded.persons.traits[name] for name in self.design.covariates]
        return np.column_stack([*traits, np.empty((len(self.fielded.stays), 0))])[self.fielded.stays]

    @cached_property
    def weights(self) -> np.ndarray:
        """Weights of sampling, (n,)."""
        return self.fielded.weights[self.fielded.stays]

    @cached_property
    def points(self) -> list[dict[str, np.ndarray]]:
        """Points of every answer, a scenario each."""
        told = (answers(self.world, name, self.country, self.fielded) for name in self.scenarios)
        return [{name: values[self.fielded.stays] for name, values in one.items()} for one in told]

    def values(self, scale: Scale) -> np.ndarray:
        """Values of an outcome, (n, scenarios)."""
        return np.column_stack([scale.of(one[scale.answer]) for one in self.points])

    def estimates(self) -> Iterator[tuple[tuple[str, str], np.ndarray]]:
        """Yield hypothesis and estimator, and what it finds in each scenario, (3 or 2, scenarios)."""
        kinds = [(name, name, False) for name in ESTIMATORS]
        kinds += [(WEIGHTED, "lin", True)] * (self.design.weight is not None)
        for names in self.asked.by_effect():
            asked = [self.asked.effects[name] for name in names]
            outcomes = list(dict.fromkeys(one.outcome for one in asked))
            y = np.hstack([self.values(outcome) for outcome in outcomes])
            found = {called: self._effect(asked[0], y, *kind) for called, *kind in kinds}
            if asked[0].of_one_factor:
                found[LEE] = self._bounds(asked[0], y)
            for called, together in found.items():
                by_outcome = np.split(together, len(outcomes), axis=1)
                for name, one in zip(names, asked, strict=True):
                    yield (name, called), by_outcome[outcomes.index(one.outcome)]
        yield from self._pathways()

    def _effect(self, asked: AskedEffect, y: np.ndarray, estimator: str, weighted: bool) -> np.ndarray:
        """An effect on the outcomes, (n, m), of those within the levels that are held: (3, m)."""
        rows = np.ones(len(y), dtype=bool)
        for factor, present in asked.within.items():
            rows &= self.presence[factor] == present
        presence = {f: values[rows] for f, values in self.presence.items() if f not in asked.within}
        covariates, weights = self.covariates[rows], self.weights[rows] if weighted else None
        if estimator == "adjusted":
            X, contrast = adjusted_regressors(presence, asked.effect, covariates)
        else:
            own = {factor: presence[factor] for factor in asked.effect}
            used = covariates if estimator == "lin" else covariates[:, :0]
            X, contrast = lin_regressors(own, asked.effect, used, weights)
        regressed = Regressed(y[rows], X, weights)
        only_arms = estimator != "adjusted" and X.shape[1] == 2 ** len(asked.effect)
        df = regressed.welch() if only_arms else np.full(y.shape[1], float(len(X) - X.shape[1]))
        return np.array([*regressed.contrast(contrast), df])

    def _bounds(self, asked: AskedEffect, y: np.ndarray) -> np.ndarray:
        """Lee's bounds of the effect of one factor on the outcomes, (n, m): (2, m)."""
        ((factor, sign),) = asked.effect.items()
        treated, stays = self.fielded.presence[factor] == (sign > 0), self.fielded.stays
        everyone, outcome = np.ones((1, len(stays))), np.zeros(len(stays))
        found = []
        for outcome[stays] in y.T:
            bounds = lee(
                everyone, [Cell("all", *(Arm.of(arm, outcome, stays) for arm in (treated, ~treated)))]
            )
            found.append((bounds.low[0], bounds.high[0]))
        return np.array(found).T

    def _pathways(self) -> Iterator[tuple[tuple[str, str], np.ndarray]]:
        """Yield products of the coefficients of linear pathways, with the variance a²V(b) + b²V(a)."""
        factors = list(self.presence)
        X = np.column_stack([np.ones(len(self.covariates)), *self.presence.values(), self.covariates])
        by_mediator: dict[tuple[Scale, Scale], tuple[Regressed, tuple[np.ndarray, np.ndarray]]] = {}
        for name, pathway in self.asked.pathways.items():
            pair = pathway.mediator, pathway.outcome
            if pair not in by_mediator:
                mediator, outcome = (self.values(scale) for scale in pair)
                by_mediator[pair] = Regressed(mediator, X), last_coefficients(outcome, X, mediator)
            first, (b, se_b) = by_mediator[pair]
            a, se_a = first.contrast(np.eye(X.shape[1])[1 + factors.index(pathway.treatment)])
            se = np.sqrt(a**2 * se_b**2 + b**2 * se_a**2)
            yield (name, LINEAR), np.array([a * b, se, np.full(len(se), np.inf)])


def lin_regressors(
    presence: Mapping[str, np.ndarray],
    effect: Mapping[str, int],
    covariates: np.ndarray,
    weights: np.ndarray | None,
) -> tuple[np.ndarray, np.ndarray]:
    """Dummies of the cells of the effect's own factors, and each with slopes on the centred covariates."""
    states = list(product((False, True), repeat=len(effect)))
    own = np.column_stack([presence[factor] for factor in effect])
    arms = np.column_stack([(own == state).all(axis=1) for state in states]).astype(float)
    shares = np.full(len(arms), 1 / len(arms)) if weights is None else weights / weights.sum()
    centred = covariates - shares @ covariates
    X = np.hstack([arms, *(arm[:, None] * centred for arm in arms.T)])
    contrast = np.zeros(X.shape[1])
    contrast[: len(states)] = [
        prod(sign if present else -sign for sign, present in zip(effect.values(), state, strict=True))
        for state in states
    ]
    return X, contrast


def adjusted_regressors(
    presence: Mapping[str, np.ndarray], effect: Mapping[str, int], covariates: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Constant, dummies of all factors, covariates, and the products of the effect's own factors."""
    products = [
        np.logical_and.reduce([presence[factor] for factor in together])
        for size in range(2, len(effect) + 1)
        for together in combinations(effect, size)
    ]
    X = np.column_stack([np.ones(len(covariates)), *presence.values(), covariates, *products]).astype(float)
    contrast = np.zeros(X.shape[1])
    place = -1 if products else 1 + list(presence).index(next(iter(effect)))
    contrast[place] = prod(effect.values())
    return X, contrast


class Regressed:
    """Least squares of m outcomes, (n, m), on the same X, (n, k), with HC2 variances."""

    def __init__(self, y: np.ndarray, X: np.ndarray, weights: np.ndarray | None = None):
        self._fit = fit_arrays(y[:, 0], X, weights)
        if self._fit.leverage.max() > 1 - ROUNDING:
            raise ExperimentInputError(
                f"A simulated survey has {len(X)} answers, one of which {X.shape[1]} columns fit exactly.",
                "Ask more persons, or let fewer leave: nothing tells how it varies.",
            )
        self._X = X
        self._weighted = self._fit.weights[:, None] * self._fit.basis
        self._coefficients = self._fit.inverse @ (self._weighted.T @ y)
        self._squares = (y - X @ self._coefficients) ** 2 / (1 - self._fit.leverage)[:, None]

    def contrast(self, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return a combination of the coefficients and its standard error, each (m,)."""
        u = self._weighted @ (self._fit.inverse.T @ weights)
        return weights @ self._coefficients, np.sqrt(u**2 @ self._squares)

    def welch(self) -> np.ndarray:
        """Welch's degrees of freedom, (m,), if X are dummies of cells that all have the weight 1 or −1."""
        parts = np.array([self.contrast(cell)[1] for cell in np.eye(self._X.shape[1])]) ** 2
        n = self._X.sum(axis=0)[:, None]
        return parts.sum(axis=0) ** 2 / (parts**2 / (n - 1)).sum(axis=0)


def last_coefficients(y: np.ndarray, X: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients and HC2 standard errors of a regressor beside X: m of them for m outcomes, (n, m).

    What X explains is taken out of both first (Frisch and Waugh), and adds to the leverage.
    """
    fit = fit_arrays(y[:, 0], X)
    left_y, left = (values - fit.basis @ (fit.basis.T @ values) for values in (y, last))
    squares = (left**2).sum(axis=0)
    coefficients = (left * left_y).sum(axis=0) / squares
    leverage = fit.leverage[:, None] + left**2 / squares
    residuals = left_y - coefficients * left
    variances = (left**2 * residuals**2 / (1 - leverage)).sum(axis=0) / squares**2
    return coefficients, np.sqrt(variances)
