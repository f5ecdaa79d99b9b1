"""Rows of the raw files about disputes, wars and rivalries."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.data.demo import disputes as conflict
from entente.data.demo.raw_layout import both_directions, described
from entente.data.demo.world import World

#: Highest action of each level of hostility in the codes of the two releases that DYDMID carries.
ACTIONS = {1: 0, 2: 2, 3: 7, 4: 19, 5: 22}
ACTIONS_MID3 = {1: 0, 2: 1, 3: 7, 4: 16, 5: 20}

#: A dispute-dyad of which one state had left the system for good: codes, dates.
NOT_MEMBERS = {
    "ccode1": 730, "ccode2": 740, "start": pd.Timestamp("1912-03-01"), "end": pd.Timestamp("1912-06-15"),
}  # fmt: skip

#: A participant of the Great War with a truce: code, end of the first and beginning of the second spell.
TRUCE = (345, pd.Timestamp("1916-06-30"), pd.Timestamp("1917-02-01"))

#: The war that the dyadic file omits, and dyads of the Great War with a misprint in one direction.
OMITTED_WAR = conflict.ANDEAN_WAR.name
MISPRINTS = {(325, 255): ("end_year", 19118), (2, 255): ("start_month", 24)}

#: Severity of each level of hostility in the rivalry file.
SEVERITY = {1: 2, 2: 6, 3: 53, 4: 95, 5: 170}

#: Deaths in battle that one day of war costs each participant.
DEATHS_A_DAY = 40


def disputes(world: World) -> pd.DataFrame:
    """One row for each dispute, undirected dyad and year."""
    rows = conflict.dyad_years(_with_not_members(world.disputes)).assign(side2=_other_side)
    dyad = ["dispute", "ccode1", "ccode2"]
    rows = rows.sort_values([*dyad, "year"], ignore_index=True)
    days = _days_of_year(rows)
    last = (rows["year"] == rows["end"].dt.year).astype(int)
    began = {number: rows[f"side{number}"] == 1 for number in (1, 2)}
    initiator = rows["ccode1"].where(began[1], rows["ccode2"])
    target = rows["ccode2"].where(began[1], rows["ccode1"])
    levels = {"": "hostility", "1": "hostility1", "2": "hostility2"}
    return rows.assign(
        outcome=5 * last,
        settlement=3 * last,
        fatal=np.where(rows["hostility"] == 5, 6, 0),
        reciprocated=(rows[["hostility1", "hostility2"]].min(axis=1) > 1).astype(int),
        initiators=initiator.groupby(rows["dispute"]).transform("nunique"),
        targets=target.groupby(rows["dispute"]).transform("nunique"),
        war=(rows["hostility"] == 5).astype(int),
        index=rows.groupby(dyad).cumcount() + 1,
        total=days.groupby([rows[name] for name in dyad]).cumsum(),
        days=days,
        **{f"action{state}": rows[level].map(ACTIONS) for state, level in levels.items()},
        **{f"action{state}_mid3": rows[level].map(ACTIONS_MID3) for state, level in levels.items()},
        **{f"began{number}": of_state.astype(int) for number, of_state in began.items()},
        **{f"original{number}": rows[f"original{number}"].astype(int) for number in (1, 2)},
        **{f"role{number}": _role(rows, number) for number in (1, 2)},
    )


def _with_not_members(disputes: pd.DataFrame) -> pd.DataFrame:
    extra = disputes.iloc[[0]].assign(
        **NOT_MEMBERS,
        dispute=disputes["dispute"].max() + 1,
        hostility=3,
        hostility1=1,
        hostility2=3,
        war_name="",
    )
    return pd.concat([disputes, extra], ignore_index=True)


def _days_of_year(rows: pd.DataFrame) -> pd.Series:
    """Days of the dispute within the row's year, the day on which it began not counted."""
    first = pd.to_datetime({"year": rows["year"], "month": 1, "day": 1}) - pd.Timedelta(days=1)
    last = pd.to_datetime({"year": rows["year"], "month": 12, "day": 31})
    ends = rows["end"].where(rows["end"] < last, last)
    return (ends - rows["start"].where(rows["start"] > first, first)).dt.days


def _other_side(rows: pd.DataFrame) -> pd.Series:
    return 3 - rows["side1"]


def _role(rows: pd.DataFrame, number: int) -> np.ndarray:
    """1 began the dispute, 2 joined that side, 3 was its target, 4 joined the target."""
    return np.where(rows[f"side{number}"] == 1, 1, 3) + np.where(rows[f"original{number}"], 0, 1)


def _deaths(rows: pd.DataFrame) -> pd.Series:
    return DEATHS_A_DAY * ((rows["end"] - rows["start"]).dt.days + 1)


def wars(world: World) -> pd.DataFrame:
    """One row for each participant of a war; a second spell of fighting stands in the same row."""
    rows = world.wars.rename(columns={"name": "war_name"})
    code, truce, resumed = TRUCE
    twice = (rows["war_name"] == conflict.GREAT_WAR.name) & (rows["ccode"] == code)
    return rows.assign(
        end=rows["end"].mask(twice, truce),
        start2=rows["start"].mask(twice, resumed).where(twice),
        end2=rows["end"].where(twice),
        initiated=np.where(rows["initiator"], 1, 2),
        outcome=np.where(rows["side"] == 1 + rows["war"] % 2, 1, 2),
        deaths=_deaths(rows),
    )


def dyadic_wars(world: World) -> pd.DataFrame:
    """One row for each war, directed dyad and year, with one war left out and two misprints."""
    fought = conflict.number_wars(world.disputes).assign(side2=_other_side)
    fought = fought[(fought["war"] > 0) & (fought["war_name"] != OMITTED_WAR)]
    fought = fought.assign(place=fought.groupby("dispute").cumcount() + 1)
    rows = conflict.dyad_years(both_directions(fought))
    rows = described(rows.sort_values(["war", "place", "ccode1", "year"]))
    great = rows["war_name"] == conflict.GREAT_WAR.name
    for (first, second), (column, misprint) in MISPRINTS.items():
        rows.loc[great & (rows["ccode1"] == first) & (rows["ccode2"] == second), column] = misprint
    return rows.assign(
        dyad_index=(rows["dispute"] + rows["place"] / 1000).round(3),
        **{f"role{number}": _role(rows, number) for number in (1, 2)},
        **{f"began{number}": np.where(rows[f"side{number}"] == 1, 1, 3) for number in (1, 2)},
        outcome=np.where(rows["side1"] == 1 + rows["war"] % 2, 1, 3),
        deaths=_deaths(rows),
        both_deaths=2 * _deaths(rows),
        index=rows.groupby(["war", "place", "ccode1"]).cumcount() + 1,
    )


def rivalries(world: World) -> pd.DataFrame:
    """One row for each dispute of a rivalry or isolated conflict; one dispute is not this dyad's."""
    named = conflict.number_wars(world.disputes)
    named = named[["dispute", "ccode1", "ccode2", "war", "hostility", "start", "end"]]
    rows = world.rivalries.merge(named, on=["dispute", "ccode1", "ccode2"])
    rows = pd.concat([rows, _unmatched(rows, world.disputes)])
    rows = rows.sort_values(["ccode1", "ccode2", "number", "dispute"], ignore_index=True)
    fought, deaths = (rows["war"] > 0) & (rows["hostility"] == 5), _deaths(rows)
    return rows.assign(
        file=[f"cm{a:03d}{b:03d}v5" for a, b in zip(rows["ccode1"], rows["ccode2"], strict=True)],
        fatal=deaths.where(fought, 0),
        # The published file writes a full stop for what does not apply, which makes the column one of text.
        written_deaths=deaths.astype(str).where(fought, "."),
        written_war=rows["war"].astype(str).where(fought, "."),
        dyad=rows["ccode1"] * 1000 + rows["ccode2"],
        severity=rows["hostility"].map(SEVERITY),
    )


def _unmatched(rows: pd.DataFrame, disputes: pd.DataFrame) -> pd.DataFrame:
    """A row of the first rivalry that names a dispute of other states."""
    rivals = rows[rows["type"] == 2].sort_values(["ccode1", "ccode2", "number"]).iloc[[0]]
    code1, code2 = rivals[["ccode1", "ccode2"]].iloc[0]
    theirs = disputes.loc[(disputes["ccode1"] == code1) & (disputes["ccode2"] == code2), "dispute"]
    foreign = disputes.loc[~disputes["dispute"].isin(theirs) & (disputes["hostility"] < 5), "dispute"]
    return rivals.assign(dispute=foreign.iloc[0], war=0, hostility=3)
