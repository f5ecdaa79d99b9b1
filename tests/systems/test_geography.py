"""Capitals and the distances between them."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.data_log import DataLog
from entente.systems.geography import capital_distances, capital_of_year

from . import slow
from .worlds import World, cells, few, generators, logged, table, tidy_tables, worlds

ROME, TURIN, FLORENCE = (41.9, 12.48), (45.07, 7.68), (43.77, 11.25)
UNKNOWN = "members without a listed capital"


def spells(code, *rows):
    return [
        (code, name, pd.Timestamp(first), pd.Timestamp(last), *place) for name, first, last, place in rows
    ]


def located(world, capitals):
    log = DataLog("capitals")
    result = capital_of_year(world.frame(), table("data/capitals", capitals), log)
    assert cells(result, "year", "ccode") == sorted(world.days)
    return {(year, code): place for year, code, *place in cells(result, *result.columns)}, logged(log)


def test_the_last_capital_of_the_year_counts():
    italy = World({(year, 325): (1, 366) for year in range(1864, 1873)})
    moves = [
        ("Rome", "1871-07-01", "2011-12-31", ROME),
        ("Turin", "1861-03-17", "1865-02-02", TURIN),
        ("Florence", "1865-02-03", "1871-06-30", FLORENCE),
    ]
    places, log = located(italy, spells(325, *moves))
    expected = {1864: TURIN, 1865: FLORENCE, 1870: FLORENCE, 1871: ROME, 1872: ROME}
    assert {year: tuple(places[year, 325]) for year in expected} == expected
    assert log == {UNKNOWN: 0}


def test_a_capital_that_lasts_one_day_of_the_year_is_one():
    world = World({(year, 2): (1, 366) for year in (1899, 1900, 1901, 1902)})
    places, log = located(world, spells(2, ("C", "1900-12-31", "1901-01-01", ROME)))
    assert [tuple(places[year, 2]) for year in (1899, 1900, 1901, 1902)] == [
        (None,) * 2,
        ROME,
        ROME,
        (None,) * 2,
    ]
    assert log == {UNKNOWN: 2}


@few
@given(worlds(), generators)
def test_capitals_equal_loops(world, rng):
    capitals = cells(
        tidy_tables(world, rng)["capitals"], "ccode", "first_date", "last_date", "latitude", "longitude"
    )
    expected = {key: slow.capital(capitals, *key) for key in sorted(world.days)}
    listed = [(code, "C", first, last, *place) for code, first, last, *place in capitals]
    places, log = located(world, listed)
    assert places == {key: [None, None] if place is None else place for key, place in expected.items()}
    assert log == {UNKNOWN: list(expected.values()).count(None)}


latitudes = st.floats(-89, 89)
longitudes = st.floats(-180, 180)
places = st.tuples(latitudes, longitudes)


def distances(*pairs):
    """Kilometres between pairs of places, each the capitals of the states 2 and 20 in a year of its own."""
    rows = [
        (1900 + number, code, *(place or (np.nan, np.nan)))
        for number, pair in enumerate(pairs)
        for code, place in zip((2, 20), pair, strict=True)
    ]
    capitals = pd.DataFrame(rows, columns=["year", "ccode", "latitude", "longitude"])
    dyads = pd.DataFrame({"year": 1900 + np.arange(len(pairs)), "ccode1": 2, "ccode2": 20})
    return capital_distances(dyads, capitals).tolist()


@given(st.lists(st.tuples(places, places), min_size=1))
def test_distances_are_those_on_a_sphere_within_the_earths_flattening(pairs):
    for distance, pair in zip(distances(*pairs), pairs, strict=True):
        assert distance == pytest.approx(slow.great_circle(*pair), rel=0.006, abs=1e-6)


@given(places, places)
def test_distance_is_symmetric_and_zero_at_home(one, other):
    there, back, home = distances((one, other), (other, one), (one, one))
    assert there == pytest.approx(back, rel=1e-9, abs=1e-9)
    assert home == pytest.approx(0, abs=1e-9)


def test_a_known_distance():
    # One degree of longitude on the equator of WGS 84, whose radius is 6378.137 km.
    assert distances(((0, 10), (0, 11))) == [pytest.approx(6378.137 * math.pi / 180)]


def test_without_a_capital_there_is_no_distance():
    assert np.isnan(distances((ROME, None), (None, ROME), (None, None))).all()
    assert np.isnan(distances((ROME, TURIN), (None, ROME))).tolist() == [False, True]
