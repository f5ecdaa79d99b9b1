"""What a run of any rule set comes to, in one form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.core.errors import BurdenInputError

if TYPE_CHECKING:
    import pandas as pd

    from entente.burden.rule_sets.situation import Situation


@dataclass(frozen=True, eq=False)
class Outcome:
    """What became of a situation.

    Attributes
    ----------
    rule_set : {"commons", "actors", "needs"}
    situation : Situation
        What the run started from.
    network : ndarray of bool, shape (n, n)
        Ties at the end.
    effort : ndarray, shape (n,)
        Effort of each state at the end, in the unit of its resources.  Of ``needs``, which has none, NaN.
    burden : ndarray, shape (n,)
        Effort over resources; of ``needs`` the index B, which has no unit.
    status : str
        How the run ended, in the rule set's own word: "stable", "cycle", "limit", "settled", "ended".
    result : object
        What the rule set itself returned.
    """

    rule_set: str
    situation: Situation
    network: np.ndarray
    effort: np.ndarray
    burden: np.ndarray
    status: str
    result: Any

    @property
    def trace(self) -> pd.DataFrame:
        """What happened step by step: step, time, state, partner, move, accepted, gain; labels as given.

        IterationNotHeld is raised if the run did not keep it, BurdenInputError if it has no steps.
        """
        kept = getattr(self.result, "trace", None)
        if kept is None:
            raise BurdenInputError(
                f"The run of {self.rule_set} has no trace.",
                'Run it with keep="all", and ties that may change.',
            )
        return kept

    def explain(self, state: Any) -> pd.DataFrame:
        """Explain a state's steps, by its label, as the rule set does; errors as of :attr:`trace`."""
        explain: Callable | None = getattr(self.result, "explain", None)
        if explain is None:
            raise BurdenInputError(
                f"The run of {self.rule_set} explains nothing: no step of it is a choice of ties.",
                'Run it with keep="all", and ties that may change.',
            )
        return explain(state)
