"""What to be careful about when the networks of a counterfactual are compared with history's."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.networks import polarization
from entente.studies.maoz2011.counterfactuals.comparison import WORLDS, Comparison
from entente.studies.maoz2011.counterfactuals.random_states import LAST_REAL_CODE


def cautions(comparison: Comparison) -> list[str]:
    """Return the paragraphs that apply: few alliances, worlds of different size, random states."""
    last = comparison.networks[comparison.networks["iteration"] == "last"]
    found = [_few_alliances(last), _size(last)]
    if (comparison.states["ccode"] > LAST_REAL_CODE).any():
        found.append(
            "**Random states are one draw a year.** What a single year shows, an extreme above all, is "
            "partly luck. Another `seed` draws other states; means over many years are steadier."
        )
    return [paragraph for paragraph in found if paragraph]


def _values(networks: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Baseline, counterfactual and difference of one measure, by year; only years that have all three."""
    chosen = networks[networks["measure"] == measure].set_index("year")
    return chosen[[*WORLDS, "difference"]].dropna()


def _few_alliances(last: pd.DataFrame) -> str:
    """How many alliances there are where transitivity moves most."""
    moved = _values(last, "transitivity")["difference"]
    edges = _values(last, "edges").astype(int)
    extremes = [year for year in (moved.idxmin(), moved.idxmax()) if moved[year]] if len(moved) else []
    if not extremes:
        return ""
    listed = " and ".join(
        f"{edges.at[year, 'baseline']} against {edges.at[year, 'counterfactual']} ({year})"
        for year in extremes
    )
    return (
        "Transitivity moves easily where there are few alliances; those behind its extremes in the last "
        f"iteration, baseline against counterfactual: {listed}."
    )


def _size(last: pd.DataFrame) -> str:
    """A warning where the worlds differ in their number of states: levels of polarization depend on it."""
    states = _values(last, "n")
    years = states.index[states["difference"] != 0]
    if years.empty:
        return ""
    means, concentration = (
        _values(last, measure).loc[years, list(WORLDS)].mean()
        for measure in ("n", "capability_concentration")
    )
    sizes = [round(means[world]) for world in WORLDS]
    empty = [polarization(np.zeros((size, size), dtype=bool)).npi for size in sizes]
    return (
        f"**The number of states differs** in {len(years)} of {len(states)} years: on average it is "
        f"{means['baseline']:.1f} in the baseline and {means['counterfactual']:.1f} in the counterfactual. "
        "Levels of polarization are not comparable across numbers of states, with isolates or without: a "
        f"network without any alliance has an NPI of {empty[0]:.3f} with {sizes[0]} states and of "
        f"{empty[1]:.3f} with {sizes[1]}. Read it beside isolates and components. The concentration of "
        f"capabilities is {concentration['baseline']:.3f} in the baseline and "
        f"{concentration['counterfactual']:.3f} in the counterfactual."
    )
