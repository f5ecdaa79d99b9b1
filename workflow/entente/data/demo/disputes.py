"""Disputes, wars and rivalries of the demo world; none depends on alliances, so that the logit is exact."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from entente.data.demo.gazetteer import FIRST_YEAR, LAST_YEAR
from entente.data.demo.system import CODES, on_axis, positions

#: Chance that a dyad begins a dispute in a year, and what is added for each condition.
ONSET, ONSET_NEIGHBOURS, ONSET_MAJOR_POWERS, ONSET_RIVALS = 0.0012, 0.02, 0.02, 0.25

#: Pairs of states with a feud, and the years that a feud lasts.
FEUDS, FEUD_YEARS = 30, (10, 26)

#: Chances of each level of hostility from 2 (threat) to 5 (war).
HOSTILITY_CHANCES = (0.1, 0.25, 0.58, 0.07)

#: Chances that a dispute begins on the side of the lower code, that a third state joins, and that the target
#: of a dispute short of war replies in kind.
LOWER_BEGINS, JOIN, REPLY = 0.5, 0.25, 0.7

#: Mean days of a dispute short of war and of a war.
DISPUTE_DAYS, WAR_DAYS = 120, 500

#: Years without a dispute that end a rivalry, and disputes that make one (fewer: an isolated conflict).
RIVALRY_GAP, RIVALRY_DISPUTES = 12, 3

#: Number of the first war; COW's own numbers are lower.
FIRST_WAR = 301


class ScriptedWar(NamedTuple):
    """A war that takes place in every demo world.

    Attributes
    ----------
    name : str
        Its name.
    sides : tuple of dict
        Members of side 1, which began it, and of side 2: code to day of entry.
    end : str
        Its last day.
    hostility : int
        Level that its dispute is given, 5 for war.
    """

    name: str
    sides: tuple[dict[int, str], dict[int, str]]
    end: str
    hostility: int


GREAT_WAR = ScriptedWar(
    "Demo Great War",
    (
        {255: "1914-08-02", 300: "1914-08-02", 640: "1914-10-20"},
        {
            345: "1914-08-02", 365: "1914-08-04", 220: "1914-08-04", 200: "1914-08-06", 325: "1915-05-10",
            2: "1917-03-20",
        },
    ),
    "1918-10-15",
    5,
)  # fmt: skip

ANDEAN_WAR = ScriptedWar("Demo Andean War", ({145: "1932-05-01"}, {135: "1932-05-01"}), "1933-11-20", 4)


def generate(
    members: pd.DataFrame, dyads: pd.DataFrame, majors: pd.DataFrame, random: np.random.Generator
) -> pd.DataFrame:
    """Return every dispute-dyad of the demo world.

    Parameters
    ----------
    members : DataFrame
        year, ccode, whole_year.
    dyads : DataFrame
        year, ccode1, ccode2, contiguity (0: none).
    majors : DataFrame
        year, ccode of major powers.

    Returns
    -------
    DataFrame
        dispute (numbered by beginning), ccode1 < ccode2, start, end (timestamps), side1 (1 if ccode1 is on
        the side that began it, else 2), original1, original2 (there from the first day), hostility (2–5),
        hostility1, hostility2, war_name (empty: none).
    """
    whole = set(members.loc[members["whole_year"], ["year", "ccode"]].itertuples(index=False, name=None))
    chances = _onset_chances(dyads, majors, random)
    beginning = dyads[random.random(len(dyads)) < chances]
    drawn = [
        row
        for onset in beginning.itertuples()
        if _shared_until(onset.year, (onset.ccode1, onset.ccode2), whole)
        for row in _draw(onset, dyads, whole, random)
    ]
    rows = drawn + _scripted(GREAT_WAR, -1) + _scripted(ANDEAN_WAR, -2)
    frame = pd.DataFrame(rows)
    began = frame.groupby("dispute")["start"].transform("min")
    order = frame.assign(began=began).sort_values(["began", "dispute", "ccode1", "ccode2"], ignore_index=True)
    numbers = {number: rank for rank, number in enumerate(order["dispute"].unique(), start=1)}
    return order.assign(dispute=order["dispute"].map(numbers)).drop(columns="began")


def _onset_chances(dyads: pd.DataFrame, majors: pd.DataFrame, random: np.random.Generator) -> np.ndarray:
    major = on_axis(majors)
    t = dyads["year"].to_numpy() - FIRST_YEAR
    both_major = major[t, positions(dyads["ccode1"])] & major[t, positions(dyads["ccode2"])]
    neighbours = (dyads["contiguity"] > 0).to_numpy()
    feuding = _feuding(dyads, neighbours | both_major, random)
    return ONSET + ONSET_NEIGHBOURS * neighbours + ONSET_MAJOR_POWERS * both_major + ONSET_RIVALS * feuding


def _feuding(dyads: pd.DataFrame, possible: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Whether each dyad-year lies in one of the feuds, which are drawn among dyads ever ``possible``."""
    candidates = dyads.loc[possible, ["ccode1", "ccode2"]].drop_duplicates()
    feuds = candidates.iloc[np.sort(random.choice(len(candidates), FEUDS, replace=False))]
    begins = random.integers(FIRST_YEAR, LAST_YEAR - FEUD_YEARS[0], FEUDS)
    ends = begins + random.integers(*FEUD_YEARS, FEUDS)
    spans = dyads.merge(feuds.assign(begins=begins, ends=ends), on=["ccode1", "ccode2"], how="left")
    return ((spans["begins"] <= spans["year"]) & (spans["year"] < spans["ends"])).to_numpy()


def _shared_until(year: int, codes: tuple[int, ...], whole: set) -> int:
    """The last year up to which all states are members without a break from 1 January of ``year``; else 0."""
    last = 0
    while all((year, code) in whole for code in codes):
        last, year = year, year + 1
    return last


def _draw(onset, dyads: pd.DataFrame, whole: set, random: np.random.Generator) -> list[dict]:
    """The dispute-dyads of one dispute: the two that began it, and perhaps a neighbour that joined."""
    hostility = int(random.choice([2, 3, 4, 5], p=HOSTILITY_CHANCES))
    start = pd.Timestamp(onset.year, 1, 1) + pd.Timedelta(days=int(random.integers(0, 365)))
    lasts = int(random.exponential(WAR_DAYS if hostility == 5 else DISPUTE_DAYS))
    initiators, targets = [onset.ccode1], [onset.ccode2]
    if random.random() >= LOWER_BEGINS:
        initiators, targets = targets, initiators
    if random.random() < JOIN:
        joiner = _joiner(onset, dyads, whole, random)
        (initiators if random.random() < 0.5 else targets).extend(joiner)
    replies = random.random() < REPLY or hostility == 5
    rows = []
    for i in initiators:
        for j in targets:
            last = pd.Timestamp(_shared_until(onset.year, (i, j), whole), 12, 31)
            end = min(start + pd.Timedelta(days=lasts), last)
            levels = {i: hostility, j: hostility if replies else 1}
            originals = {code: code in (onset.ccode1, onset.ccode2) for code in (i, j)}
            name = f"Demo War of {onset.year}" if hostility == 5 else ""
            rows.append(_dyad(onset.Index, i, j, start, end, levels, originals, name))
    return rows


def _joiner(onset, dyads: pd.DataFrame, whole: set, random: np.random.Generator) -> list[int]:
    """A third state that borders one of the two, or none."""
    near = dyads[(dyads["year"] == onset.year) & (dyads["contiguity"] > 0)]
    pair = {onset.ccode1, onset.ccode2}
    touching = near[near["ccode1"].isin(pair) | near["ccode2"].isin(pair)]
    third = sorted(set(touching["ccode1"]).union(touching["ccode2"]) - pair)
    third = [code for code in third if _shared_until(onset.year, (code, *pair), whole)]
    return [int(random.choice(third))] if third else []


def _dyad(
    dispute: int, initiator: int, target: int, start, end, levels: dict, originals: dict, name: str
) -> dict:
    first, second = min(initiator, target), max(initiator, target)
    return {
        "dispute": dispute,
        "ccode1": first,
        "ccode2": second,
        "start": start,
        "end": end,
        "side1": 1 if first == initiator else 2,
        "original1": originals[first],
        "original2": originals[second],
        "hostility": max(levels.values()),
        "hostility1": levels[first],
        "hostility2": levels[second],
        "war_name": name,
    }


def _scripted(war: ScriptedWar, number: int) -> list[dict]:
    rows = []
    began = min(min(side.values()) for side in war.sides)
    for i, entered in war.sides[0].items():
        for j, joined in war.sides[1].items():
            start, end = pd.Timestamp(max(entered, joined)), pd.Timestamp(war.end)
            originals = {i: entered == began, j: joined == began}
            levels = dict.fromkeys((i, j), war.hostility)
            rows.append(_dyad(number, i, j, start, end, levels, originals, war.name))
    return rows


def wars(disputes: pd.DataFrame) -> pd.DataFrame:
    """Return the participants of wars: war (number), name, ccode, side, start, end, initiator.

    A war is a dispute with a name; the numbers follow the disputes'.
    """
    fought = number_wars(disputes)
    fought = fought[fought["war"] > 0]
    parts = [
        fought.assign(
            ccode=fought[f"ccode{end}"],
            side=fought["side1"] if end == 1 else 3 - fought["side1"],
            initiator=fought[f"original{end}"],
        )
        for end in (1, 2)
    ]
    grouped = pd.concat(parts).groupby(["war", "war_name", "side", "ccode"], as_index=False)
    joined = grouped.agg(start=("start", "min"), end=("end", "max"), initiator=("initiator", "max"))
    joined["initiator"] &= joined["side"] == 1
    return joined.rename(columns={"war_name": "name"}).sort_values(
        ["war", "side", "ccode"], ignore_index=True
    )


def number_wars(disputes: pd.DataFrame) -> pd.DataFrame:
    """Return ``disputes`` with the column war: the number of the war that the dispute became, 0 for none."""
    named = disputes.loc[disputes["war_name"] != "", "dispute"].unique()
    numbers = {dispute: FIRST_WAR + rank for rank, dispute in enumerate(named)}
    return disputes.assign(war=disputes["dispute"].map(numbers).fillna(0).astype(int))


def rivalries(disputes: pd.DataFrame) -> pd.DataFrame:
    """Return each dispute's place in a rivalry: ccode1, ccode2, number, type, dispute.

    Disputes of a dyad less than :data:`RIVALRY_GAP` years apart belong together; three of them are a rivalry
    (type 2), fewer an isolated conflict (type 1).
    """
    ordered = disputes.sort_values(["ccode1", "ccode2", "start", "dispute"], ignore_index=True)
    dyad = [ordered["ccode1"], ordered["ccode2"]]
    quiet = ordered["start"].dt.year - ordered.groupby(dyad)["end"].shift().dt.year
    begins = quiet.isna() | (quiet >= RIVALRY_GAP)
    number = begins.cumsum()
    many = ordered.groupby(number)["dispute"].transform("size") >= RIVALRY_DISPUTES
    places = ordered[["ccode1", "ccode2", "dispute"]].assign(number=number, type=np.where(many, 2, 1))
    return places[["ccode1", "ccode2", "number", "type", "dispute"]]


def dyad_years(disputes: pd.DataFrame) -> pd.DataFrame:
    """Return ``disputes`` with one row for each year that a dispute-dyad touches, in column year."""
    spans = disputes.assign(
        year=[
            range(start.year, end.year + 1)
            for start, end in zip(disputes["start"], disputes["end"], strict=True)
        ]
    )
    years = spans.explode("year", ignore_index=True)
    return years.assign(year=years["year"].astype(int))


def matrices(disputes: pd.DataFrame, years: np.ndarray) -> np.ndarray:
    """Return whether two states have a dispute in a year, shape (years, states, states), symmetric."""
    found = np.zeros((len(years), len(CODES), len(CODES)), dtype=bool)
    rows = dyad_years(disputes)
    t, i, j = rows["year"] - years[0], positions(rows["ccode1"]), positions(rows["ccode2"])
    found[t, i, j] = found[t, j, i] = True
    return found
