"""Matrices over the members of a year, and products of relations."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from entente.systems.matrices import (
    YearAxis,
    allies_of_enemies,
    by_year,
    compose,
    enemies_of_enemies,
    without_diagonal,
)

from .worlds import CODES

codes = st.sets(st.sampled_from(CODES), min_size=1).map(sorted)
ties = st.dictionaries(
    st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)).filter(lambda pair: pair[0] != pair[1]),
    st.floats(-5, 5),
)


def columns(pairs):
    return np.array([i for i, _ in pairs], dtype="int16"), np.array([j for _, j in pairs], dtype="int16")


@given(codes)
def test_positions_are_those_in_the_list_of_members(members):
    positions = YearAxis(np.array(members)).positions(np.array([1, *CODES, 999]))
    expected = [members.index(code) if code in members else -1 for code in (1, *CODES, 999)]
    assert positions.tolist() == expected


@given(codes, ties)
def test_a_directed_variable_fills_its_pairs_of_members_only(members, values):
    matrix = YearAxis(np.array(members)).directed(*columns(values), list(values.values()), np.nan)
    expected = [[values.get((i, j), np.nan) for j in members] for i in members]
    np.testing.assert_array_equal(matrix, expected)


def dyads(pairs):
    return pd.DataFrame(dict(zip(("ccode1", "ccode2"), columns(pairs), strict=True)))


@given(codes, ties)
def test_an_undirected_variable_is_symmetric(members, values):
    undirected = {pair: value for pair, value in values.items() if pair[0] < pair[1]}
    matrix = YearAxis(np.array(members)).symmetric(dyads(undirected), list(undirected.values()), 0.0)
    expected = [[undirected.get((min(i, j), max(i, j)), 0.0) for j in members] for i in members]
    np.testing.assert_array_equal(matrix, expected)


@given(codes, ties)
def test_dyads_without_values_are_marked_and_the_diagonal_is_not(members, values):
    matrix = YearAxis(np.array(members)).symmetric(dyads(values))
    assert matrix.dtype == bool
    expected = [[(i, j) in values or (j, i) in values for j in members] for i in members]
    assert matrix.tolist() == expected


@given(st.lists(st.tuples(st.integers(1900, 1903), st.integers(0, 99))))
def test_years_are_split_in_order_and_keep_their_rows(rows):
    frame = pd.DataFrame(rows, columns=["year", "value"])
    split = by_year(frame)
    assert list(split) == sorted({year for year, _ in rows})
    for year, of_year in split.items():
        assert of_year["value"].tolist() == [value for other, value in rows if other == year]


@st.composite
def two_networks(draw):
    n = draw(st.integers(1, 7))
    pairs = st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)))
    matrices = np.zeros((2, n, n), dtype=bool)
    for matrix in matrices:
        for i, j in draw(pairs):
            matrix[i, j] = True
    return matrices


def neighbours(network):
    return [set(np.flatnonzero(row).tolist()) for row in network]


def two_steps(first, second):
    """Whom each state reaches by a first and then a second tie."""
    second = neighbours(second)
    return [{k for j in reached for k in second[j]} for reached in neighbours(first)]


@given(two_networks())
def test_a_product_is_who_is_reached_in_two_steps(networks):
    assert neighbours(compose(*networks)) == two_steps(*networks)


@given(two_networks())
def test_enemies_and_allies_of_enemies_are_others(networks):
    mid, alliance = (network | network.T for network in networks)
    enemies, allies = two_steps(mid, mid), two_steps(mid, alliance)
    assert neighbours(enemies_of_enemies(mid)) == [states - {i} for i, states in enumerate(enemies)]
    assert neighbours(allies_of_enemies(mid, alliance)) == [states - {i} for i, states in enumerate(allies)]
    assert np.array_equal(enemies_of_enemies(mid), enemies_of_enemies(mid).T)


def test_no_count_of_paths_is_lost():
    everyone = np.ones((300, 300), dtype=bool)
    assert compose(everyone, everyone).all()


def test_the_diagonal_is_cleared_in_place():
    network = np.ones((3, 3), dtype=bool)
    assert without_diagonal(network) is network
    assert neighbours(network) == [{1, 2}, {0, 2}, {0, 1}]
