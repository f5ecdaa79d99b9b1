"""The state system of the demo world: members, their capitals and borders, and places on arrays of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from entente.core.data_log import DataLog
from entente.data.demo import FIRST_YEAR, LAST_YEAR
from entente.data.readers.states import days_of_membership
from entente.systems.dyad_attributes import capital_distances, capital_of_year
from entente.systems.spells import expand_spells

#: The states: COW code, abbreviation and name, the capital at the end and its place in degrees, the region
#: (Asia with Africa) whose organizations a state may join, its largest religion, and its spells of
#: membership, first/last day, where a day left out is the world's own.
STATES = pd.read_csv(Path(__file__).with_name("states.csv"))

#: Codes of all states, ascending: the axis of every array of the demo world.
CODES = STATES["ccode"].to_numpy()

#: A state that had another capital until the day on which it moved.
MOVED = 640, pd.Timestamp("1923-05-13")
EARLIER_CAPITAL = {"capital": "Istanbul", "latitude": 41.01, "longitude": 28.98}

#: Spells of major-power status: code, first and last year.
MAJOR_POWERS = (
    (2, 1901, LAST_YEAR),
    (200, FIRST_YEAR, LAST_YEAR),
    (220, FIRST_YEAR, 1939),
    (220, 1946, LAST_YEAR),
    (255, FIRST_YEAR, 1918),
    (255, 1927, 1944),
    (300, FIRST_YEAR, 1918),
    (325, 1908, 1942),
    (365, FIRST_YEAR, LAST_YEAR),
    (710, 1951, LAST_YEAR),
    (740, 1904, 1944),
)

#: A state borders its nearest capitals, this many of them.
NEIGHBOURS = 3

#: Neighbours are contiguous by land (type 1) up to the first distance in km between capitals, or if one is
#: the other's nearest, by 150 miles of water (type 4) up to the second, and by 400 miles (type 5) beyond.
LAND_BELOW, NARROW_SEA_BELOW = 1000.0, 2000.0


def positions(codes: pd.Series | np.ndarray) -> np.ndarray:
    """Return the position of each code on the axis :data:`CODES`; every code must be there."""
    return np.searchsorted(CODES, np.asarray(codes))


def on_axes(table: pd.DataFrame, values=True) -> np.ndarray:
    """Return an array, shape (years, states), with ``values`` at the state-years of a table, else 0."""
    values = np.asarray(values)
    array = np.zeros((LAST_YEAR - FIRST_YEAR + 1, len(CODES)), dtype=values.dtype)
    array[table["year"] - FIRST_YEAR, positions(table["ccode"])] = values
    return array


def of_dyads(dyads: pd.DataFrame, array: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what an array of years and states holds for the two states of each dyad-year."""
    t = dyads["year"] - FIRST_YEAR
    return array[t, positions(dyads["ccode1"])], array[t, positions(dyads["ccode2"])]


def spells() -> pd.DataFrame:
    """Return the columns of :data:`STATES` for each spell of membership, start and end (timestamps)."""
    listed = STATES.assign(spell=STATES["spells"].str.split()).explode("spell", ignore_index=True)
    days = listed["spell"].str.split("/", expand=True)
    start, end = days[0].replace("", f"{FIRST_YEAR}-01-01"), days[1].replace("", f"{LAST_YEAR}-12-31")
    return listed.assign(start=pd.to_datetime(start), end=pd.to_datetime(end))


def members() -> pd.DataFrame:
    """Return the tidy table of states, sorted by year and code."""
    listed = days_of_membership(spells()).merge(STATES[["ccode", "abbreviation"]], on="ccode")
    return listed.sort_values(["year", "ccode"], ignore_index=True)


def major_powers() -> pd.DataFrame:
    """Return the tidy table of major powers: year, ccode."""
    listed = pd.DataFrame(MAJOR_POWERS, columns=["ccode", "first", "last"])
    return expand_spells(listed, "first", "last")[["year", "ccode"]]


def capitals() -> pd.DataFrame:
    """Return the tidy table of capitals.

    As in the published one, a capital stands for whole years of membership, from 1 January of the first to 31
    December of the last, and only a move within a spell is dated to the day.
    """
    listed = spells()
    listed["first_date"] = listed["start"].dt.to_period("Y").dt.start_time
    listed["last_date"] = listed["end"].dt.to_period("Y").dt.end_time.dt.normalize()
    code, day = MOVED
    moved = listed["ccode"] == code
    earlier = listed[moved].assign(**EARLIER_CAPITAL, last_date=day - pd.Timedelta(days=1))
    listed.loc[moved, "first_date"] = day
    columns = ["ccode", "capital", "first_date", "last_date", "latitude", "longitude"]
    return pd.concat([listed, earlier])[columns]


def dyad_distances(dyads: pd.DataFrame, members: pd.DataFrame) -> np.ndarray:
    """Return the distance in km between the capitals at the end of each dyad-year."""
    return capital_distances(dyads, capital_of_year(members, capitals(), DataLog("capitals")))


def borders() -> pd.DataFrame:
    """Return ccode1 < ccode2 and the type of contiguity of neighbouring states, the same in all years.

    Two states are neighbours if one of the capitals is among the three nearest to the other.
    """
    i, j = (axis.ravel() for axis in np.indices((len(CODES), len(CODES))))
    pairs = pd.DataFrame({"year": LAST_YEAR, "ccode1": CODES[i], "ccode2": CODES[j]})
    distance = capital_distances(pairs, STATES.assign(year=LAST_YEAR))
    distance = np.where(i == j, np.inf, distance).reshape(len(CODES), -1)
    rank = distance.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    rank = np.minimum(rank, rank.T)
    first, second = np.nonzero(np.triu(rank < NEIGHBOURS, 1))
    apart = distance[first, second]
    land = (apart < LAND_BELOW) | (rank[first, second] == 0)
    types = np.where(land, 1, np.where(apart < NARROW_SEA_BELOW, 4, 5))
    return pd.DataFrame({"ccode1": CODES[first], "ccode2": CODES[second], "contiguity": types})
