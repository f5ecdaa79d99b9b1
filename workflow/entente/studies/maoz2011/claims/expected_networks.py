"""What the model's stored runs are to claims: wishes, costs, and predicted beside actual alliances."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.intervals import Estimate, by_cluster, slopes

#: Iterations of the model that are held against actual alliances.
STAGES = ("first", "intermediate", "last")


def key(year, first, second) -> np.ndarray:
    """Return one number for a year and an ordered pair of codes."""
    year, first, second = (np.asarray(part).astype(np.int64) for part in (year, first, second))
    return year * 1_000_000 + first * 1000 + second


def wishes_by_group_capability(evidence: Evidence) -> Estimate:
    """Return the slope of a state's wishes in the first iteration on the capabilities of its group."""
    ties = evidence["ties"]
    wished = ties[ties["wish"] & (ties["iteration"] == 1)].groupby(["year", "ccode"]).size().rename("wishes")
    states = evidence["state_years"][["year", "ccode", "srg_capability"]].join(wished, on=["year", "ccode"])
    wishes = states["wishes"].fillna(0.0)
    return slopes(wishes, states[["srg_capability"]], by_cluster(states["ccode"]))[0]


def opportunity_costs(evidence: Evidence) -> pd.DataFrame:
    """Return the state-years with their opportunity cost before the first search, column cost."""
    first = evidence["opportunity_costs"]
    first = first[first["iteration"] == 1].set_index(["year", "ccode"])["aoc"].rename("cost")
    return evidence["state_years"].join(first, on=["year", "ccode"])


def predictions(evidence: Evidence) -> dict[str, np.ndarray]:
    """Return whether the model allies each row of the dyad-years.

    Returns
    -------
    dict of str to ndarray of float64, shape (dyad-years,)
        By stage: 1 allied, 0 not, NaN in a year without the iteration.
    """
    dyads, ties = evidence["dyad_years"], evidence["ties"]
    series = evidence["series"].dropna(subset="iteration")
    rows = key(dyads["year"], dyads["ccode1"], dyads["ccode2"])
    allied = ties[ties["alliance"] & (ties["ccode"] < ties["partner"])]
    found = {}
    for stage in STAGES:
        which = series[series["network"] == f"abm_{stage}"].set_index("year")["iteration"]
        chosen = allied[allied["iteration"] == allied["year"].map(which)]
        predicted = np.isin(rows, key(chosen["year"], chosen["ccode"], chosen["partner"]))
        found[stage] = np.where(dyads["year"].isin(which.index), predicted, np.nan)
    return found
