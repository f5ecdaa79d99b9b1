"""Rows of regressions on burdens: alliances by year, their ends, and disputes among and against them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.burden.group_burdens import MEASURES
from entente.burden.sources import SOURCES

#: Highest level of hostility from which a dispute has come to the use of force.
FORCE = 4


def ending_year(
    alliances: pd.DataFrame, inequality: pd.DataFrame, members: pd.DataFrame, participants: pd.DataFrame
) -> pd.DataFrame:
    """Return alliances by year, as regressions of their endings and of disputes take them.

    Parameters
    ----------
    alliances : DataFrame
        Alliances by year (schema ``alliance_year``), each with a whole number for its ``group``.
    inequality : DataFrame
        group, year, source, dissimilarity, gini, herfindahl and leaders_excess.
    members : DataFrame
        group, year, ccode.
    participants : DataFrame
        Participants of disputes.

    Returns
    -------
    DataFrame
        The columns of the schema ``ending_year``.
    """
    ending = alliances["ending"].astype("Float64")
    found = alliances[["group", "year"]].assign(
        alliance=alliances["group"].astype("int64"),
        ended=alliances["ended"].astype("float64"),
        fulfilled=(ending == 1).fillna(False).astype("float64"),
        broken=(ending == 2).fillna(False).astype("float64"),
        replaced=(ending == 3).fillna(False).astype("float64"),
        age=alliances["age"].astype("float64"),
        log_age=np.log(alliances["age"].astype("float64").clip(lower=0.5)),
        log_members=np.log(alliances["members"].astype("float64")),
        members=alliances["members"].astype("float64"),
        size_asymmetry=alliances["size_asymmetry"],
        polyarchy=alliances["polyarchy"],
        log_rivals=np.log1p(alliances["rivals_expenditure"] / 1000),
        bilateral=alliances["bilateral"].astype("float64"),
        depth=alliances["depth"],
    )
    for source in SOURCES:
        found[f"known_{source}"] = alliances[f"known_{source}"].astype("float64")
        of_source = inequality[inequality["source"] == source].drop(columns="source")
        of_source = of_source[["group", "year", *MEASURES]].rename(
            columns={name: f"{name}_{source}" for name in MEASURES}
        )
        found = found.merge(of_source, on=["group", "year"], how="left", validate="one_to_one")
    found = found.merge(disputes_of_alliances(members, participants), on=["group", "year"], how="left")
    covered = found["year"] <= participants["last_year"].max()
    for where in ("among", "against"):
        found[f"dispute_{where}"] = found[f"dispute_{where}"].fillna(0.0).where(covered)
    return found.drop(columns="group")


def disputes_of_alliances(members: pd.DataFrame, participants: pd.DataFrame) -> pd.DataFrame:
    """Return whether new disputes arise among members of alliances, and against them, and come to force.

    ``members`` has group, year, ccode.  Among: originators on both sides are members; against: one on side B
    is, none on side A.  Returned are group, year of those with a dispute; dispute_among, dispute_against, 1
    or missing; and force_among, force_against, whether one of them reached the use of force, missing where
    there is none.
    """
    began = participants.groupby("dispute")["first_year"].transform("min")
    highest = participants.groupby("dispute")["hostility"].transform("max")
    origin = participants.assign(year=began, highest=highest)
    origin = origin.loc[origin["originator"], ["year", "dispute", "ccode", "side", "highest"]]
    sided = origin.drop_duplicates().merge(members[["group", "year", "ccode"]], on=["year", "ccode"])
    each = sided.groupby(["group", "year", "dispute"]).agg(
        attacking=("side", "any"), attacked=("side", lambda side: (~side).any()), highest=("highest", "max")
    )
    parts = []
    for where, which in (
        ("among", each["attacking"] & each["attacked"]),
        ("against", each["attacked"] & ~each["attacking"]),
    ):
        reached = each.loc[which, "highest"].groupby(["group", "year"]).max()
        parts.append(
            pd.DataFrame({f"dispute_{where}": 1.0, f"force_{where}": (reached >= FORCE).astype("float64")})
        )
    return parts[0].join(parts[1], how="outer").reset_index()
