"""What designs of the co-evolution of ties and effort end with, by the coefficients that vary."""

from __future__ import annotations

import math

import pandas as pd

from entente.judging.intervals import Z

#: What end states are measured by.
MEASURES = (
    "mean_effort",
    "density",
    "clustering",
    "centralization",
    "mean_triangles",
    "degree_effort",
    "triangles_effort",
)

#: What may vary, as columns of end states.
VARIED = (
    "rates",
    "ties_density",
    "ties_degree",
    "ties_partner_degree",
    "ties_closure",
    "ties_partner_effort",
    "efforts_linear",
    "efforts_quadratic",
    "efforts_direct",
    "efforts_indirect",
    "efforts_conditional",
)


def with_all_columns(states: pd.DataFrame) -> pd.DataFrame:
    """Return end states with a column for all that may vary, missing where a design does not."""
    return states.assign(**{name: math.nan for name in VARIED if name not in states})


def responses(states: pd.DataFrame) -> pd.DataFrame:
    """Return table actor_responses: the mean of each measure at each point of each design, 95 % intervals."""
    rows = []
    for (design, point), runs in states.groupby(["design", "point"]):
        values = runs[[*VARIED]].iloc[0].to_dict()
        for measure in MEASURES:
            known = runs[measure].dropna()
            if len(known):
                error = known.std(ddof=1) / math.sqrt(len(known)) if len(known) > 1 else math.nan
                told = {"runs": len(runs), "defined": len(known), "mean": known.mean()}
                told |= {"low": known.mean() - Z * error, "high": known.mean() + Z * error}
                rows.append({"design": design, "point": point, **values, "measure": measure, **told})
    return pd.DataFrame(rows)
