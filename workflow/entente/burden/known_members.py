"""Members of groups with data, by year: what measures and tests of many groups are computed of."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from entente.burden.measures import personnel_burdens
from entente.core.errors import BurdenInputError

#: Columns of the members of a group.
NUMBERS = ["gdp", "population", "income", "effort", "burden", "exposed_border"]


def known_members(
    members: pd.DataFrame, source: str, least: int = 1
) -> Iterator[tuple[str, int, int, pd.DataFrame]]:
    """Yield the members with data of each group and year.

    Parameters
    ----------
    members : DataFrame
        A row a group, year and member: group, year, ccode, gdp, population, and of the source
        ``effort_<source>`` and ``burden_<source>``; missing where there is no figure.  There may be
        exposed_border too (:func:`~entente.burden.exposed_borders.exposed_borders`).
    source : str
        Where effort is from.
    least : int, default 1
        Groups that have fewer members with effort, burden and GDP do not come.

    Yields
    ------
    group : str
    year : int
    n : int
        How many members there are, with data or without.
    known : DataFrame
        Those with data, by ccode: columns ``NUMBERS``, of which population, income and exposed_border may be
        missing.

    Raises
    ------
    BurdenInputError
        If a column is missing, as of a source that there is not.
    """
    named = {f"effort_{source}": "effort", f"burden_{source}": "burden"}
    asked = ["group", "year", "ccode", "gdp", "population", *named]
    if absent := [name for name in asked if name not in members]:
        raise BurdenInputError(
            f"The members of groups have no columns {', '.join(absent)}.",
            f"Columns that there are: {', '.join(members)}.",
        )
    known = members[asked].assign(exposed_border=members.get("exposed_border", math.nan))
    known = known.rename(columns=named).dropna(subset=["effort", "burden", "gdp"]).set_index("ccode")
    known["income"] = known["gdp"] / known["population"]
    counts = members.groupby(["group", "year"]).size()
    enough = known.groupby(["group", "year"])["gdp"].transform("size") >= least
    for (group, year), rows in known[enough].groupby(["group", "year"]):
        yield group, int(year), int(counts[group, year]), rows[NUMBERS]


def peacekeepers(states: pd.DataFrame, group: str, source: str) -> pd.DataFrame:
    """Return contributors to UN peacekeeping as the members of a group.

    Parameters
    ----------
    states : DataFrame
        A row a state and year: year, ccode, gdp (millions), population, and un_troops, un_police and
        un_experts, missing in years without figures.
    group, source : str
        What they are called as members of a group (:func:`known_members`).

    Returns
    -------
    DataFrame
        group, year, ccode, gdp, population, ``effort_<source>``, personnel, and ``burden_<source>``,
        personnel per million of GDP: states that send anybody.
    """
    personnel = un_personnel(states)
    found = states[["year", "ccode", "gdp", "population"]][personnel > 0]
    sent = personnel[found.index]
    burden = personnel_burdens(sent[found["gdp"].notna()], found["gdp"].dropna())
    return found.assign(group=group, **{f"effort_{source}": sent, f"burden_{source}": burden})


def un_personnel(states: pd.DataFrame) -> pd.Series:
    """Return troops, police and experts together; missing in years without figures."""
    return states[["un_troops", "un_police", "un_experts"]].sum(axis="columns", skipna=False)
