"""Years of ties and effort, simulated with coefficients that are sought, and their statistics summed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from entente.burden.actors.actor_system import ActorSystem, read_actors
from entente.burden.actors.change_statistics import TERMS
from entente.burden.actors.coefficients import EffortCoefficients, Rates, TieCoefficients
from entente.burden.actors.coevolution import run_actors
from entente.burden.actors.moments import EFFORT_TERMS, effort_moments, tie_moments
from entente.burden.actors.years_of_ties import YearOfTies, read_years, refuse_terms
from entente.core.errors import ModelDataError
from entente.core.given import as_numbers
from entente.networks.adjacency import labelled_adjacency


@dataclass(frozen=True, eq=False)
class YearOfActors:
    """Ties and effort at the beginning and the end of a year.

    Attributes
    ----------
    ties : YearOfTies
    effort_after : array_like or Series of int, shape (n,)
        Categories at the end.
    states : mapping of array_like, shape (n,)
        Covariates of effort, by name.
    """

    ties: YearOfTies
    effort_after: Any
    states: Mapping[str, Any] = field(default_factory=dict)


class SimulatedYears:
    """Years that are simulated from where each began; arguments are those of the method of moments.

    Attributes
    ----------
    terms : MultiIndex
        Process and term of each coefficient, "rate" first.
    observed : ndarray of float64, shape (terms,)
        The statistics of how years ended.
    centre : float
    """

    def __init__(
        self,
        years: Sequence[YearOfActors],
        ties: Sequence[str],
        efforts: Sequence[str],
        *,
        rule: str,
        scale: str,
        triangles: str,
        categories: int,
        centre: float | None,
    ):
        for given, known in ((ties, TERMS), (efforts, EFFORT_TERMS)):
            for term in given:
                if term not in known:
                    raise ModelDataError(f"There is no term {term!r}.", f"Choose of {', '.join(known)}.")
        self._ties = read_years([year.ties for year in years])
        self.centre = float(np.concatenate([year.effort for year in self._ties]).mean())
        self.centre = self.centre if centre is None else float(centre)
        self._switches = {"scale": scale, "triangles": triangles}
        given = {"rule": rule, "categories": categories, "centre": self.centre, "rates": 0}
        self._systems = [
            read_actors(year.ties.before, year.ties.effort, ties=self._switches, efforts=None, **given)
            for year in years
        ]
        after = [
            read_actors(year.ties.before, year.effort_after, ties=None, efforts=None, **given).effort
            for year in years
        ]
        refuse_terms(list(years[0].states), EFFORT_TERMS)
        self._states = [_states(year, list(years[0].states)) for year in years]
        self._tie_terms = [*ties, *self._ties[0].covariates]
        self._effort_terms = [*efforts, *self._states[0]]
        self.terms = pd.MultiIndex.from_tuples(
            [("ties", term) for term in ("rate", *self._tie_terms)]
            + [("efforts", term) for term in ("rate", *self._effort_terms)],
            names=["process", "term"],
        )
        ends = [(year.before ^ year.changed, z) for year, z in zip(self._ties, after, strict=True)]
        self.observed = self._statistics(ends)
        for process in ("ties", "efforts"):
            if not self.observed[self.terms.get_loc((process, "rate"))]:
                raise ModelDataError(
                    f"No change of {process} is observed.", "Give years in which they changed."
                )

    def simulate(self, theta: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Return the statistics of all years, (terms,), simulated once with the numbers of a stream."""
        ends = [run_actors(system, rng) for system in self._at(theta)]
        return self._statistics([(run.network, run.effort) for run in ends])

    def _at(self, theta: np.ndarray) -> list[ActorSystem]:
        """Return the beginnings of all years, with coefficients and rates."""
        values = pd.Series(theta, self.terms)
        ties, efforts = values["ties"].to_dict(), values["efforts"].to_dict()
        rates = Rates(ties=ties.pop("rate"), efforts=efforts.pop("rate"))
        own = TieCoefficients(**{k: v for k, v in ties.items() if k in TERMS}, **self._switches)
        steps = EffortCoefficients(**{k: v for k, v in efforts.items() if k in EFFORT_TERMS})
        return [
            replace(
                system,
                ties=own,
                efforts=steps,
                pairs=sum((ties[k] * x for k, x in year.covariates.items()), np.zeros(year.before.shape)),
                states=sum((efforts[k] * x for k, x in states.items()), np.zeros(len(year.effort))),
                rates=rates,
            )
            for system, year, states in zip(self._systems, self._ties, self._states, strict=True)
        ]

    def _statistics(self, ends: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
        """Return the statistics of all years, summed, given how each ended."""
        total = np.zeros(len(self.terms))
        for system, year, states, (network, effort) in zip(
            self._systems, self._ties, self._states, ends, strict=True
        ):
            of_ties = tie_moments(
                system.network, network, system.effort, self._tie_terms, year.covariates,
                centre=self.centre, **self._switches,
            )  # fmt: skip
            of_effort = effort_moments(
                system.network, system.effort, effort, self._effort_terms, states, centre=self.centre
            )
            total += [*of_ties, *of_effort]
        return total


def _states(year: YearOfActors, names: list[str]) -> dict[str, np.ndarray]:
    """Return covariates of effort of a year, checked."""
    if list(year.states) != names:
        raise ModelDataError(
            f"A year has the covariates {', '.join(year.states)}, the first {', '.join(names)}.",
            "Give the same ones, in the same order, in all years.",
        )
    n = len(labelled_adjacency(year.ties.before, year.states)[0])
    found = {name: as_numbers(values, name, ModelDataError) for name, values in year.states.items()}
    for name, values in found.items():
        if values.shape != (n,) or not np.isfinite(values).all():
            raise ModelDataError(
                f"{name} has shape {values.shape}, or numbers that are missing or infinite.",
                f"Give finite numbers of {n} states.",
            )
    return found
