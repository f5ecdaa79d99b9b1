"""Sampled burden-sharing games, solved as they are and along costs of arms, for claims to be tested on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from entente.games.burden_design import solver
from entente.games.burden_game import Solution, Switches

#: Differences that are no more than errors of the solvers.
ERROR = {"closed form": 1e-9, "numerical": 1e-5}


@dataclass(frozen=True)
class Limits:
    """What claims are judged by.

    A share of the burden is heavy above ``heavy``, asymmetric if further than ``asymmetric`` from a half; of
    fewer games than ``least`` without a counterexample there is no saying that a claim holds.
    """

    heavy: float = 0.5
    asymmetric: float = 0.05
    least: int = 30


@dataclass(frozen=True)
class Sample:
    """Sampled games, solved, and the same solved along A's cost of arms.

    ``path`` has an axis of games and one of costs, which rise.
    """

    games: pd.DataFrame
    costs: np.ndarray
    paths: int
    switches: Switches
    limits: Limits

    @cached_property
    def points(self) -> Solution:
        """The games."""
        return solver(self.switches)(**self.games, switches=self.switches)

    @cached_property
    def path(self) -> Solution:
        """The first of the games at every cost."""
        return self.at(self.costs[None, :], slice(self.paths))

    def at(self, k: np.ndarray, rows: Any) -> Solution:
        """Some of the games, at other costs of arms, a row a game."""
        others = {name: column.to_numpy()[rows, None] for name, column in self.games.items() if name != "k"}
        return solver(self.switches)(**others, k=k, switches=self.switches)

    @property
    def error(self) -> float:
        """Differences up to this are errors of the solver."""
        return ERROR[self.points.method]
