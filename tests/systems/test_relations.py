"""Products of relations against sets."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from entente.systems.relations import allies_of_enemies, compose, enemies_of_enemies, without_diagonal


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
