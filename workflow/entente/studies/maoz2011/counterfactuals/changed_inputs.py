"""What the model is given for one year, in a form that changes can be made to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from entente.core.errors import CounterfactualError
from entente.systems.international_system import InternationalSystem

#: In place of a list of states: every member of the year.
ALL = "all"

#: States named by code, or every member of the year.
States = tuple[int, ...] | Literal["all"]


@dataclass(frozen=True, eq=False)
class ModelInputs:
    """The five inputs of the model in one year, over n states.

    Attributes
    ----------
    year : int
    codes : array of int, shape (n,)
        Country codes.
    capability : array of float64, shape (n,)
        Shares that sum to 1.
    srg : array of bool, shape (n, n)
        Row i is the strategic reference group of state i before the first iteration.
    mid, cooperation : array of bool, shape (n, n)
        Disputes and joint cooperation, symmetric.
    democracy : array of bool, shape (n,)
    """

    year: int
    codes: np.ndarray
    capability: np.ndarray
    srg: np.ndarray
    mid: np.ndarray
    democracy: np.ndarray
    cooperation: np.ndarray

    @classmethod
    def of(cls, system: InternationalSystem) -> ModelInputs:
        """Return the inputs of the model that a year's system holds, unchanged."""
        return cls(year=system.year, codes=system.axis.codes, **system.model_inputs)

    @property
    def arguments(self) -> dict[str, np.ndarray]:
        """The five inputs by the names that :func:`entente.abm.simulate` takes."""
        return {
            "capability": self.capability,
            "srg": self.srg,
            "mid": self.mid,
            "democracy": self.democracy,
            "cooperation": self.cooperation,
        }

    def among(self, states: States) -> np.ndarray:
        """Return which members are among ``states``: bool, shape (n,)."""
        return np.full(len(self.codes), True) if states == ALL else np.isin(self.codes, states)

    def same_as(self, other: ModelInputs) -> bool:
        """Whether the model is given the same; capabilities may differ by rounding."""
        return (
            np.array_equal(self.codes, other.codes)
            and np.allclose(self.capability, other.capability, rtol=1e-12, atol=0)
            and all(
                np.array_equal(getattr(self, name), getattr(other, name))
                for name in ("srg", "mid", "democracy", "cooperation")
            )
        )


def renormalised(capability: np.ndarray, year: int) -> np.ndarray:
    """Return capabilities as shares that sum to 1.

    Parameters
    ----------
    capability : array of float64, shape (n,)
    year : int
        Named in the error.

    Raises
    ------
    CounterfactualError
        If nobody is left with any capability.
    """
    total = capability.sum()
    if not total > 0:
        raise CounterfactualError(
            f"In {year} the changes leave no state with any capability.",
            "Leave some states out of the change, or the year out of its years.",
        )
    return capability / total
