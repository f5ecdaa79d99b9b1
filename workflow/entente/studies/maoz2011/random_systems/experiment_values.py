"""The experiment on random systems as it was configured and as it ran."""

from __future__ import annotations

from typing import Any

import pandas as pd

from entente.studies.maoz2011.random_systems.runs import INPUTS


def experiment_values(ranges: pd.DataFrame, runs: pd.DataFrame) -> dict[str, Any]:
    """Return what the template ``maoz2011/random_experiment`` tells, but for names of settings.

    Parameters
    ----------
    ranges : DataFrame
        Table random_ranges.
    runs : DataFrame
        Table random_runs.

    Returns
    -------
    dict
        The ranges of states and densities, and how many runs there were, were capped in their disputes,
        stopped, had an intermediate iteration, and had their last one twice.
    """
    bounds = ranges.set_index("factor")
    densities = ranges[ranges["factor"] != "n"]
    drawn = runs[runs["intermediate_iteration"].notna()]
    repeated = drawn["converged"] & (drawn["intermediate_iteration"] == drawn["iterations"] - 1)
    return {
        "runs": len(runs),
        "states": bounds.loc["n", ["low", "high", "min", "max"]].astype(int).to_dict(),
        "densities": densities.assign(input=densities["factor"].map(INPUTS)),
        "capped": int((runs["design_srn_density"] < bounds.at["mid_density", "high"]).sum()),
        "stopped": runs.loc[~runs["converged"], "iterations"].tolist(),
        "drawn": len(drawn),
        "repeated": int(repeated.sum()),
    }
