import time
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from entente.core.errors import ConfigurationError, NetworkError, TooManyCliques
from entente.networks.cliques import maximal_cliques


def networks(max_nodes=9):
    squares = st.integers(0, max_nodes).flatmap(lambda n: arrays(bool, (n, n), fill=st.nothing()))
    return squares.map(lambda square: np.triu(square, 1) | np.triu(square, 1).T)


def cliques_by_trying_every_subset(matrix):
    nodes = range(len(matrix))
    cliques = [
        set(members)
        for size in range(1, len(matrix) + 1)
        for members in combinations(nodes, size)
        if all(matrix[i, j] for i, j in combinations(members, 2))
    ]
    return sorted(sorted(clique) for clique in cliques if not any(clique < other for other in cliques))


def moon_moser(groups):
    """Groups of three, tied to all other groups only: ``3^groups`` maximal cliques, the most possible."""
    group = np.arange(3 * groups) // 3
    return group[:, None] != group[None, :]


def members(affiliation):
    return [np.flatnonzero(column).tolist() for column in affiliation.T]


@given(networks())
def test_cliques_are_those_found_by_trying_every_subset_in_sorted_order(matrix):
    assert members(maximal_cliques(matrix)) == cliques_by_trying_every_subset(matrix)


def test_an_isolate_is_its_own_clique():
    matrix = np.zeros((4, 4), dtype=bool)
    matrix[0, 2] = matrix[2, 0] = matrix[2, 3] = matrix[3, 2] = True
    affiliation = maximal_cliques(matrix)
    assert affiliation.dtype == bool
    assert members(affiliation) == [[0, 2], [1], [2, 3]]


def test_no_nodes_have_no_cliques():
    assert maximal_cliques(np.zeros((0, 0))).shape == (0, 0)


def test_the_bound_itself_is_allowed_and_one_more_is_not():
    assert maximal_cliques(moon_moser(4), max_cliques=81).shape == (12, 81)
    with pytest.raises(
        TooManyCliques, match="12 nodes and 54 ties has more than 80 maximal cliques"
    ) as raised:
        maximal_cliques(moon_moser(4), max_cliques=80)
    assert "Raise max_cliques" in raised.value.remedy


def test_a_network_with_more_cliques_than_there_is_memory_for_is_refused_within_a_second():
    # 3^66 cliques: finding them all would take longer than the universe has lasted.
    start = time.process_time()
    with pytest.raises(TooManyCliques, match="more than 10000 "):
        maximal_cliques(moon_moser(66), max_cliques=10_000)
    assert time.process_time() - start < 1


@given(st.integers(0, 2**32 - 1), st.integers(20, 60), st.floats(0.02, 0.5))
def test_larger_networks_have_the_cliques_that_networkx_finds_in_sorted_order(seed, n, density):
    square = np.triu(np.random.default_rng(seed).random((n, n)) < density, 1)
    matrix = square | square.T
    expected = sorted(map(sorted, nx.find_cliques(nx.from_numpy_array(matrix))))
    assert members(maximal_cliques(matrix)) == expected


@pytest.mark.parametrize("bound", [0, -1])
def test_a_bound_below_one_is_refused(bound):
    with pytest.raises(ConfigurationError, match=f"max_cliques is {bound}"):
        maximal_cliques(np.zeros((2, 2)), max_cliques=bound)


def test_a_one_way_tie_is_refused():
    with pytest.raises(NetworkError, match=r"\(0, 1\)"):
        maximal_cliques([[0, 1], [0, 0]])
