"""Designs before data: a declared world of persons, whom a survey samples, assigns and asks.

:mod:`declared_world` says what may be declared, :mod:`potential_outcomes` what persons would answer,
:mod:`simulated_survey` what a survey makes of that, :mod:`simulated_truths` what it should have found, and
:mod:`simulated_estimates` what it finds, in many draws.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from entente.experiments.simulation.declared_world import read_world
from entente.experiments.simulation.simulated_survey import draw_survey


def drawn_answers(path: str | Path, seed: int) -> pd.DataFrame:
    """Return the answers that stand for data: a survey of the world of a file, in the scenario that it shows.

    DesignError is raised if the file is refused.
    """
    return draw_survey(read_world(path), seed)
