"""What to be careful about when the networks of a counterfactual are compared with history's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from entente.networks import polarization
from entente.studies.maoz2011.counterfactuals.comparison import WORLDS, Comparison
from entente.studies.maoz2011.counterfactuals.random_states import LAST_REAL_CODE


def caution_values(comparison: Comparison) -> dict[str, Any]:
    """Return what the template ``maoz2011/counterfactual_cautions`` tells.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    dict
        Alliances where transitivity moves most, worlds of different size, and whether states are random;
        empty or false where there is nothing to warn of.
    """
    last = comparison.networks[comparison.networks["iteration"] == "last"]
    return {
        "extremes": _extremes(last),
        "sizes": _sizes(last),
        "random_states": (comparison.states["ccode"] > LAST_REAL_CODE).any(),
    }


def _values(networks: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Baseline, counterfactual and difference of one measure, by year; only years that have all three."""
    chosen = networks[networks["measure"] == measure].set_index("year")
    return chosen[[*WORLDS, "difference"]].dropna()


def _extremes(last: pd.DataFrame) -> list[tuple[int, int, int]]:
    """The years in which transitivity moves most, and how many alliances there are in both worlds."""
    moved = _values(last, "transitivity")["difference"]
    edges = _values(last, "edges").astype(int)
    years = [year for year in (moved.idxmin(), moved.idxmax()) if moved[year]] if len(moved) else []
    return [(year, *edges.loc[year, list(WORLDS)]) for year in years]


def _sizes(last: pd.DataFrame) -> dict[str, Any]:
    """Years in which the number of states differs: levels of polarization depend on it."""
    states = _values(last, "n")
    years = states.index[states["difference"] != 0]
    if years.empty:
        return {}
    means, concentration = (
        _values(last, measure).loc[years, list(WORLDS)].mean()
        for measure in ("n", "capability_concentration")
    )
    sizes = [round(means[world]) for world in WORLDS]
    return {
        "differing": len(years),
        "years": len(states),
        "states": means,
        "concentration": concentration,
        "empty": [(size, polarization(np.zeros((size, size), dtype=bool)).npi) for size in sizes],
    }
