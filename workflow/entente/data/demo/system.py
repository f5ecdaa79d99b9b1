"""The state system of the demo world: members, their dyads, capitals, distances and borders."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.data.demo.gazetteer import FIRST_YEAR, LAST_YEAR, MAJOR_POWERS, MOVED_CAPITALS, STATES

#: Codes of all states, ascending: the axis of every matrix of the demo world.
CODES = np.array([state.code for state in STATES])

KEY = ["year", "ccode1", "ccode2"]

#: A state borders its nearest capitals, this many of them.
NEIGHBOURS = 3

#: Neighbours are contiguous by land (type 1) up to the first distance in km between capitals, or if one is
#: the other's nearest, by 150 miles of water (type 4) up to the second, and by 400 miles (type 5) beyond.
LAND_BELOW, NARROW_SEA_BELOW = 1000.0, 2000.0


def positions(codes: pd.Series | np.ndarray) -> np.ndarray:
    """Return the position of each code on the axis :data:`CODES`; every code must be there."""
    return np.searchsorted(CODES, np.asarray(codes))


def spells() -> pd.DataFrame:
    """Return spells of membership: ccode, abbreviation, name, start, end (timestamps)."""
    rows = [
        (state.code, state.abbreviation, state.name, pd.Timestamp(start), pd.Timestamp(end))
        for state in STATES
        for start, end in state.spells
    ]
    return pd.DataFrame(rows, columns=["ccode", "abbreviation", "name", "start", "end"])


def major_powers() -> pd.DataFrame:
    """Return spells of major-power status: ccode, start, end (timestamps)."""
    rows = [(code, pd.Timestamp(start), pd.Timestamp(end)) for code, start, end in MAJOR_POWERS]
    return pd.DataFrame(rows, columns=["ccode", "start", "end"])


def state_years(spans: pd.DataFrame) -> pd.DataFrame:
    """Return year, ccode, whole_year of every year that a spell touches, ``whole_year`` if it covers it."""
    rows = [
        (year, span.ccode, span.start <= pd.Timestamp(year, 1, 1) and span.end >= pd.Timestamp(year, 12, 31))
        for span in spans.itertuples()
        for year in range(span.start.year, span.end.year + 1)
    ]
    frame = pd.DataFrame(rows, columns=["year", "ccode", "whole_year"])
    return frame.sort_values(["year", "ccode"], ignore_index=True)


def on_axis(years: pd.DataFrame) -> np.ndarray:
    """Return a boolean array, shape (years, states), true at the state-years of ``years``."""
    table = np.zeros((LAST_YEAR - FIRST_YEAR + 1, len(CODES)), dtype=bool)
    table[years["year"] - FIRST_YEAR, positions(years["ccode"])] = True
    return table


def dyad_years(members: pd.DataFrame) -> pd.DataFrame:
    """Return year, ccode1 < ccode2 of every pair of members of each year, sorted."""
    frames = []
    for year, codes in members.groupby("year")["ccode"]:
        first, second = np.triu_indices(len(codes), 1)
        frames.append(
            pd.DataFrame(
                {"year": year, "ccode1": codes.to_numpy()[first], "ccode2": codes.to_numpy()[second]}
            )
        )
    return pd.concat(frames, ignore_index=True)


def capitals() -> pd.DataFrame:
    """Return ccode, name, capital, start, end, latitude, longitude.

    As in the raw file, a capital stands for whole years of membership, from 1 January of the first to 31
    December of the last, and only a move within a spell is dated to the day.
    """
    rows = []
    for state in STATES:
        for start, end in state.spells:
            first, last = pd.Timestamp(int(start[:4]), 1, 1), pd.Timestamp(int(end[:4]), 12, 31)
            if state.code in MOVED_CAPITALS:
                capital, latitude, longitude, moved = MOVED_CAPITALS[state.code]
                eve = pd.Timestamp(moved) - pd.Timedelta(days=1)
                rows.append((state.code, state.name, capital, first, eve, latitude, longitude))
                first = pd.Timestamp(moved)
            rows.append((state.code, state.name, state.capital, first, last, state.latitude, state.longitude))
    return pd.DataFrame(rows, columns=["ccode", "name", "capital", "start", "end", "latitude", "longitude"])


def capital_distances(dyads: pd.DataFrame) -> np.ndarray:
    """Return the geodesic distance, in km on WGS 84, of the capitals on 31 December of each dyad-year."""
    places = capitals()
    ends = []
    for code in ("ccode1", "ccode2"):
        listed = dyads[["year", code]].reset_index().merge(places, left_on=code, right_on="ccode")
        eve = pd.to_datetime({"year": listed["year"], "month": 12, "day": 31})
        current = listed[(listed["start"] <= eve) & (eve <= listed["end"])].set_index("index")
        ends.append(current.loc[dyads.index])
    return _geodesic_km(ends[0]["longitude"], ends[0]["latitude"], ends[1]["longitude"], ends[1]["latitude"])


def borders() -> pd.DataFrame:
    """Return ccode1 < ccode2 and the type of contiguity of neighbouring states, the same in all years.

    Two states are neighbours if one of the capitals is among the three nearest to the other.
    """
    latitude = np.array([state.latitude for state in STATES])
    longitude = np.array([state.longitude for state in STATES])
    i, j = (axis.ravel() for axis in np.indices((len(CODES), len(CODES))))
    distance = _geodesic_km(longitude[i], latitude[i], longitude[j], latitude[j]).reshape(len(CODES), -1)
    np.fill_diagonal(distance, np.inf)
    rank = distance.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    rank = np.minimum(rank, rank.T)
    first, second = np.nonzero(np.triu(rank < NEIGHBOURS, 1))
    apart = distance[first, second]
    land = (apart < LAND_BELOW) | (rank[first, second] == 0)
    types = np.where(land, 1, np.where(apart < NARROW_SEA_BELOW, 4, 5))
    return pd.DataFrame({"ccode1": CODES[first], "ccode2": CODES[second], "contiguity": types})


def _geodesic_km(longitude1, latitude1, longitude2, latitude2) -> np.ndarray:
    from pyproj import Geod

    ends = (np.asarray(values, dtype=float) for values in (longitude1, latitude1, longitude2, latitude2))
    _, _, metres = Geod(ellps="WGS84").inv(*ends)
    return np.asarray(metres) / 1000.0
