"""Panels of alliances: what their members carry and have, year by year, and what becomes of the alliances."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from entente.burden.sources import ALL_SOURCES, WITH_NATO
from entente.burden.state_panel import rivals_by_year
from entente.core.data_log import DataLog
from entente.systems.spells import Counted, last_year_counted

GROUP_YEAR = ["group", "year"]

#: The group of NATO's members by deposit of accession; other groups are called by their numbers in ATOP.
BY_DEPOSIT = "NATO"


def treaty_members(members: pd.DataFrame, years: Sequence[int], last: int, counted: Counted) -> pd.DataFrame:
    """Return the members of alliances with a defence obligation, by year.

    Parameters
    ----------
    members : DataFrame
        atopid, ccode, entry and exit (days; exit missing where membership goes on) and defense.
    years : sequence of int
        Years that are wanted; there are none after ``last``, the last of the data.
    counted : {"any_day", "31_december"}
        On which day of a year a member must belong; in the year in which an alliance ends any day counts.

    Returns
    -------
    DataFrame
        group (the alliance's number, a text), year, ccode: of alliances that oblige a member to defend in
        the year.
    """
    until = last_year_counted(members["exit"], "any_day").fillna(last)
    # Few alliances end on the eve: without their last members they would have no year in which they end.
    ends = ~members["exit"].isna().groupby(members["atopid"]).transform("any")
    ends &= until == until.groupby(members["atopid"]).transform("max")
    until = until.where(ends, last_year_counted(members["exit"], counted).fillna(last))
    crossed = members[["atopid", "ccode", "defense"]].assign(first=members["entry"].dt.year, until=until)
    crossed = crossed.merge(pd.DataFrame({"year": [year for year in years if year <= last]}), how="cross")
    there = crossed[(crossed["first"] <= crossed["year"]) & (crossed["year"] <= crossed["until"])]
    obliged = there.groupby(["atopid", "year"])["defense"].transform("max").astype(bool)
    found = there[obliged].drop_duplicates(["atopid", "year", "ccode"])
    return found.assign(group=found["atopid"].astype(str))[[*GROUP_YEAR, "ccode"]].reset_index(drop=True)


def alliance_member_year(members: pd.DataFrame, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return what the members of each group carry and have, with their shares.

    Parameters
    ----------
    members : DataFrame
        group, year, ccode.
    states : DataFrame
        The state-year panel: only members of the system have rows.
    log : DataLog
        Takes the counts of members outside the system.

    Returns
    -------
    DataFrame
        The columns of the schema ``alliance_member_year``.  Effort is burden × GDP by SIPRI and NATO, and
        expenditure by NMC; shares are of the members with data, those of effort of those with GDP too.
        Members outside the system are members without data; years in which all are, are left out.
    """
    inside = _in_system(members, states)
    log.note("kept", "members of alliances that are outside the state system, without data", (~inside).sum())
    some = inside.groupby([members[name] for name in GROUP_YEAR]).transform("any")
    members = log.keep(members, some, "of these, in years in which an alliance has no member in the system")
    columns = ["gdp", "population", *(f"burden_{name}" for name in ALL_SOURCES)]
    known = states[["year", "ccode", *columns, "expenditure_nmc"]]
    found = members.merge(known, on=["year", "ccode"], how="left", validate="many_to_one")
    found["effort_sipri"] = found["burden_sipri"] * found["gdp"]
    found["effort_nato"] = found["burden_nato"] * found["gdp"]
    found["effort_nmc"] = found["expenditure_nmc"] / 1000
    for source in WITH_NATO:
        found[f"share_{source}"] = _shares(found, found[f"effort_{source}"].where(found["gdp"].notna()))
    for name in ("gdp", "population"):
        found[f"share_{name}"] = _shares(found, found[name])
    return found.drop(columns="expenditure_nmc")


def _in_system(members: pd.DataFrame, states: pd.DataFrame) -> pd.Series:
    """Whether members belong to the state system in the year."""
    system = pd.MultiIndex.from_frame(states[["year", "ccode"]])
    return pd.Series(pd.MultiIndex.from_frame(members[["year", "ccode"]]).isin(system), index=members.index)


def _shares(frame: pd.DataFrame, values: pd.Series) -> pd.Series:
    """Shares of values in their sum over a group's year; missing where all are 0."""
    total = values.groupby([frame[name] for name in GROUP_YEAR]).transform("sum")
    return values / total.where(total > 0)


def alliance_year(
    members: pd.DataFrame,
    states: pd.DataFrame,
    treaties: pd.DataFrame,
    rivalries: pd.DataFrame,
    depth: pd.DataFrame,
    log: DataLog,
) -> pd.DataFrame:
    """Return alliances by year: members, coverage by source, size, regime, rivals, and whether it ends.

    Parameters
    ----------
    members : DataFrame
        As :func:`alliance_member_year` returns them.
    states : DataFrame
        The state-year panel, with polyarchy and expenditure_nmc.
    treaties : DataFrame
        group, first_year, last_year (missing where it is in force when the data end), ending and bilateral.
    rivalries : DataFrame
        ccode1, ccode2, first_year, last_year.
    depth : DataFrame
        group, depth.
    log : DataLog
        Takes the counts of what is left out.

    Returns
    -------
    DataFrame
        The columns of the schema ``alliance_year``.
    """
    grouped = members.groupby(GROUP_YEAR)
    found = pd.DataFrame({"members": grouped.size()})
    inside = _in_system(members, states)
    found["outside"] = (~inside).groupby([members[name] for name in GROUP_YEAR]).sum()
    for source in WITH_NATO:
        found[f"known_{source}"] = grouped[f"share_{source}"].count()
        found[f"coverage_{source}"] = found[f"known_{source}"] / found["members"]
    found["gdp"] = grouped["gdp"].sum(min_count=1)
    found["size_asymmetry"] = grouped["share_gdp"].max().where(grouped["share_gdp"].count() >= 2)
    codes = members.loc[inside, [*GROUP_YEAR, "ccode"]]
    scored = codes.merge(states[["year", "ccode", "polyarchy"]], on=["year", "ccode"], validate="many_to_one")
    found["polyarchy"] = scored.groupby(GROUP_YEAR)["polyarchy"].mean()
    found = found.join(_rivals_expenditure(codes, states, rivalries)).reset_index()
    known = states.groupby("year")["rivals_expenditure"].count() > 0
    spent = found["rivals_expenditure"].fillna(0.0).where(found["year"].map(known))
    found = found.assign(rivals_expenditure=spent)
    listed = found["group"].isin(treaties["group"])
    found = log.keep(found, listed, "years of alliances that are not among the treaties")
    found = found.merge(treaties, on="group", validate="many_to_one")
    found = found.merge(depth, on="group", how="left", validate="many_to_one")
    ends = found["year"] == found["last_year"]
    found = found.assign(
        age=found["year"] - found["first_year"], ended=ends.fillna(False), ending=found["ending"].where(ends)
    )
    begun = log.keep(found, found["age"] >= 0, "years of alliances before their treaty begins")
    return begun.drop(columns="last_year")


def _rivals_expenditure(members: pd.DataFrame, states: pd.DataFrame, rivalries: pd.DataFrame) -> pd.Series:
    """The expenditure of all states that are a rival of a member and no member, each once.

    Rivals that do not belong to the system in the year have no expenditure: they add nothing.
    """
    faced = members.merge(rivals_by_year(rivalries), on=["year", "ccode"])
    once = faced[[*GROUP_YEAR, "rival"]].drop_duplicates()
    own = members.rename(columns={"ccode": "rival"}).assign(own=True)
    others = once.merge(own, on=[*GROUP_YEAR, "rival"], how="left")
    others = others[others["own"].isna()]
    spending = states[["year", "ccode", "expenditure_nmc"]].rename(columns={"ccode": "rival"})
    return (
        others.merge(spending, on=["year", "rival"])
        .groupby(GROUP_YEAR)["expenditure_nmc"]
        .sum()
        .rename("rivals_expenditure")
    )


def nato_treaty(nato: pd.DataFrame) -> pd.DataFrame:
    """Return NATO, by deposit of accession, as a treaty of :func:`alliance_year`; it has not ended."""
    return pd.DataFrame(
        {
            "group": [BY_DEPOSIT],
            "first_year": [int(nato["year"].min())],
            "last_year": pd.array([pd.NA], dtype="Int16"),
            "ending": np.array([0]),
            "bilateral": [False],
        }
    )
