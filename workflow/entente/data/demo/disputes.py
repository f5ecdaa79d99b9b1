"""Disputes, wars and rivalries of the demo world; none depends on alliances, so that the logit is exact."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.data.demo import FIRST_YEAR, LAST_YEAR
from entente.data.demo.system import CODES, of_dyads, on_axes, positions
from entente.systems.dyads import DYAD, DYAD_YEAR
from entente.systems.spells import expand_spells

#: Chance that a dyad begins a dispute in a year, and what is added for each condition.
ONSET, ONSET_NEIGHBOURS, ONSET_MAJOR_POWERS, ONSET_RIVALS = 0.0012, 0.02, 0.02, 0.25

#: Pairs of states with a feud, and the years that a feud lasts.
FEUDS, FEUD_YEARS = 30, (10, 26)

#: Chances of each level of hostility from 2 (threat) to 5 (war).
HOSTILITY_CHANCES = (0.1, 0.25, 0.58, 0.07)
WAR = 5

#: Chances that a dispute begins on the side of the lower code, and that a third state joins.
LOWER_BEGINS, JOIN = 0.5, 0.25

#: Mean days of a dispute short of war and of a war.
DISPUTE_DAYS, WAR_DAYS = 120, 500

#: Years without a dispute that end a rivalry, and disputes that make one (fewer: an isolated conflict).
RIVALRY_GAP, RIVALRY_DISPUTES = 12, 3

#: Number of the first war; COW's own numbers are lower.
FIRST_WAR = 301


#: The wars that take place in every demo world.  The second was a war by its dead and none by its dispute,
#: and no list has its dyads.
GREAT_WAR, ANDEAN_WAR = "Demo Great War", "Demo Andean War"

#: Level of hostility of their disputes, last day, and members of side 1, which began it, and of side 2, with
#: the days of their entry.
SCRIPTED_WARS = {
    GREAT_WAR: (
        WAR,
        "1918-10-15",
        {255: "1914-08-02", 300: "1914-08-02", 640: "1914-10-20"},
        {
            345: "1914-08-02", 365: "1914-08-04", 220: "1914-08-04", 200: "1914-08-06", 325: "1915-05-10",
            2: "1917-03-20",
        },
    ),
    ANDEAN_WAR: (4, "1933-11-20", {145: "1932-05-01"}, {135: "1932-05-01"}),
}  # fmt: skip

#: A participant of the Great War with a truce: code, last year of its first spell and first of its second.
TRUCE = (345, 1916, 1917)


def generate(
    members: pd.DataFrame, dyads: pd.DataFrame, majors: pd.DataFrame, random: np.random.Generator
) -> pd.DataFrame:
    """Return every dispute-dyad of the demo world.

    It is drawn for the tidy table of states, ``members``; for ``dyads`` by year, with their contiguity (0:
    none); and for the years of ``majors``.  Returned are dispute (numbered by beginning), ccode1 < ccode2,
    start, end (timestamps), first_year, last_year, side1 (1 if ccode1 is on the side that began it, else 2),
    hostility (2–5), war (its number, 0 for none), war_name.
    """
    # Only the world's last year ends on a day 365: others that are not cut short end on a day 366.
    whole = members[(members["first_day"] == 1) & (members["last_day"] >= 365)]
    whole = set(whole[["year", "ccode"]].itertuples(index=False, name=None))
    chances = _onset_chances(dyads, majors, random)
    beginning = dyads[random.random(len(dyads)) < chances]
    drawn = [
        row
        for onset in beginning.itertuples()
        if _shared_until(onset.year, (onset.ccode1, onset.ccode2), whole)
        for row in _draw(onset, dyads, whole, random)
    ]
    frame = pd.DataFrame(drawn + _scripted())
    frame["began"] = frame.groupby("dispute")["start"].transform("min")
    frame = frame.sort_values(["began", "dispute", *DYAD], ignore_index=True).drop(columns="began")
    fought = frame["war_name"] != ""
    return frame.assign(
        dispute=pd.factorize(frame["dispute"])[0] + 1,
        war=np.where(fought, FIRST_WAR + pd.factorize(frame["dispute"].where(fought))[0], 0),
        first_year=frame["start"].dt.year,
        last_year=frame["end"].dt.year,
    )


def _onset_chances(dyads: pd.DataFrame, majors: pd.DataFrame, random: np.random.Generator) -> np.ndarray:
    both_major = np.logical_and(*of_dyads(dyads, on_axes(majors)))
    neighbours = (dyads["contiguity"] > 0).to_numpy()
    feuding = _feuding(dyads, neighbours | both_major, random)
    return ONSET + ONSET_NEIGHBOURS * neighbours + ONSET_MAJOR_POWERS * both_major + ONSET_RIVALS * feuding


def _feuding(dyads: pd.DataFrame, possible: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Whether each dyad-year lies in one of the feuds, which are drawn among dyads ever ``possible``."""
    candidates = dyads.loc[possible, DYAD].drop_duplicates()
    feuds = candidates.iloc[np.sort(random.choice(len(candidates), FEUDS, replace=False))]
    begins = random.integers(FIRST_YEAR, LAST_YEAR - FEUD_YEARS[0], FEUDS)
    ends = begins + random.integers(*FEUD_YEARS, FEUDS)
    spans = dyads.merge(feuds.assign(begins=begins, ends=ends), on=DYAD, how="left")
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
    lasts = int(random.exponential(WAR_DAYS if hostility == WAR else DISPUTE_DAYS))
    initiators, targets = [onset.ccode1], [onset.ccode2]
    if random.random() >= LOWER_BEGINS:
        initiators, targets = targets, initiators
    if random.random() < JOIN:
        joiner = _joiner(onset, dyads, whole, random)
        (initiators if random.random() < 0.5 else targets).extend(joiner)
    # Whether the target replies in kind: no table tells, but what is drawn next depends on it.
    random.random()
    name = f"Demo War of {onset.year}" if hostility == WAR else ""
    rows = []
    for i in initiators:
        for j in targets:
            last = pd.Timestamp(_shared_until(onset.year, (i, j), whole), 12, 31)
            end = min(start + pd.Timedelta(days=lasts), last)
            rows.append(_dyad(onset.Index, i, j, start, end, hostility, name))
    return rows


def _joiner(onset, dyads: pd.DataFrame, whole: set, random: np.random.Generator) -> list[int]:
    """A third state that borders one of the two, or none."""
    near = dyads[(dyads["year"] == onset.year) & (dyads["contiguity"] > 0)]
    pair = {onset.ccode1, onset.ccode2}
    touching = near[near["ccode1"].isin(pair) | near["ccode2"].isin(pair)]
    third = sorted(set(touching["ccode1"]).union(touching["ccode2"]) - pair)
    third = [code for code in third if _shared_until(onset.year, (code, *pair), whole)]
    return [int(random.choice(third))] if third else []


def _dyad(dispute: int, initiator: int, target: int, start, end, hostility: int, war_name: str) -> dict:
    return {
        "dispute": dispute,
        "ccode1": min(initiator, target),
        "ccode2": max(initiator, target),
        "start": start,
        "end": end,
        "side1": 1 if initiator < target else 2,
        "hostility": hostility,
        "war_name": war_name,
    }


def _scripted() -> list[dict]:
    return [
        _dyad(-number, i, j, pd.Timestamp(max(entered, joined)), pd.Timestamp(end), hostility, name)
        for number, (name, (hostility, end, *sides)) in enumerate(SCRIPTED_WARS.items(), start=1)
        for i, entered in sides[0].items()
        for j, joined in sides[1].items()
    ]


def dispute_years(disputes: pd.DataFrame) -> pd.DataFrame:
    """Return the tidy table of disputes; the day on which one begins does not count."""
    rows = expand_spells(disputes, "first_year", "last_year")
    eve = pd.to_datetime({"year": rows["year"] - 1, "month": 12, "day": 31})
    close = pd.to_datetime({"year": rows["year"], "month": 12, "day": 31})
    days = (rows["end"].clip(upper=close) - rows["start"].clip(lower=eve)).dt.days
    return rows[["dispute", *DYAD_YEAR, "hostility"]].assign(war=rows["hostility"] == WAR, days=days)


def wars(disputes: pd.DataFrame) -> pd.DataFrame:
    """Return the tidy table of wars: the spells of fighting of each participant."""
    fought = disputes[disputes["war"] > 0].rename(columns={"war_name": "name"})
    sides = [
        fought.assign(ccode=fought["ccode1"], side=fought["side1"]),
        fought.assign(ccode=fought["ccode2"], side=3 - fought["side1"]),
    ]
    grouped = pd.concat(sides).groupby(["war", "name", "side", "ccode"], as_index=False)
    spells = grouped.agg(first_year=("first_year", "min"), last_year=("last_year", "max")).assign(spell=1)
    code, pauses, resumes = TRUCE
    second = spells[(spells["name"] == GREAT_WAR) & (spells["ccode"] == code)]
    spells.loc[second.index, "last_year"] = pauses
    return pd.concat([spells, second.assign(first_year=resumes, spell=2)], ignore_index=True)


def dyadic_wars(disputes: pd.DataFrame) -> pd.DataFrame:
    """Return the tidy table of dyads at war."""
    listed = disputes[(disputes["war"] > 0) & (disputes["war_name"] != ANDEAN_WAR)]
    return expand_spells(listed, "first_year", "last_year")[["war", *DYAD_YEAR]]


def rivalries(disputes: pd.DataFrame) -> pd.DataFrame:
    """Return the tidy table of rivalries.

    Disputes of a dyad less than :data:`RIVALRY_GAP` years apart belong together; three of them are a rivalry,
    fewer are none.
    """
    ordered = disputes.sort_values([*DYAD, "start", "dispute"], ignore_index=True)
    quiet = ordered["first_year"] - ordered.groupby(DYAD)["last_year"].shift()
    number = (quiet.isna() | (quiet >= RIVALRY_GAP)).cumsum()
    ordered = ordered.assign(number=number, rivalry=ordered["ccode1"] * 1000 + ordered["ccode2"])
    ordered = ordered[ordered.groupby("number")["dispute"].transform("size") >= RIVALRY_DISPUTES]
    grouped = ordered.groupby(["rivalry", "number", *DYAD], as_index=False)
    return grouped.agg(first_year=("first_year", "min"), last_year=("last_year", "max"))


def matrices(disputes: pd.DataFrame) -> np.ndarray:
    """Return whether two states have a dispute in a year, shape (years, states, states), symmetric."""
    found = np.zeros((LAST_YEAR - FIRST_YEAR + 1, len(CODES), len(CODES)), dtype=bool)
    rows = expand_spells(disputes, "first_year", "last_year")
    t, i, j = rows["year"] - FIRST_YEAR, positions(rows["ccode1"]), positions(rows["ccode2"])
    found[t, i, j] = found[t, j, i] = True
    return found
