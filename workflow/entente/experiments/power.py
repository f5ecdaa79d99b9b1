"""Which effects a design finds, by the number of respondents: the table power.csv.

Analytic power takes the standard error of the experiment's own estimate, which shrinks with the root of the
number of respondents; degrees of freedom grow with it.  Simulated power takes nothing for granted but that
those who were not asked are like those who were: respondents are drawn again, with replacement, from each
arm; the estimated effect is taken out of their answers and another one added; and it is counted how often the
estimator finds it.  An effect that is the same for everybody shifts the estimate by itself and leaves its
standard error, so that each resample serves for all effects.  It ignores that scales end: near their ends an
effect cannot be the same for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from entente.core.errors import ExperimentInputError
from entente.experiments.countries import ALL
from entente.experiments.estimation.arms import Answers
from entente.experiments.estimation.effects import (
    Regressors,
    adjusted_regressors,
    cell_regressors,
    lin_regressors,
)
from entente.experiments.estimation.estimates import estimate
from entente.experiments.estimation.sandwich import ROUNDING
from entente.experiments.verdicts.equivalence import minimum_detectable_effect, power_of_t_test

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import DesignForm, Hypothesis
    from entente.experiments.experiment import Experiment

#: Respondents, as shares of those of the experiment, and effects, as shares of the outcome's margin (choice).
SHARES, EFFECTS = (0.25, 0.5, 1, 2, 4), (0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2)

COLUMNS = "hypothesis country n effect analytic simulated mc_se mde".split()


def power_table(
    experiment: Experiment, respondents: Sequence[int] | None = None, draws: int = 500
) -> pd.DataFrame:
    """Compute the power of the estimator of verdicts, unweighted and unadjusted, for every hypothesis.

    Parameters
    ----------
    experiment : Experiment
        Real or simulated.
    respondents : sequence of int, optional
        Numbers of respondents in a country, in all arms; from a quarter to four times those who answered the
        outcome if left out.
    draws : int
        Resamples of each number, at least 2; each depends on the seed of the experiment and its number alone.

    Returns
    -------
    DataFrame
        A row a ``hypothesis``, ``country``, number ``n`` and ``effect``, from 0 to twice the margin of the
        outcome in the direction of the hypothesis; with the power, ``analytic`` and ``simulated``, the Monte
        Carlo standard error of the latter, ``mc_se``, and the effect that is found with a power of 80 %,
        ``mde``.  Of experiments in clusters, and of conjoints, nothing is simulated.

    Raises
    ------
    ExperimentInputError
        If there are fewer than two draws, a number of respondents is not positive, or an effect cannot be
        estimated.
    """
    if draws < 2:
        raise ExperimentInputError(f"draws is {draws}.", "Give two at least: a standard error needs them.")
    if respondents is not None and min(respondents) < 1:
        raise ExperimentInputError(f"respondents has {min(respondents)}.", "Give positive numbers.")
    rows = [
        row
        for hypothesis in experiment.design.hypotheses
        for country in experiment.countries
        for row in _of_hypothesis(experiment, hypothesis, country, respondents, draws)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _of_hypothesis(
    experiment: Experiment,
    hypothesis: Hypothesis,
    country: str | None,
    respondents: Sequence[int] | None,
    draws: int,
) -> Iterator[tuple]:
    """Yield the rows of a hypothesis in a country."""
    design, name = experiment.design, ALL if country is None else str(country)
    own = estimate(experiment, hypothesis.name, country)
    level, asked = design.analysis.level, _rows(experiment.of_country(country), hypothesis)
    effects = np.array(EFFECTS) * design.outcome(hypothesis.outcome).margin
    resampler = None if _is_clustered(design) else Resampler.of(asked, design, hypothesis)
    for n in respondents or [round(share * len(asked)) for share in SHARES]:
        se, df = own.se * (len(asked) / n) ** 0.5, own.df * n / len(asked)
        analytic = power_of_t_test(effects, se, df, level)
        mde = minimum_detectable_effect(se, df, level)
        simulated = np.full(len(effects), np.nan)
        if resampler:
            drawn = resampler.estimates(n, draws, experiment.seed)
            simulated = _found(drawn, effects * (-1 if hypothesis.direction == "negative" else 1), level)
        mc_se = np.sqrt(simulated * (1 - simulated) / draws)
        for row in zip(effects, analytic, simulated, mc_se, strict=True):
            yield hypothesis.name, name, n, *row, mde


def _rows(experiment: Experiment, hypothesis: Hypothesis) -> pd.DataFrame:
    """Those who have all that the estimator reads."""
    design = experiment.design
    covariates = () if design.analysis.estimator == "difference" else design.covariates
    return experiment.frame.dropna(subset=[hypothesis.outcome, *covariates])


def _is_clustered(design: DesignForm) -> bool:
    return design.conjoint is not None or design.assignment.cluster is not None


def _found(drawn: np.ndarray, effects: np.ndarray, level: float) -> np.ndarray:
    """Share of resamples, (draws, 3), that find each effect; one that cannot be estimated finds none."""
    deviations, se, df = drawn.T
    critical = stats.t.isf(level / 2, df)
    return np.array([np.mean(np.abs(deviations + effect) > critical * se) for effect in effects])


class Resampler:
    """The regression of an effect, and how respondents are drawn again.

    Parameters
    ----------
    y : array, shape (n,)
        Outcomes.
    regressors : Regressors
        Their columns, and the combination of coefficients that is the effect.
    arms : int
        How many of the first columns are dummies that the others are products of, each with as many centred
        covariates; 0 if none are.
    strata : array of int, shape (n,)
        Cell, of arms and blocks, within which respondents are drawn.
    asked : int
        Respondents of all arms; more than n if the effect is one among some of them.
    """

    def __init__(self, y: np.ndarray, regressors: Regressors, arms: int, strata: np.ndarray, asked: int):
        self._y, self._X, self._contrast, self._arms = y, regressors.X, regressors.contrast, arms
        self._strata = [np.flatnonzero(strata == stratum) for stratum in np.unique(strata)]
        self._asked = asked
        self._own = self._estimate(np.ones(len(y)))[0]

    @classmethod
    def of(cls, rows: pd.DataFrame, design: DesignForm, hypothesis: Hypothesis) -> Resampler:
        """Return that of a hypothesis, by the estimator of verdicts, without weights."""
        estimator, block = design.analysis.estimator, design.assignment.block
        covariates = () if estimator == "difference" else tuple(design.covariates)
        answers = Answers(rows, design.bases, hypothesis.outcome, block=block, covariates=covariates)
        if hypothesis.within:
            answers = answers.within(hypothesis.within)
        effect, arms = hypothesis.effect, 0
        if estimator == "adjusted":
            regressors = adjusted_regressors(answers, effect)
        elif estimator == "difference" or not (covariates or block):
            regressors = cell_regressors(answers, effect)
        else:
            regressors, arms = lin_regressors(answers, effect), len(answers.cells(list(effect))[1])
        strata = answers.cells([*effect, *([block] if block else [])])[0]
        return cls(answers.y, regressors, arms, strata, len(rows))

    def estimates(self, n: int, draws: int, seed: int) -> np.ndarray:
        """Estimates of resamples of n respondents less that of all, standard errors and df, (draws, 3)."""
        found = np.empty((draws, 3))
        for draw in range(draws):
            found[draw] = self._estimate(self._times_drawn(n, np.random.default_rng([seed, n, draw])))
        return found - [self._own, 0, 0]

    def _times_drawn(self, n: int, random: np.random.Generator) -> np.ndarray:
        """How often each respondent is drawn: of each stratum its share of n."""
        times = np.zeros(len(self._y))
        for rows in self._strata:
            many = round(len(rows) * n / self._asked)
            times[rows] = np.bincount(random.integers(0, len(rows), many), minlength=len(rows))
        return times

    def _estimate(self, times: np.ndarray) -> tuple[float, float, float]:
        """The effect, its HC2 standard error and n − k, if each row stands there so many times; or NaN."""
        rows = times > 0
        times, X, y = times[rows], self._X[rows], self._y[rows]
        df = times.sum() - X.shape[1]
        crossed = X.T @ (times[:, None] * X)
        if df <= 0 or np.linalg.matrix_rank(crossed, hermitian=True) < len(crossed):
            return np.nan, np.nan, np.nan
        inverse = np.linalg.inv(crossed)
        coefficients = inverse @ (X.T @ (times * y))
        contrast = self._recentred(times, X)
        u, leverage = X @ (inverse @ contrast), ((X @ inverse) * X).sum(axis=1)
        if leverage.max() > 1 - ROUNDING:
            return np.nan, np.nan, np.nan
        variance = times @ (u**2 * (y - X @ coefficients) ** 2 / (1 - leverage))
        return float(contrast @ coefficients), float(variance**0.5), float(df)

    def _recentred(self, times: np.ndarray, X: np.ndarray) -> np.ndarray:
        """The combination of coefficients at the resample's own means of the covariates."""
        if not self._arms:
            return self._contrast
        signs = self._contrast[: self._arms]
        products = (times @ X[:, self._arms :]).reshape(self._arms, -1)
        return np.concatenate([signs, np.kron(signs, products.sum(axis=0) / times.sum())])
