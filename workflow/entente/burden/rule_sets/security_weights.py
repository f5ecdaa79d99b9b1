"""Weights of security that follow from threat, and parameters of contributions that fit a history best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from entente.burden.public_good.equilibrium import commons
from entente.burden.public_good.inputs import read_rows, read_terms, with_shares
from entente.burden.public_good.replies import settle
from entente.burden.rule_sets.share_forecasts import total_variation
from entente.burden.rule_sets.situation import Situation
from entente.core.errors import BurdenInputError

#: Parameters that may be chosen by fit, with the limits within which they are looked for.
SEARCHED = {
    "alpha": (0.005, 3.0),
    "tau": (0.0, 1.0),
    "phi0": (0.0, 1.0),
    "phi1": (0.0, 1.0),
    "floor": (0.0, 0.5),
}

#: A parameter this near to a limit, in parts of the range, is at it: what fits best may lie beyond.
_NEAR_LIMIT = 0.01

#: No weight is nearer to 1 than this: at 1 nothing would be left for anything else.
_LARGEST = 1 - 1e-9


def security_weights(threat: Any, alpha: float, tau: float) -> np.ndarray:
    """Return weights of security, a = 1 − exp(−(α + τ ln(1 + threat))).

    Parameters
    ----------
    threat : array_like, shape (n,)
        ≥ 0: the rivals' share of all spending over the own share of all resources.
    alpha, tau : float
        α > 0, the same for all; τ ≥ 0, what threat adds.

    Returns
    -------
    ndarray of float64, shape (n,)
        Between 0 and 1.

    Raises
    ------
    BurdenInputError
        If a threat is negative or missing, or a parameter is out of range.
    """
    values = np.asarray(threat, dtype=float)
    if not (np.isfinite(values) & (values >= 0)).all() or not alpha > 0 or not tau >= 0:
        raise BurdenInputError(
            f"Threats go from {values.min()} to {values.max()}, α is {alpha}, τ is {tau}.",
            "Give threats and τ of 0 or more, and an α above 0.",
        )
    return np.minimum(1 - np.exp(-(alpha + tau * np.log1p(values))), _LARGEST)


def contributions(situation: Situation, parameters: Mapping[str, float]) -> np.ndarray:
    """Return what states contribute on the network of a situation, (n,), in the unit of resources.

    ``parameters`` are alpha and tau, and phi0, phi1, floor, which are 1, 0 and 0 if left out.
    """
    situation.require("network", "threat")
    given = dict(parameters)
    weight = security_weights(situation.threat, given.pop("alpha"), given.pop("tau"))
    found = commons(resources=situation.resources, weight=weight, network=situation.network, **given)
    return found.contributions


@dataclass(frozen=True)
class Fit:
    """Parameters, those of them that are chosen by fit, and the mean total variation of what chose them.

    ``other_search`` is that of the worse of two searches: if it is much larger, the search may not have found
    the best parameters either.
    """

    parameters: dict[str, float]
    chosen: tuple[str, ...]
    total_variation: float
    situations: int
    other_search: float

    @property
    def at_limit(self) -> list[str]:
        """Parameters chosen that are at an end of what was searched."""
        near = []
        for name in self.chosen:
            low, high = SEARCHED[name]
            value = self.parameters[name]
            if min(value - low, high - value) <= _NEAR_LIMIT * (high - low):
                near.append(name)
        return near


def fit_contributions(
    situations: Sequence[Situation], fixed: Mapping[str, float], seed: int, generations: int = 60
) -> Fit:
    """Choose parameters by which contributions are nearest to observed effort.

    The mean over situations of the total variation ½ Σ |s − ŝ| is made least by differential evolution
    (scipy), within ``SEARCHED``; shares are those of the states whose effort is known.

    Parameters
    ----------
    situations : sequence of Situation
        With network, threat and effort, some of it above 0.
    fixed : mapping of str to float
        Parameters that are not looked for.
    seed : int
    generations : int, default 60
        At most so many, in each of two searches from seeds of their own, of which the better is taken.

    Returns
    -------
    Fit

    Raises
    ------
    BurdenInputError
        If there is no situation, or nothing to look for.
    """
    from scipy.optimize import differential_evolution

    free = [name for name in SEARCHED if name not in fixed]
    if not situations or not free:
        raise BurdenInputError(
            f"There are {len(situations)} situations and {len(free)} parameters to choose.",
            "Give situations, and leave a parameter free.",
        )
    rows = [_Rows(situation) for situation in situations]

    def distance(values: np.ndarray) -> float:
        parameters = {**fixed, **dict(zip(free, values.tolist(), strict=True))}
        return float(np.mean([of_situation.distance(parameters) for of_situation in rows]))

    limits = [SEARCHED[name] for name in free]
    search = {"maxiter": generations, "popsize": 8, "tol": 1e-4, "polish": False}
    streams = map(np.random.default_rng, np.random.SeedSequence(seed).spawn(2))
    both = [differential_evolution(distance, limits, rng=stream, **search) for stream in streams]
    found, other = sorted(both, key=lambda result: float(result.fun))
    chosen = dict(zip(free, map(float, found.x), strict=True))
    parameters = {name: {**fixed, **chosen}[name] for name in SEARCHED}
    return Fit(parameters, tuple(free), float(found.fun), len(situations), float(other.fun))


class _Rows:
    """A situation whose network is checked once, and not at each of thousands of trials."""

    def __init__(self, situation: Situation):
        situation.require("network", "threat", "effort")
        known = np.isfinite(situation.effort) & (situation.effort > 0)
        if known.sum() < 2:
            raise BurdenInputError(
                f"The situation of {situation.year} has effort of {known.sum()} states.",
                "Two are needed to compare shares: leave the situation out.",
            )
        self._situation, self._known = situation, known
        self._effort = (situation.effort * situation.resources)[known]
        self._start, self._neighbours, _ = read_rows(situation.network, {})

    def distance(self, parameters: Mapping[str, float]) -> float:
        """Total variation of the shares of those whose effort is known."""
        weight = security_weights(self._situation.threat, parameters["alpha"], parameters["tau"])
        given = {"resources": self._situation.resources, "weight": weight, "cost": 1.0}
        given["floor"] = parameters["floor"]
        terms = read_terms(given, parameters["phi0"], parameters["phi1"], self._situation.n, None)
        rows = with_shares(self._start, self._neighbours, terms)
        found, _, _ = settle(rows.start, rows.neighbours, rows.shares, terms)
        return total_variation(self._effort, found[self._known])
