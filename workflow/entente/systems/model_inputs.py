"""What the agent-based model is given, whatever system it belongs to: of history, changed, or random."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np


@dataclass(frozen=True, eq=False)
class ModelInputs:
    """The five inputs of the model for n states, under the names of its arguments (Maoz 2011, p. 11).

    Attributes
    ----------
    capability : ndarray of float64, shape (n,)
        Shares that sum to 1.
    srg : ndarray of bool, shape (n, n)
        Row i is the strategic reference group of state i before the first iteration.
    mid, cooperation : ndarray of bool, shape (n, n)
        Disputes in the sense of the model, and joint cooperation; symmetric.
    democracy : ndarray of bool, shape (n,)
        Which states are democracies.
    """

    capability: np.ndarray
    srg: np.ndarray
    mid: np.ndarray
    democracy: np.ndarray
    cooperation: np.ndarray

    @property
    def arguments(self) -> dict[str, np.ndarray]:
        """The five inputs by name, without what else a system holds, for :func:`entente.abm.simulate`."""
        return {field.name: getattr(self, field.name) for field in fields(ModelInputs)}
