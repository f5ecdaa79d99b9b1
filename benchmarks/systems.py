"""State systems to measure on: the largest year of history, and random systems of any size."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from entente.studies.maoz2011.random_systems.design import Point
from entente.studies.maoz2011.random_systems.experiment import random_system, run_generator

RESULTS = Path(__file__).resolve().parents[1] / "results"

#: Densities of the reference network, disputes and cooperation, and the share of democracies.  "Historical"
#: are the means of 1816-2001; with "sparse" densities all of a reference network are disputes.
SYSTEMS = {
    "sparse": {
        "srn_density": 0.01,
        "mid_density": 0.01,
        "cooperation_density": 0.01,
        "democracy_share": 0.24,
    },
    "historical": {
        "srn_density": 0.09,
        "mid_density": 0.03,
        "cooperation_density": 0.16,
        "democracy_share": 0.24,
    },
}


def random_inputs(kind: str, n: int, index: int = 0) -> dict[str, np.ndarray]:
    """Arguments of `simulate` for random system number ``index`` of n states, "sparse" or "historical"."""
    return random_system(Point(index=index, n=n, **SYSTEMS[kind]), run_generator(n, index)).arguments


def largest_year() -> tuple[dict[str, np.ndarray], str]:
    """Arguments of `simulate` for the year with the most states, and words that say which system that is.

    The replication's if it has been run, else the demo world's, else a random system of 190 states.
    """
    for run, words in (("paper", "the states of {}"), ("demo", "the demo world's invented states of {}")):
        panels = RESULTS / run / "maoz2011/panels"
        if (panels / "srg.parquet").is_file():
            inputs, year = _largest_year(panels)
            return inputs, words.format(year)
    return random_inputs("historical", 190), "a random system, as no year of history is at hand"


def _largest_year(panels: Path) -> tuple[dict[str, np.ndarray], int]:
    from entente.core.storage import read_table
    from entente.systems.international_system import read_systems, system_tables

    tables = system_tables(panels)
    year = int(read_table(tables["states"], columns=["year"])["year"].mode().max())
    (system,) = read_systems(tables, (year, year), mid="window")
    return system.arguments, year
