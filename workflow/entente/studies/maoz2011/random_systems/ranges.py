"""Ranges of the random systems' densities, from the historical averages that they span (Maoz 2011, p. 11)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from entente.core.errors import ConfigurationError
from entente.systems.international_system import InternationalSystem

#: What a design varies beside the number of states.
SHARES = ("srn_density", "mid_density", "cooperation_density", "democracy_share")


def historical_densities(systems: Iterable[InternationalSystem]) -> pd.DataFrame:
    """Measure, for each year, what the random systems vary.

    Columns are year; n (states); srn_density, mid_density, cooperation_density: ties per ordered pair of
    states, so that a mutual network of that density has reference groups of the historical mean size (missing
    with fewer than two states); democracy_share: democracies per state.
    """
    rows = []
    for system in systems:
        n = len(system.democracy)
        pairs = n * (n - 1)
        rows.append(
            {
                "year": system.year,
                "n": n,
                "srn_density": _ratio(system.srg, pairs),
                "mid_density": _ratio(system.mid, pairs),
                "cooperation_density": _ratio(system.cooperation, pairs),
                "democracy_share": _ratio(system.democracy, n),
            }
        )
    return pd.DataFrame(rows)


def _ratio(ties: np.ndarray, possible: int) -> float:
    return np.count_nonzero(ties) / possible if possible else np.nan


def design_ranges(densities: pd.DataFrame, *, states: tuple[int, int], spread: float) -> pd.DataFrame:
    """Return the range of each factor of the design, from `historical_densities`.

    A density goes from ``spread`` standard deviations below its historical mean to as many above, but not
    beyond what some year had (choice: the paper draws "around the historical averages").  The range contains
    the mean; outlying years, such as those of the world wars, do not widen it.  The number of states is
    given.

    Returns
    -------
    DataFrame
        One row a factor: factor; years (number with a value); mean, sd, min, max over years (the years are
        all there are: sd divides by their number); low, high; rule.

    Raises
    ------
    ConfigurationError
        If ``spread`` is not positive.
    """
    if not spread > 0:
        raise ConfigurationError(f"spread is {spread}.", "Give a positive number.")
    history = densities[["n", *SHARES]]
    ranges = pd.DataFrame(
        {
            "years": history.count(),
            "mean": history.mean(),
            "sd": history.std(ddof=0),
            "min": history.min(),
            "max": history.max(),
        }
    )
    ranges["low"] = np.maximum(ranges["min"], ranges["mean"] - spread * ranges["sd"])
    ranges["high"] = np.minimum(ranges["max"], ranges["mean"] + spread * ranges["sd"])
    ranges["rule"] = f"mean ± {spread:g} sd, within min and max"
    ranges.loc["n", ["low", "high", "rule"]] = [*states, "random.states of the configuration"]
    return ranges.rename_axis("factor").reset_index()
