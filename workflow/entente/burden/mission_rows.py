"""Rows of regressions on burdens: members of missions and of sides of conflicts, and missions, by year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.burden.burden_rows import logs
from entente.burden.sources import SOURCES
from entente.burden.state_panel import KEY


def mission_rows(memberships: pd.DataFrame, states: pd.DataFrame, numbers: pd.Series) -> pd.DataFrame:
    """Return members of missions and of sides of conflicts by year, and whether they leave before these end.

    Parameters
    ----------
    memberships : DataFrame
        kind (mission or conflict), id, side, year, ccode, troops, each member once a year.
    states : DataFrame
        As :func:`~entente.burden.burden_rows.burden_year` returns them.
    numbers : Series
        A whole number for each kind, id and side, by these.

    Returns
    -------
    DataFrame
        The columns of the schema ``mission_member_year``; of the last year of the data none, since who leaves
        then is not known.
    """
    place = ["kind", "id", "side"]
    rows = memberships[[*place, *KEY, "troops"]].sort_values([*place, "ccode", "year"], ignore_index=True)
    last = rows["year"].max()
    there = rows[[*place, *KEY]].assign(year=rows["year"] - 1, stays=1.0)
    goes_on = there[[*place, "year"]].drop_duplicates().assign(goes_on=1.0)
    rows = rows.merge(there, on=[*place, *KEY], how="left").merge(goes_on, on=[*place, "year"], how="left")
    grouped = rows.groupby([*place, "year"])
    share = rows["troops"] / grouped["troops"].transform("sum").where(lambda total: total > 0)
    complete = grouped["troops"].transform("count") / grouped["troops"].transform("size")
    concentration = (share**2).groupby([rows[name] for name in [*place, "year"]]).transform("sum")
    first = rows.groupby([*place, "ccode"])["year"].transform("min")
    found = pd.DataFrame(
        {
            "year": rows["year"],
            "mission": pd.MultiIndex.from_frame(rows[place]).map(numbers).astype("int64"),
            "ccode": rows["ccode"],
            "conflict": (rows["kind"] == "conflict").astype("float64"),
            "leaves": rows["stays"].isna().astype("float64").where(rows["goes_on"].notna()),
            "troop_share": share,
            # Shares of members with data say little where few have some (a choice).
            "concentration": concentration.where(complete >= 0.5),
            "log_partners": np.log(grouped["ccode"].transform("size").astype("float64")),
            "log_years": np.log1p((rows["year"] - first).astype("float64")),
        }
    )
    found = found[rows["year"] < last]
    columns = [f"log_burden_{source}" for source in SOURCES] + ["log_gdp", "polyarchy"]
    return found.merge(states[[*KEY, *columns]], on=KEY, how="left").reset_index(drop=True)


def mission_years(members: pd.DataFrame, troops: pd.Series) -> pd.DataFrame:
    """Return missions by year: whether they end, how their strength changes, how concentrated it is.

    Parameters
    ----------
    members : DataFrame
        As :func:`mission_rows` returns them, of missions alone.
    troops : Series
        Strength of each mission, by number and year.

    Returns
    -------
    DataFrame
        The columns of the schema ``mission_year``.
    """
    grouped = members.groupby(["mission", "year"])
    found = grouped.agg(
        concentration=("concentration", "first"),
        log_members=("log_partners", "first"),
        ends=("leaves", "count"),
    ).reset_index()
    found["ends"] = (found["ends"] == 0).astype("float64")
    strength = logs(troops).rename("log_troops")
    found = found.join(strength, on=["mission", "year"])
    later = strength.rename("later").reset_index()
    later["year"] -= 1
    found = found.merge(later, on=["mission", "year"], how="left")
    first = found.groupby("mission")["year"].transform("min")
    found["log_age"] = np.log1p((found["year"] - first).astype("float64"))
    return found.assign(growth=found["later"] - found["log_troops"]).drop(columns="later")
