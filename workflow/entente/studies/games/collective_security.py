"""Collective security among the members of a year: groups against an aggressor, and a joint product."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from entente.core.errors import CoverageError
from entente.games.collective import coalitions, joint_product


def gathered(
    members: pd.DataFrame, capabilities: pd.DataFrame, aggressor: int, years: Iterable[int]
) -> pd.DataFrame:
    """Return, for each member and year, in which minimal groups it is, and what it gives (collective_nato).

    ``members`` has year, ccode, abbreviation and cinc; ``capabilities`` year, ccode and cinc of all states,
    among them the aggressor.  CoverageError is raised if it, or a member, has no capability in a year.
    """
    return pd.concat([_year(members, capabilities, aggressor, year) for year in years], ignore_index=True)


def _year(members: pd.DataFrame, capabilities: pd.DataFrame, aggressor: int, year: int) -> pd.DataFrame:
    of_year = members[members["year"] == year].set_index("ccode")
    against = capabilities[(capabilities["year"] == year) & (capabilities["ccode"] == aggressor)]["cinc"]
    if of_year.empty or of_year["cinc"].isna().any() or len(against) != 1 or against.isna().any():
        raise CoverageError(
            f"In {year} the capability of a member, or of state {aggressor}, is not known.",
            "Leave the year out of games.nato.gathered.",
        )
    threshold = float(against.iloc[0])
    groups = coalitions(of_year["cinc"], threshold)
    product = joint_product(of_year["cinc"])
    return of_year.assign(
        threshold=threshold,
        groups=groups.n_sets,
        in_groups=groups.membership,
        contribution=product.contribution,
        burden=product.burden,
    ).reset_index()[
        [
            "year",
            "ccode",
            "abbreviation",
            "cinc",
            "threshold",
            "groups",
            "in_groups",
            "contribution",
            "burden",
        ]
    ]
