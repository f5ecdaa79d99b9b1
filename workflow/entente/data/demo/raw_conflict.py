"""Raw files about disputes, wars and rivalries, in their published layout."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.data.demo import disputes as conflict
from entente.data.demo.raw_states import ABBREVIATIONS, NAMES
from entente.data.demo.world import World

#: Highest action of each level of hostility in the codes of the two releases that DYDMID carries.
ACTIONS = {1: (0, 0), 2: (2, 1), 3: (7, 7), 4: (19, 16), 5: (22, 20)}

#: A dispute-dyad of which one state had left the system for good: codes, dates.
NOT_MEMBERS = {"ccode1": 730, "ccode2": 740, "start": "1912-03-01", "end": "1912-06-15"}

#: A participant of the Great War with a truce: code, end of the first and beginning of the second spell.
TRUCE = (345, "1916-06-30", "1917-02-01")

#: The war that the dyadic file omits, and dyads of the Great War with a misprint in one direction.
OMITTED_WAR = conflict.ANDEAN_WAR.name
MISPRINTS = {(325, 255): ("warendyr", 19118), (2, 255): ("warstrtmnth", 24)}

#: Severity of each level of hostility in the rivalry file.
SEVERITY = {1: 2, 2: 6, 3: 53, 4: 95, 5: 170}

#: Deaths in battle that one day of war costs each participant.
DEATHS_A_DAY = 40


def disputes(world: World) -> pd.DataFrame:
    """One row for each dispute, undirected dyad and year."""
    rows = conflict.dyad_years(_with_not_members(world.disputes))
    rows = rows.sort_values(["dispute", "ccode1", "ccode2", "year"], ignore_index=True)
    days = _days_of_year(rows)
    index = rows.groupby(["dispute", "ccode1", "ccode2"]).cumcount() + 1
    total = days.groupby([rows["dispute"], rows["ccode1"], rows["ccode2"]]).cumsum()
    last = (rows["year"] == rows["end"].dt.year).astype(int)
    fatal = np.where(rows["hostility"] == 5, 6, 0)
    columns = {
        "DISNO": rows["dispute"],
        "STATEA": rows["ccode1"],
        "NAMEA": rows["ccode1"].map(ABBREVIATIONS),
        "STATEB": rows["ccode2"],
        "NAMEB": rows["ccode2"].map(ABBREVIATIONS),
        **_date(rows["start"], "STRTDAY STRTMNTH STRTYR"),
        "YEAR": rows["year"],
        **_date(rows["end"], "ENDDAY ENDMNTH ENDYEAR"),
        "OUTCOME": 5 * last,
        "SETTLMNT": 3 * last,
        "FATLEV": fatal,
        "HIGHACT": _action(rows["hostility"], 0),
        "HIHOST": rows["hostility"],
        "RECIP": (rows[["hostility1", "hostility2"]].min(axis=1) > 1).astype(int),
        **_participants(rows),
        **_state(rows, "A", fatal),
        **_state(rows, "B", fatal),
        "ROLEA": _role(rows, 1),
        "ROLEB": _role(rows, 2),
        "WAR": (rows["hostility"] == 5).astype(int),
        "Durindx": index,
        "Cumdurat": total,
        "Duration": days,
        "MID3HIact": _action(rows["hostility"], 1),
        "MID3HIA": _action(rows["hostility1"], 1),
        "MID3HIB": _action(rows["hostility2"], 1),
    }
    return pd.DataFrame(columns)


def _with_not_members(disputes: pd.DataFrame) -> pd.DataFrame:
    extra = disputes.iloc[[0]].assign(
        **{
            **NOT_MEMBERS,
            "start": pd.Timestamp(NOT_MEMBERS["start"]),
            "end": pd.Timestamp(NOT_MEMBERS["end"]),
        },
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


def _date(dates: pd.Series, names: str) -> dict[str, pd.Series]:
    """Columns with day, month and year of ``dates``, under three names."""
    parts = ("day", "month", "year")
    return {name: getattr(dates.dt, part) for name, part in zip(names.split(), parts, strict=True)}


def _participants(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Numbers of states on the side that began the dispute and on the other."""
    first = rows["ccode1"].where(rows["side1"] == 1, rows["ccode2"])
    second = rows["ccode2"].where(rows["side1"] == 1, rows["ccode1"])
    return {
        "NOINIT": first.groupby(rows["dispute"]).transform("nunique"),
        "NOTARG": second.groupby(rows["dispute"]).transform("nunique"),
    }


def _state(rows: pd.DataFrame, letter: str, fatal: np.ndarray) -> dict[str, pd.Series]:
    """The columns of one of the two states."""
    number = {"A": 1, "B": 2}[letter]
    revisionist = "REVSTATA" if letter == "A" else "REVSTATEB"
    hostility = rows[f"hostility{number}"]
    began = _begins(rows, number).astype(int)
    return {
        **_date(rows["start"], f"STDAY{letter} STMNTH{letter} STYEAR{letter}"),
        **_date(rows["end"], f"ENDDAY{letter} ENDMNTH{letter} ENDYEAR{letter}"),
        f"SIDEA{letter}": began,
        revisionist: began,
        f"REVTYPE{letter}": began,
        f"FATALEV{letter}": fatal,
        f"HIGHMCA{letter}": _action(hostility, 0),
        f"HIHOST{letter}": hostility,
        f"ORIGNAT{letter}": rows[f"original{number}"].astype(int),
    }


def _begins(rows: pd.DataFrame, number: int) -> pd.Series:
    """Whether the state is on the side that began the dispute."""
    return rows["side1"] == number


def _role(rows: pd.DataFrame, number: int) -> np.ndarray:
    """1 began the dispute, 2 joined that side, 3 was its target, 4 joined the target."""
    return np.where(_begins(rows, number), 1, 3) + np.where(rows[f"original{number}"], 0, 1)


def _action(hostility: pd.Series, release: int) -> pd.Series:
    return hostility.map({level: actions[release] for level, actions in ACTIONS.items()})


def wars(world: World) -> pd.DataFrame:
    """One row for each participant of a war; a second spell of fighting stands in the same row."""
    rows = world.wars
    code, truce, resumed = TRUCE
    twice = (rows["name"] == conflict.GREAT_WAR.name) & (rows["ccode"] == code)
    first_end = rows["end"].mask(twice, pd.Timestamp(truce))
    spells = {
        1: (rows["start"], first_end),
        2: (rows["start"].mask(twice, pd.Timestamp(resumed)), rows["end"]),
    }
    dates = {}
    for number, edges in spells.items():
        for edge, date in zip(("Start", "End"), edges, strict=True):
            for part in ("Month", "Day", "Year"):
                values = getattr(date.dt, part.lower())
                dates[f"{edge}{part}{number}"] = values if number == 1 else values.where(twice, -8)
    return pd.DataFrame(
        {
            "WarNum": rows["war"],
            "WarName": rows["name"],
            "WarType": 1,
            "ccode": rows["ccode"],
            "StateName": rows["ccode"].map(NAMES),
            "Side": rows["side"],
            **dates,
            "TransFrom": -8,
            "WhereFought": 2,
            "Initiator": np.where(rows["initiator"], 1, 2),
            "Outcome": np.where(rows["side"] == 1 + rows["war"] % 2, 1, 2),
            "TransTo": -8,
            "BatDeath": DEATHS_A_DAY * ((rows["end"] - rows["start"]).dt.days + 1),
            "Version": 4,
        }
    )


def dyadic_wars(world: World) -> pd.DataFrame:
    """One row for each war, directed dyad and year, with one war left out and two misprints."""
    fought = conflict.number_wars(world.disputes)
    fought = fought[(fought["war"] > 0) & (fought["war_name"] != OMITTED_WAR)]
    fought = fought.assign(place=fought.groupby("dispute").cumcount() + 1)
    swapped = {
        f"{name}{number}": f"{name}{3 - number}" for name in ("ccode", "original") for number in (1, 2)
    }
    other = fought.rename(columns=swapped).assign(side1=3 - fought["side1"])
    rows = conflict.dyad_years(pd.concat([fought, other], ignore_index=True))
    rows = rows.sort_values(["war", "place", "ccode1", "year"], ignore_index=True)
    deaths = DEATHS_A_DAY * ((rows["end"] - rows["start"]).dt.days + 1)
    won = np.where(rows["side1"] == 1 + rows["war"] % 2, 1, 3)
    table = pd.DataFrame(
        {
            "warnum": rows["war"],
            "disno": rows["dispute"],
            "dyindex": (rows["dispute"] + rows["place"] / 1000).round(3),
            "statea": rows["ccode1"],
            "stateb": rows["ccode2"],
            **_date(rows["start"], "warstrtday warstrtmnth warstrtyr"),
            **_date(rows["end"], "warenday warendmnth warendyr"),
            "year": rows["year"],
            "warolea": _role(rows, 1),
            "waroleb": _role(rows, 2),
            "wardyadrolea": np.where(_begins(rows, 1), 1, 3),
            "wardyadroleb": np.where(_begins(rows, 2), 1, 3),
            "outcomea": won,
            "batdtha": deaths,
            "batdthb": deaths,
            "changes_1": np.nan,
            "changes_2": np.nan,
            "batdths": 2 * deaths,
            "durindx": rows.groupby(["war", "place", "ccode1"]).cumcount() + 1,
        }
    )
    great = rows["war_name"] == conflict.GREAT_WAR.name
    for (first, second), (column, misprint) in MISPRINTS.items():
        table.loc[great & (table["statea"] == first) & (table["stateb"] == second), column] = misprint
    order = "warnum disno dyindex statea stateb warstrtmnth warstrtday warstrtyr warendmnth warenday".split()
    return table[order + [name for name in table if name not in order]]


def rivalries(world: World) -> pd.DataFrame:
    """One row for each dispute of a rivalry or isolated conflict; one dispute is not this dyad's."""
    named = conflict.number_wars(world.disputes)[
        ["dispute", "ccode1", "ccode2", "war", "hostility", "start", "end"]
    ]
    rows = world.rivalries.merge(named, on=["dispute", "ccode1", "ccode2"])
    rows = pd.concat([rows, _unmatched(rows, world.disputes)])
    rows = rows.sort_values(["ccode1", "ccode2", "number", "dispute"], ignore_index=True)
    fought = (rows["war"] > 0) & (rows["hostility"] == 5)
    deaths = DEATHS_A_DAY * ((rows["end"] - rows["start"]).dt.days + 1)
    # The published file writes a full stop for what does not apply, which makes the column one of text.
    written = deaths.astype(str).where(fought, ".")
    return pd.DataFrame(
        {
            "CMFILE": [f"cm{a:03d}{b:03d}v5" for a, b in zip(rows["ccode1"], rows["ccode2"], strict=True)],
            "DEATHSA": written,
            "DEATHSB": written,
            "DISPUTE": rows["dispute"],
            "FATALAPC": deaths.where(fought, 0),
            "FATALBPC": deaths.where(fought, 0),
            "RIVALA": rows["ccode1"],
            "RIVALB": rows["ccode2"],
            "RIVALRY": rows["ccode1"] * 1000 + rows["ccode2"],
            "RIVNUMB": rows["number"],
            "RIVTYP2": rows["type"],
            "SEVERITY": rows["hostility"].map(SEVERITY),
            "WARNUMB": rows["war"].astype(str).where(fought, "."),
        }
    )


def _unmatched(rows: pd.DataFrame, disputes: pd.DataFrame) -> pd.DataFrame:
    """A row of the first rivalry that names a dispute of other states."""
    rivals = rows[rows["type"] == 2].sort_values(["ccode1", "ccode2", "number"]).iloc[[0]]
    code1, code2 = rivals[["ccode1", "ccode2"]].iloc[0]
    theirs = disputes.loc[(disputes["ccode1"] == code1) & (disputes["ccode2"] == code2), "dispute"]
    foreign = disputes.loc[~disputes["dispute"].isin(theirs) & (disputes["hostility"] < 5), "dispute"]
    return rivals.assign(dispute=foreign.iloc[0], war=0, hostility=3)
