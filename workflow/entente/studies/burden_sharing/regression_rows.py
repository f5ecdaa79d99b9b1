"""The study's rows of regressions, made of its panels and tidy tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from entente.burden.alliance_panels import BY_DEPOSIT
from entente.burden.alliance_rows import ending_year
from entente.burden.burden_rows import burden_year
from entente.burden.great_circles import great_circle
from entente.burden.group_burdens import inequality_of_groups
from entente.burden.joining import fighting_beside, opportunities, sides_of_wars
from entente.burden.joining_rows import joining_rows
from entente.burden.mission_rows import mission_rows, mission_years
from entente.burden.sources import SOURCES
from entente.core.data_log import DataLog

#: What is read.
TABLES = (
    "cooperation_year",
    "network_year",
    "alliance_year",
    "alliance_member_year",
    "ties",
    "memberships",
    "dispute_participants",
    "wars",
    "dyadic_wars",
    "capitals",
)


def regression_tables(
    tables: Mapping[str, pd.DataFrame], layers: Sequence[str], log: DataLog
) -> dict[str, pd.DataFrame]:
    """Return the tables of rows by name: burden_year, ending_year, joining_opportunities and so on."""
    ties = tables["ties"][tables["ties"]["in_system"]]
    participants = tables["dispute_participants"]
    states = burden_year(tables["cooperation_year"], tables["network_year"], ties, participants, layers)
    # NATO is among ATOP's treaties: by deposit of accession it would be there once more.
    treaties = tables["alliance_year"]["group"] != BY_DEPOSIT
    members = tables["alliance_member_year"]
    members = members[members["group"] != BY_DEPOSIT]
    inequality = inequality_of_groups(members, SOURCES)
    alliances = ending_year(
        tables["alliance_year"][treaties].reset_index(drop=True), inequality, members, participants
    )
    missions = _missions(tables["memberships"], states, log)
    return {
        "burden_year": states,
        "ending_year": alliances,
        **_joining(tables, states, ties[ties["layer"] == "defence"], log),
        **missions,
    }


def _joining(
    tables: Mapping[str, pd.DataFrame], states: pd.DataFrame, defence: pd.DataFrame, log: DataLog
) -> dict[str, pd.DataFrame]:
    """Opportunities in disputes and in wars."""
    by_dyad = sides_of_wars(tables["dyadic_wars"])
    unclear = tables["dyadic_wars"]["war"].nunique() - by_dyad["war"].nunique()
    log.note("dropped", "fighting_beside_dyadic: wars whose dyads make no two sides", unclear)
    chances = {
        "joining_opportunities": opportunities(tables["dispute_participants"], defence),
        "fighting_beside": fighting_beside(tables["wars"], defence),
        "fighting_beside_dyadic": fighting_beside(by_dyad, defence),
    }
    found = {}
    for name, rows in chances.items():
        log.note("kept", f"{name}: an ally that could join, of a state attacked", len(rows))
        log.note("kept", f"{name}: of these, allies that joined", int(rows["joined"].sum()))
        distance = _between_capitals(rows, tables["capitals"])
        log.note("kept", f"{name}: a capital is not known", int(distance.isna().sum()))
        found[name] = joining_rows(rows, states, distance)
    return found


def _between_capitals(rows: pd.DataFrame, capitals: pd.DataFrame) -> pd.Series:
    """Kilometres between the capitals of ally and target at the end of the year."""
    places = {}
    for side in ("target", "ally"):
        joined = (
            rows[["year", side]]
            .reset_index()
            .merge(capitals.rename(columns={"ccode": side}), on=side, how="left")
        )
        eve = pd.to_datetime(joined["year"].astype(str) + "-12-31")
        there = joined[(joined["first_date"] <= eve) & ~(joined["last_date"] < eve)]
        places[side] = there.drop_duplicates("index").set_index("index").reindex(rows.index)
    one, other = (places[side][["latitude", "longitude"]].to_numpy("float64").T for side in places)
    return pd.Series(great_circle(one, other), index=rows.index)


def _missions(memberships: pd.DataFrame, states: pd.DataFrame, log: DataLog) -> dict[str, pd.DataFrame]:
    """Members of missions by Geo-PKO and of conflicts by UCDP, and missions themselves."""
    chosen = memberships[memberships["source"].isin(["geo_pko", "ucdp"])]
    place = ["kind", "id", "side"]
    each = chosen[place].drop_duplicates().sort_values(place)
    numbers = pd.Series(np.arange(1, len(each) + 1), index=pd.MultiIndex.from_frame(each))
    parts = [
        mission_rows(chosen[chosen["source"] == source], states, numbers) for source in ("geo_pko", "ucdp")
    ]
    rows = pd.concat(parts, ignore_index=True)
    log.note("kept", "members of missions and sides of conflicts by year", len(rows))
    log.note("kept", "of these, of the last year of their mission", int(rows["leaves"].isna().sum()))
    peace = chosen[chosen["kind"] == "mission"]
    troops = peace.groupby([pd.MultiIndex.from_frame(peace[place]).map(numbers), "year"])["troops"].sum()
    troops.index = troops.index.set_names(["mission", "year"])
    return {
        "mission_member_year": rows,
        "mission_year": mission_years(rows[rows["conflict"] == 0], troops),
    }
