"""The state system of the demo world: members, their capitals and borders, and places on arrays of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.data_log import DataLog
from entente.data.demo.gazetteer import FIRST_YEAR, LAST_YEAR, MAJOR_POWERS, MOVED_CAPITALS, STATES
from entente.data.readers.states import days_of_membership
from entente.systems import geography
from entente.systems.spells import expand_spells

#: Codes of all states, ascending: the axis of every array of the demo world.
CODES = np.array([state.code for state in STATES])

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
    """Return spells of membership: ccode, abbreviation, name, start, end (timestamps)."""
    rows = [
        (state.code, state.abbreviation, state.name, pd.Timestamp(start), pd.Timestamp(end))
        for state in STATES
        for start, end in state.spells
    ]
    return pd.DataFrame(rows, columns=["ccode", "abbreviation", "name", "start", "end"])


def members() -> pd.DataFrame:
    """Return the tidy table of states, sorted by year and code."""
    listed = days_of_membership(spells())
    abbreviations = listed["ccode"].map({state.code: state.abbreviation for state in STATES})
    return listed.assign(abbreviation=abbreviations).sort_values(["year", "ccode"], ignore_index=True)


def major_powers() -> pd.DataFrame:
    """Return the tidy table of major powers: year, ccode."""
    years = [(code, int(start[:4]), int(end[:4])) for code, start, end in MAJOR_POWERS]
    listed = expand_spells(pd.DataFrame(years, columns=["ccode", "first", "last"]), "first", "last")
    return listed[["year", "ccode"]].drop_duplicates()


def capitals() -> pd.DataFrame:
    """Return the tidy table of capitals.

    As in the published one, a capital stands for whole years of membership, from 1 January of the first to 31
    December of the last, and only a move within a spell is dated to the day.
    """
    rows = []
    for state in STATES:
        for start, end in state.spells:
            first, last = pd.Timestamp(int(start[:4]), 1, 1), pd.Timestamp(int(end[:4]), 12, 31)
            if state.code in MOVED_CAPITALS:
                capital, latitude, longitude, moved = MOVED_CAPITALS[state.code]
                eve = pd.Timestamp(moved) - pd.Timedelta(days=1)
                rows.append((state.code, capital, first, eve, latitude, longitude))
                first = pd.Timestamp(moved)
            rows.append((state.code, state.capital, first, last, state.latitude, state.longitude))
    return pd.DataFrame(
        rows, columns=["ccode", "capital", "first_date", "last_date", "latitude", "longitude"]
    )


def capital_distances(dyads: pd.DataFrame, members: pd.DataFrame) -> np.ndarray:
    """Return the distance in km between the capitals at the end of each dyad-year."""
    return geography.capital_distances(
        dyads, geography.capital_of_year(members, capitals(), DataLog("capitals"))
    )


def borders() -> pd.DataFrame:
    """Return ccode1 < ccode2 and the type of contiguity of neighbouring states, the same in all years.

    Two states are neighbours if one of the capitals is among the three nearest to the other.
    """
    places = pd.DataFrame(STATES)[["code", "latitude", "longitude"]].rename(columns={"code": "ccode"})
    i, j = (axis.ravel() for axis in np.indices((len(CODES), len(CODES))))
    pairs = pd.DataFrame({"year": LAST_YEAR, "ccode1": CODES[i], "ccode2": CODES[j]})
    distance = geography.capital_distances(pairs, places.assign(year=LAST_YEAR))
    distance = np.where(i == j, np.inf, distance).reshape(len(CODES), -1)
    rank = distance.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    rank = np.minimum(rank, rank.T)
    first, second = np.nonzero(np.triu(rank < NEIGHBOURS, 1))
    apart = distance[first, second]
    land = (apart < LAND_BELOW) | (rank[first, second] == 0)
    types = np.where(land, 1, np.where(apart < NARROW_SEA_BELOW, 4, 5))
    return pd.DataFrame({"ccode1": CODES[first], "ccode2": CODES[second], "contiguity": types})
