"""Distances between capitals, and cultural similarity."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.data_log import DataLog
from entente.systems.dyad_attributes import (
    capital_distances,
    capital_of_year,
    cultural_similarity,
    yearly_religions,
)

from . import slow
from .worlds import World, cells, few, generators, logged, some, table, tidy_tables, worlds

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


FAMILIES = 16
BACK = "religions carried back from the earliest listed year"
FORWARD = "religions carried forward from the latest listed year"
UNLISTED = "members whose religions are never listed"
NEVER = "religions: state-years of states that are never members"
OUTSIDE = "religions: state-years that are no members, points for the years around"
RISING = [(1945, 0.0), (1950, 0.5), (1955, 1.0), (1960, 1.0)]


def shares(*first):
    return [*first, *[0.0] * (FAMILIES - len(first))]


def yearly(world, points):
    log = DataLog("religions")
    listed = table("data/religions", [(code, year, *values) for (code, year), values in points.items()])
    return yearly_religions(world.frame(), listed, log), logged(log)


def test_linear_between_points_and_carried_beyond_them():
    world = World({(year, 2): (1, 366) for year in range(1943, 1963)})
    points = {(2, 1955): shares(0.2, 0.8), (2, 1945): shares(0.6, 0.4), (2, 1950): shares(1.0, 0.0)}
    result, log = yearly(world, points)
    christian = dict(cells(result, "year", "christian"))
    expected = {1943: 0.6, 1945: 0.6, 1947: 0.76, 1950: 1.0, 1952: 0.68, 1955: 0.2, 1962: 0.2}
    assert {year: christian[year] for year in expected} == pytest.approx(expected)
    assert log == {UNLISTED: 0, NEVER: 0, OUTSIDE: 0, BACK: 2, FORWARD: 7}


def test_a_state_that_is_never_listed_is_missing_and_counted():
    world = World({(year, code): (1, 366) for year in (1950, 1951) for code in (2, 20)})
    result, log = yearly(world, {(2, 1950): shares(1.0)})
    assert cells(result, "year", "ccode", "christian", "other") == [
        (1950, 2, 1.0, 0.0),
        (1950, 20, None, None),
        (1951, 2, 1.0, 0.0),
        (1951, 20, None, None),
    ]
    assert log == {UNLISTED: 2, NEVER: 0, OUTSIDE: 0, BACK: 0, FORWARD: 1}


def test_points_outside_membership_are_used_and_counted_and_those_of_no_member_dropped():
    world = World({(year, 2): (1, 366) for year in range(1945, 1956)} | {(1952, 20): (1, 366)})
    points = {(code, year): shares(share, 1 - share) for code in (2, 20, 200) for year, share in RISING}
    result, log = yearly(world, points)
    assert cells(result[result["ccode"] == 20], "year", "christian") == [(1952, pytest.approx(0.7))]
    # 20 is no member in 1945–1955 but in 1952; the point of 1960 is after the world.
    assert log == {UNLISTED: 0, NEVER: 3, OUTSIDE: 3, BACK: 0, FORWARD: 0}


@few
@given(worlds(), generators)
def test_religions_equal_loops(world, rng):
    listed = tidy_tables(world, rng)["religions"]
    points = points_of(listed)
    result = yearly_religions(world.frame(), listed, DataLog("religions"))
    expected = [((year, code), slow.religion(points.get(code), year)) for year, code in sorted(world.days)]
    assert cells(result, "year", "ccode") == [key for key, _ in expected]
    wanted = [[np.nan] * FAMILIES if values is None else values for _, values in expected]
    np.testing.assert_allclose(result.drop(columns=["year", "ccode"]), wanted, atol=1e-12)


def points_of(religions):
    points = {}
    for code, year, *values in cells(religions, *religions.columns):
        points.setdefault(code, {})[year] = values
    return points


@few
@given(worlds(), generators)
def test_similarity_equals_loops(world, rng):
    listed = tidy_tables(world, rng)["religions"]
    points = points_of(listed)
    dyads = [(year, *pair) for year, *pair in world.dyads for pair in (pair, pair[::-1], pair[:1] * 2)]
    known = {(year, code): slow.religion(points.get(code), year) for year, code in world.days}
    expected = [slow.similarity(known[year, i], known[year, j]) for year, i, j in dyads]
    similarity = similarities(dyads, yearly_religions(world.frame(), listed, DataLog("religions")))
    np.testing.assert_allclose(similarity, np.array(expected, dtype=float), atol=1e-12)


def similarities(dyads, religions):
    return cultural_similarity(pd.DataFrame(dyads, columns=["year", "ccode1", "ccode2"]), religions)


population = st.lists(st.integers(1, 5), min_size=3, max_size=3).map(
    lambda parts: [part / sum(parts) for part in parts]
)


@some
@given(population, population)
def test_similarity_is_one_with_oneself_and_at_most_one(one, other):
    result, _ = yearly(
        World({(1950, 2): (1, 366), (1950, 20): (1, 366)}),
        {(2, 1950): shares(*one), (20, 1950): shares(*other)},
    )
    similarity = similarities([(1950, 2, 2), (1950, 20, 20), (1950, 2, 20), (1950, 20, 2)], result)
    assert similarity[:2] == pytest.approx([1, 1])
    assert 0 < similarity[2] == similarity[3] <= 1 + 1e-12
    # Half the sum of absolute differences is what is not shared.
    assert 1 - similarity[2] == pytest.approx(sum(abs(a - b) for a, b in zip(one, other, strict=True)) / 2)


def test_disjoint_populations_share_nothing():
    points = {(2, 1950): shares(1.0), (20, 1950): shares(0.0, 1.0)}
    result, _ = yearly(World({(1950, 2): (1, 366), (1950, 20): (1, 366)}), points)
    assert similarities([(1950, 2, 20), (1950, 2, 2)], result).tolist() == [0, 1]
