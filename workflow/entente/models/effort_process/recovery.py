"""Whether the effort process finds what was put in: panels with known effects, drawn and estimated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.stats import norm

from entente.models.effort_process.model import EffortProcess
from entente.models.effort_process.steps import Steps, drawn


@dataclass(frozen=True)
class KnownProcess:
    """States whose effort answers to their ties as is said here.

    Ties come one by one and last, as agreements do; who has many gets more.  Effort follows the process, year
    by year, with the network as it is at the beginning of the year.

    Attributes
    ----------
    states, years : int
        Size of the panel: ``years`` changes of effort of each state.
    ties_first, ties_a_year : int
        Ties before the first change, and new ones each year.
    beta1, beta2, centre : float
        The shape of the objective function, and z̄.
    coefficients : mapping of float
        Those of ``degree`` (the direct effect of a tie), ``triangles`` (the indirect one) and ``democracy``.
    rate : float
        Opportunities a year, varied from year to year by up to a fifth.
    categories : int
    """

    states: int = 120
    years: int = 12
    ties_first: int = 120
    ties_a_year: int = 30
    beta1: float = -0.3
    beta2: float = -0.05
    centre: float = 3.0
    coefficients: Mapping[str, float] = field(
        default_factory=lambda: {"degree": 0.10, "triangles": -0.04, "democracy": -0.3}
    )
    rate: float = 1.2
    categories: int = 11

    def panel(self, seed: int | np.random.SeedSequence) -> pd.DataFrame:
        """Draw a panel, a row a state and year: these, previous, degree, triangles, democracy and effort."""
        rng = np.random.default_rng(seed)
        democracy = (rng.random(self.states) < 0.4).astype(float)
        network = np.zeros((self.states, self.states))
        _make_ties(network, self.ties_first, rng)
        effort = rng.integers(0, self.categories, self.states)
        slopes = 2 * (np.arange(1, self.categories) - self.centre) + 1
        years = []
        for year in range(1, self.years + 1):
            frame = pd.DataFrame({"state": range(self.states), "year": year, "previous": effort + 1})
            frame["degree"] = network.sum(axis=0)
            frame["triangles"] = ((network @ network) * network).sum(axis=0) / 2
            frame["democracy"] = democracy
            appeal = self.beta1 + sum(frame[name] * value for name, value in self.coefficients.items())
            rate = np.full(self.states, self.rate * (1 + 0.2 * np.sin(year)))
            effort = drawn(Steps(appeal.to_numpy(), self.beta2, slopes), effort, rate, rng)
            years.append(frame.assign(effort=effort + 1))
            _make_ties(network, self.ties_a_year, rng)
        return pd.concat(years, ignore_index=True)

    def fit(self, panel: pd.DataFrame):
        """Estimate the process on a panel, around the known z̄."""
        return EffortProcess(
            panel["effort"],
            panel["previous"],
            panel["year"],
            panel[list(self.coefficients)],
            panel["state"],
            centre=self.centre,
            categories=self.categories,
        ).fit()

    @property
    def truth(self) -> dict[str, float]:
        """Coefficients by the names that estimates have."""
        return {"beta1": self.beta1, "beta2": self.beta2, **self.coefficients}


def recovery_fits(process: KnownProcess, draws: Iterable[int], seed: int) -> pd.DataFrame:
    """Draw panels of a known process, and estimate it on each.

    Parameters
    ----------
    process : KnownProcess
    draws : iterable of int
        Numbers of panels; each has a seed of its own, (seed, number), whatever the others.
    seed : int

    Returns
    -------
    DataFrame
        A row a panel and coefficient: draw, term, estimate, std_error.
    """
    terms = list(process.truth)
    parts = []
    for draw in draws:
        fit = process.fit(process.panel(np.random.SeedSequence((seed, draw))))
        columns = {"estimate": fit.params[terms].to_numpy(), "std_error": fit.bse[terms].to_numpy()}
        parts.append(pd.DataFrame({"draw": draw, "term": terms, **columns}))
    return pd.concat(parts, ignore_index=True)


def recovery(process: KnownProcess, fits: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """Compare estimates on panels of a known process with what was put in.

    Parameters
    ----------
    process : KnownProcess
    fits : DataFrame
        Of two panels or more, as :func:`recovery_fits` returns them, in any order.
    level : float, default 0.95
        Of the intervals whose coverage is counted.

    Returns
    -------
    DataFrame
        A row a coefficient: term, truth, mean, bias_std_error (Monte Carlo), std_deviation of the estimates,
        mean_std_error, coverage, coverage_std_error (Monte Carlo, at the level), draws.
    """
    truth = pd.Series(process.truth)
    wide = fits.pivot(index="draw", columns="term")
    estimates, errors = (wide[kind][truth.index].to_numpy() for kind in ("estimate", "std_error"))
    draws = len(estimates)
    covered = np.abs(estimates - truth.to_numpy()) <= norm.ppf((1 + level) / 2) * errors
    spread = estimates.std(axis=0, ddof=1)
    columns = {
        "term": truth.index,
        "truth": truth.to_numpy(),
        "mean": estimates.mean(axis=0),
        "bias_std_error": spread / np.sqrt(draws),
        "std_deviation": spread,
        "mean_std_error": errors.mean(axis=0),
        "coverage": covered.mean(axis=0),
        "coverage_std_error": np.sqrt(level * (1 - level) / draws),
        "draws": draws,
    }
    return pd.DataFrame(columns)


def _make_ties(network: np.ndarray, number: int, rng: np.random.Generator) -> None:
    """Add ties between states that have none, in place, more likely the more ties the two have."""
    missing = np.flatnonzero(np.triu(network == 0, 1))
    first, second = np.divmod(missing, len(network))
    degree = 1 + network.sum(axis=0)
    chance = degree[first] * degree[second]
    chosen = rng.choice(len(missing), number, replace=False, p=chance / chance.sum())
    network[first[chosen], second[chosen]] = network[second[chosen], first[chosen]] = 1.0
