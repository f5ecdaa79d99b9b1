"""Kinds of standard errors that the results of a regression may have, and what readers are told they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

#: The kind from the likelihood or the residual variance, and the name under which the results have the kind
#: that the paper prints, whichever that is.
STANDARD, PRINTED = "standard", "printed"


@dataclass(frozen=True)
class Variance:
    """A kind of standard errors that lets rows depend on each other: in short, and in full."""

    words: str
    errors: str


#: Further kinds, by name, in the order of the tables.
VARIANCES = {
    "state_clustered": Variance("clustered by state", "standard errors clustered on state"),
    "alliance_clustered": Variance("clustered by alliance", "standard errors clustered on alliance"),
    "dispute_clustered": Variance("clustered by dispute", "standard errors clustered on dispute"),
    "mission_clustered": Variance("clustered by mission", "standard errors clustered on mission"),
    "driscoll_kraay": Variance(
        "Driscoll–Kraay", "standard errors that allow for dependence between states (Driscoll and Kraay 1998)"
    ),
    "dyad_clustered": Variance("clustered by dyad", "standard errors clustered on dyad"),
    "dyadic_robust": Variance(
        "dyadic-robust", "dyadic-robust standard errors (Aronow, Samii and Assenova 2015)"
    ),
    "newey_west": Variance("Newey–West", "Newey–West standard errors"),
}

#: The code by which a row's cluster is known, of variances that are clustered by one.
CLUSTERS = {
    "state_clustered": "ccode",
    "alliance_clustered": "alliance",
    "dispute_clustered": "dispute",
    "mission_clustered": "mission",
}

#: Those that answer for how the data depend on each other; of a regression, the first that it has counts.
ROBUST = ("dyadic_robust", "dyad_clustered", *CLUSTERS, "driscoll_kraay", "newey_west")


def robust_of(variances: Collection[str]) -> str | None:
    """Return the variance by which a regression that has these is judged robustly, None if there is none."""
    return next((variance for variance in ROBUST if variance in variances), None)
