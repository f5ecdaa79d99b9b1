"""Coefficients of ties and effort together, by the method of moments and stochastic approximation.

Coefficients are sought under which simulated years end, on average, as observed ones did (Snijders 2001,
*Sociological Methodology* 31: 361–95).  Each has a statistic: of a term of ties its sum over all states at
the end, with effort as at the beginning; of a term of effort its sum with effort at the end and ties as at
the beginning; of rates the ties that changed and the categories passed.  Statistics are summed over years.

1. Derivatives D of the expected statistics are slopes of simulated ones on chance moves of all coefficients,
   which are as long, in each direction, as statistics vary little.
2. Robbins and Monro's steps, θ ← θ − a D⁻¹ (s − s observed), each from one simulation of all years, with
   gains a that are halved from one series of steps to the next, which begins at the mean of the last.
3. Simulations at the result: how far statistics are on average from those observed, in standard deviations
   (the t-ratios), and together (the overall ratio); errors are those of D⁻¹ Σ D⁻¹′ with D taken again here.

A result is accepted if no t-ratio is above .1 and the overall ratio not above .25, as the method's engine
asks for; else the last series of step 2, and step 3, go on from it, a few times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from entente.burden.actors.simulated_years import SimulatedYears, YearOfActors
from entente.burden.effort_categories import CATEGORIES
from entente.core.errors import ModelDataError

#: Largest t-ratio and overall ratio of a result that is accepted.
LARGEST_RATIO, LARGEST_OVERALL = 0.1, 0.25

#: Gains of the series of steps, and how many steps each has.
GAINS, STEPS = (0.2, 0.1, 0.05, 0.025), (40, 80, 160, 1200)

#: Steps are no longer than of a deviation of so many standard deviations.
LONGEST = 3.0

#: Simulations for derivatives, and how far coefficients are moved for these: as many standard deviations of
#: statistics as expected ones would move if they were those of an exponential family (choices).
SLOPE_DRAWS, MOVED = 1000, 1.0

#: Shares of the largest variance of standardized statistics below which they move together.
SINGULAR = 1e-6

#: The smallest rate (choice).
LEAST_RATE = 0.01


@dataclass(frozen=True, eq=False)
class MomentsResults:
    """Estimated coefficients and rates.

    Attributes
    ----------
    params, bse : Series of float64
        By process ("ties", "efforts") and term, "rate" first.
    covariance : DataFrame of float64
    t_ratios : Series of float64
        How far each statistic is from that observed, in standard deviations of the simulated ones.
    overall : float
        The largest such ratio of any combination of statistics.
    converged : bool
        Whether both are small enough.
    simulations : int
        Of all years, in all.
    """

    params: pd.Series
    bse: pd.Series
    covariance: pd.DataFrame
    t_ratios: pd.Series
    overall: float
    converged: bool
    simulations: int


class MethodOfMoments:
    """Coefficients of ties and effort, and the rates of opportunities a year, the same in all years.

    Parameters
    ----------
    years : sequence of YearOfActors
    ties, efforts : sequence of str
        Terms: coefficients of `entente.burden.actors.TieCoefficients` and `EffortCoefficients`, beside which
        all covariates of the first year are taken.
    rule, scale, triangles, categories
        As for runs.
    centre : float, optional
        z̄; the mean effort at the beginning of all years if left out.

    Raises
    ------
    NetworkError, ModelDataError, BurdenInputError
        If ties, covariates or efforts cannot be used, a term is unknown, or no tie or no effort changed.
    """

    def __init__(
        self,
        years: Sequence[YearOfActors],
        ties: Sequence[str] = ("density", "degree", "closure", "partner_effort"),
        efforts: Sequence[str] = ("linear", "quadratic", "direct", "indirect"),
        *,
        rule: str = "confirm",
        scale: str = "linear",
        triangles: str = "once",
        categories: int = CATEGORIES,
        centre: float | None = None,
    ):
        self._years = SimulatedYears(
            years,
            ties,
            efforts,
            rule=rule,
            scale=scale,
            triangles=triangles,
            categories=categories,
            centre=centre,
        )
        self.terms, self.observed = self._years.terms, self._years.observed
        self._of_rates = self.terms.get_level_values("term") == "rate"
        self._simulations = 0

    def fit(self, start: pd.Series, seed: int, *, draws: int = 2000, rounds: int = 3) -> MomentsResults:
        """Search for the coefficients.

        Parameters
        ----------
        start : Series
            Where the search begins, by process and term; what is left out begins at 0, rates at 1.
        seed : int
        draws : int, default 2000
            Simulations at a result.
        rounds : int, default 3
            How often steps are taken at most.

        Returns
        -------
        MomentsResults

        Raises
        ------
        ModelDataError
            If ``start`` has a term that the model has not, or statistics never vary or move together.
        """
        if unknown := [term for term in start.index if term not in self.terms]:
            raise ModelDataError(
                f"There is no term {unknown[0]}.", f"Choose of {', '.join(map(str, self.terms))}."
            )
        theta = pd.Series([float(term == "rate") for _, term in self.terms], self.terms)
        theta = theta.where(~self.terms.isin(start.index), start.reindex(self.terms)).to_numpy()
        rng = np.random.default_rng(seed)
        self._simulations = 0
        drawn = self._drawn(theta, SLOPE_DRAWS // 2, rng)
        series = list(zip(GAINS, STEPS, strict=True))
        for done in range(rounds):
            slope = self._slope(theta, drawn, rng)
            theta = self._search(theta, slope, drawn.std(axis=0), series[-1:] if done else series, rng)
            drawn = self._drawn(theta, draws, rng)
            found = self._results(theta, drawn, rng)
            if found.converged:
                break
        return found

    def _search(
        self,
        theta: np.ndarray,
        slope: np.ndarray,
        spread: np.ndarray,
        series: Sequence[tuple[float, int]],
        rng: np.random.Generator,
    ) -> np.ndarray:
        """Take the steps of series, each a gain and a number of steps."""
        inverse = np.linalg.inv(slope)
        for gain, steps in series:
            passed = []
            for _ in range(steps):
                deviation = self._simulate(theta, rng) - self.observed
                deviation *= min(1.0, LONGEST / np.abs(deviation / spread).max())
                theta = self._within(theta - gain * inverse @ deviation)
                passed.append(theta)
            theta = np.mean(passed, axis=0)
        return theta

    def _drawn(self, theta: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
        """Return statistics of simulations, (draws, statistics)."""
        return np.array([self._simulate(theta, rng) for _ in range(draws)])

    def _slope(self, theta: np.ndarray, drawn: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Return derivatives of expected statistics, (statistics, terms), given some draws of these.

        All coefficients are moved at once, each direction up or down by chance, and statistics regressed on
        the moves.
        """
        spread = drawn.std(axis=0)
        correlation = np.corrcoef(drawn.T) if (spread > 0).all() else np.zeros((len(theta),) * 2)
        values, vectors = np.linalg.eigh(correlation)
        if values[0] < SINGULAR * values[-1] or not values[-1] > 0:
            names = ", ".join(" ".join(term) for term in self.terms)
            raise ModelDataError(
                f"Some of the statistics of {names} never vary, or move together.",
                "Leave out terms that are collinear or do not vary, or take more years.",
            )
        # In an exponential family derivatives are covariances; a rate acts as if it were one, but for scale.
        unit = np.where(self._of_rates, spread * theta / np.maximum(drawn.mean(axis=0), 1), 1 / spread)
        length = MOVED * unit[:, None] * (vectors / np.sqrt(values)) @ vectors.T
        moves = rng.choice([-1.0, 1.0], (SLOPE_DRAWS, len(theta))) @ length.T
        moves = np.array([self._within(theta + move) - theta for move in moves])
        ends = np.array([self._simulate(theta + move, rng) for move in moves])
        design = np.column_stack([np.ones(len(moves)), moves / unit])
        return np.linalg.lstsq(design, ends, rcond=None)[0][1:].T / unit

    def _results(self, theta: np.ndarray, drawn: np.ndarray, rng: np.random.Generator) -> MomentsResults:
        deviation, noise = drawn.mean(axis=0) - self.observed, np.cov(drawn.T)
        ratios = deviation / np.sqrt(np.diag(noise))
        overall = float(np.sqrt(deviation @ np.linalg.solve(noise, deviation)))
        inverse = np.linalg.inv(self._slope(theta, drawn, rng))
        covariance = inverse @ noise @ inverse.T
        return MomentsResults(
            pd.Series(theta, self.terms, name="coefficient"),
            pd.Series(np.sqrt(np.diag(covariance)), self.terms, name="std_error"),
            pd.DataFrame(covariance, self.terms, self.terms),
            pd.Series(ratios, self.terms, name="t_ratio"),
            overall,
            bool(np.abs(ratios).max() <= LARGEST_RATIO and overall <= LARGEST_OVERALL),
            self._simulations,
        )

    def _within(self, theta: np.ndarray) -> np.ndarray:
        """Return parameters with rates that are no less than the least."""
        return np.where(self._of_rates, np.maximum(theta, LEAST_RATE), theta)

    def _simulate(self, theta: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Return the statistics of all years, simulated once."""
        self._simulations += 1
        return self._years.simulate(theta, rng)
