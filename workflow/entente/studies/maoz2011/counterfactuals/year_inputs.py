"""What the model is given for one year, in a form that changes can be made to."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from entente.core.errors import CounterfactualError
from entente.systems.declared_counterfactuals import ALL, States
from entente.systems.international_system import InternationalSystem, ModelInputs

#: COW codes stay below 1000: random states are numbered from 1001.
LAST_REAL_CODE = 1000


@dataclass(frozen=True, eq=False)
class YearInputs(ModelInputs):
    """What the model is given for one year, and for which states: country codes, int (n,)."""

    year: int
    codes: np.ndarray

    @classmethod
    def of(cls, system: InternationalSystem) -> YearInputs:
        """Return the inputs of a year of history, unchanged."""
        return cls(**system.arguments, year=system.year, codes=system.axis.codes)

    def among(self, states: States) -> np.ndarray:
        """Return which members are among ``states``: bool, shape (n,)."""
        return np.full(len(self.codes), True) if states == ALL else np.isin(self.codes, states)

    def related(
        self, network: str, states: States, others: States, present: bool, *, both_sides: bool
    ) -> YearInputs:
        """Return inputs in which states, rows of a network, are related to others, columns of it, or are not.

        The same holds the other way round if ``both_sides``; nobody is related to itself.
        """
        pairs = np.logical_and.outer(self.among(states), self.among(others))
        if both_sides:
            pairs |= pairs.T
        np.fill_diagonal(pairs, False)
        return replace(self, **{network: np.where(pairs, present, getattr(self, network))})

    def restricted(self, stay: np.ndarray) -> YearInputs:
        """Return inputs over the members that stay: bool, shape (n,)."""
        kept = {name: values[np.ix_(*[stay] * values.ndim)] for name, values in self.arguments.items()}
        kept["capability"] = renormalised(kept["capability"], self.year)
        return replace(self, codes=self.codes[stay], **kept)

    def same_as(self, other: YearInputs) -> bool:
        """Whether the model is given the same; capabilities may differ by rounding."""
        return np.array_equal(self.codes, other.codes) and all(
            np.allclose(values, getattr(other, name), rtol=1e-12, atol=0)
            for name, values in self.arguments.items()
        )


def renormalised(capability: np.ndarray, year: int) -> np.ndarray:
    """Return capabilities, (n,), as shares that sum to 1.

    CounterfactualError, which names the year, is raised if nobody is left with any capability.
    """
    total = capability.sum()
    if not total > 0:
        raise CounterfactualError(
            f"In {year} the changes leave no state with any capability.",
            "Leave some states out of the change, or the year out of its years.",
        )
    return capability / total


def with_random_states(inputs: YearInputs, number: int, generator: np.random.Generator) -> YearInputs:
    """Add so many states whose relations, capabilities and regimes are drawn from the year's (a choice).

    Each new state takes the capability share and the regime of a member drawn with replacement; shares are
    then renormalised.  Each new pair takes what holds between an ordered pair of members drawn with
    replacement: whether either is in the other's reference group, a dispute, joint cooperation.  All
    densities are those of the year in expectation, and relations go together as they do in the year: disputes
    stay inside reference groups, and mutual groups mutual.

    The new states are the last, with codes from 1001.  CounterfactualError is raised if there are fewer than
    two states to draw relations from.
    """
    n = len(inputs.codes)
    if n < 2:
        raise CounterfactualError(
            f"In {inputs.year} there are fewer than two states to draw the relations of random states from.",
            "Add the states before others are removed, or leave the year out.",
        )
    model = generator.integers(n, size=number)
    row, column = np.tril_indices(n + number, -1)
    row, column = row[row >= n], column[row >= n]
    first = generator.integers(n, size=len(row))
    second = (first + generator.integers(1, n, size=len(row))) % n

    def grown(network: np.ndarray) -> np.ndarray:
        matrix = np.zeros((n + number, n + number), dtype=bool)
        matrix[:n, :n] = network
        matrix[row, column], matrix[column, row] = network[first, second], network[second, first]
        return matrix

    start = max(LAST_REAL_CODE, int(inputs.codes.max())) + 1
    everyone = np.concatenate([np.arange(n), model])
    return replace(
        inputs,
        codes=np.concatenate([inputs.codes, np.arange(start, start + number, dtype=inputs.codes.dtype)]),
        capability=renormalised(inputs.capability[everyone], inputs.year),
        democracy=inputs.democracy[everyone],
        **{network: grown(getattr(inputs, network)) for network in ("srg", "mid", "cooperation")},
    )
