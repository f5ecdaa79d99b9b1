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
    "dyad_clustered": Variance("clustered by dyad", "standard errors clustered on dyad"),
    "dyadic_robust": Variance(
        "dyadic-robust", "dyadic-robust standard errors (Aronow, Samii and Assenova 2015)"
    ),
    "newey_west": Variance("Newey–West", "Newey–West standard errors"),
}

#: Those that answer for how the data depend on each other; of a regression, the first that it has counts.
ROBUST = ("dyadic_robust", "dyad_clustered", "state_clustered", "newey_west")


def robust_of(variances: Collection[str]) -> str | None:
    """Return the variance by which a regression that has these is judged robustly, None if there is none."""
    return next((variance for variance in ROBUST if variance in variances), None)
