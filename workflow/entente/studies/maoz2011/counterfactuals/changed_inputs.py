"""What the model is given for one year, in a form that changes can be made to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from entente.core.errors import CounterfactualError
from entente.systems.international_system import InternationalSystem
from entente.systems.model_inputs import ModelInputs

#: In place of a list of states: every member of the year.
ALL = "all"

#: States named by code, or every member of the year.
States = tuple[int, ...] | Literal["all"]


@dataclass(frozen=True, eq=False)
class YearInputs(ModelInputs):
    """What the model is given for one year, and for which states.

    Attributes
    ----------
    year : int
    codes : array of int, shape (n,)
        Country codes.
    """

    year: int
    codes: np.ndarray

    @classmethod
    def of(cls, system: InternationalSystem) -> YearInputs:
        """Return the inputs of a year of history, unchanged."""
        return cls(**system.arguments, year=system.year, codes=system.axis.codes)

    def among(self, states: States) -> np.ndarray:
        """Return which members are among ``states``: bool, shape (n,)."""
        return np.full(len(self.codes), True) if states == ALL else np.isin(self.codes, states)

    def same_as(self, other: YearInputs) -> bool:
        """Whether the model is given the same; capabilities may differ by rounding."""
        return (
            np.array_equal(self.codes, other.codes)
            and np.allclose(self.capability, other.capability, rtol=1e-12, atol=0)
            and all(
                np.array_equal(values, getattr(other, name))
                for name, values in self.arguments.items()
                if name != "capability"
            )
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
