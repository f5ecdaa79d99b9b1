import time
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from entente.core.errors import ConfigurationError, NetworkError, TooManyCliques
from entente.networks.cliques import count_cliques, maximal_cliques


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


def random_network(seed, n, density):
    upper = np.triu(np.random.default_rng(seed).random((n, n)) < density, 1)
    return upper | upper.T


def members(affiliation):
    return [np.flatnonzero(column).tolist() for column in affiliation.T]


def assert_counts_those_listed(counts, matrix):
    affiliation = maximal_cliques(matrix).astype(int)
    sizes = affiliation.sum(axis=0)
    assert counts.n_cliques == affiliation.shape[1]
    assert counts.held.dtype == counts.shared.dtype == np.int64
    largest = counts.held.shape[1] - 1
    assert largest >= sizes.max(initial=0)
    np.testing.assert_array_equal(counts.held, affiliation @ (sizes[:, None] == np.arange(largest + 1)))
    np.testing.assert_array_equal(counts.shared, affiliation @ affiliation.T)


SEARCHES = pytest.mark.parametrize("search", [maximal_cliques, count_cliques])


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


@SEARCHES
def test_the_bound_itself_is_allowed_and_one_more_is_not(search):
    search(moon_moser(4), max_cliques=81)
    with pytest.raises(
        TooManyCliques, match="12 nodes and 54 ties has more than 80 maximal cliques"
    ) as raised:
        search(moon_moser(4), max_cliques=80)
    assert "Raise max_cliques" in raised.value.remedy


@SEARCHES
def test_a_network_with_more_cliques_than_there_is_memory_for_is_refused_within_a_second(search):
    search(moon_moser(1), max_cliques=3)  # so that compilation is not timed
    # 3^66 cliques: finding them all would take longer than the universe has lasted.
    start = time.process_time()
    with pytest.raises(TooManyCliques, match="more than 10000 "):
        search(moon_moser(66), max_cliques=10_000)
    assert time.process_time() - start < 1


# By igraph 1.0.0, cliques = igraph.Graph(n, np.argwhere(np.triu(matrix))).maximal_cliques(): their number,
# and sums of their sizes and of their members times their sizes.
@pytest.mark.parametrize(
    ("seed", "n", "density", "expected"),
    [
        (1, 25, 0.5, (104, 450, 24149)),
        (2, 60, 0.3, (487, 1894, 227344)),
        (3, 120, 0.15, (843, 2581, 486400)),
        (4, 200, 0.1, (1474, 4206, 1211114)),
    ],
)
def test_larger_networks_have_the_cliques_of_another_library_in_sorted_order(seed, n, density, expected):
    matrix = random_network(seed, n, density)
    found = members(maximal_cliques(matrix))
    assert found == sorted(found)
    weighted = sum(sum(clique) * len(clique) for clique in found)
    assert (len(found), sum(map(len, found)), weighted) == expected
    assert_counts_those_listed(count_cliques(matrix, 2000), matrix)


@SEARCHES
@pytest.mark.parametrize("bound", [0, -1])
def test_a_bound_below_one_is_refused(search, bound):
    with pytest.raises(ConfigurationError, match=f"max_cliques is {bound}"):
        search(np.zeros((2, 2), dtype=bool), max_cliques=bound)


def test_a_one_way_tie_is_refused():
    with pytest.raises(NetworkError, match=r"\(0, 1\)"):
        maximal_cliques([[0, 1], [0, 0]])


@given(networks())
def test_small_networks_have_the_cliques_that_are_listed(matrix):
    assert_counts_those_listed(count_cliques(matrix, 1000), matrix)


@given(st.integers(0, 2**32 - 1), st.integers(10, 200), st.floats(0, 1))
def test_larger_networks_have_the_cliques_that_are_listed(seed, n, density):
    # So sparse, or so small, that there are no more than some thousands.
    matrix = random_network(seed, n, density * min(1, 30 / n))
    assert_counts_those_listed(count_cliques(matrix, 100_000), matrix)


@pytest.mark.parametrize("n", [63, 64, 65, 127, 128, 129])
def test_words_of_bits_are_filled_to_the_last(n):
    assert_counts_those_listed(count_cliques(random_network(n, n, 0.15), 100_000), random_network(n, n, 0.15))
    complete = count_cliques(~np.eye(n, dtype=bool), 1)
    assert complete.n_cliques == 1 and (complete.held[:, n] == 1).all() and (complete.shared == 1).all()


@given(networks())
def test_without_isolates_is_what_the_network_of_the_others_gives(matrix):
    tied = matrix.any(axis=1)
    others = matrix[np.ix_(tied, tied)]
    assert_counts_those_listed(count_cliques(matrix, 1000).without_isolates(), others)


def test_the_input_is_left_as_it_was():
    matrix = random_network(1, 30, 0.2)
    before = matrix.copy()
    count_cliques(matrix, 1000)
    np.testing.assert_array_equal(matrix, before)


def test_cliques_of_a_graph_are_of_its_nodes_in_their_order():
    graph = nx.Graph([("UKG", "FRN"), ("UKG", "GMY")])
    assert maximal_cliques(graph).T.tolist() == [[True, True, False], [True, False, True]]
    moved = nx.Graph()
    moved.add_nodes_from(["GMY", "FRN", "UKG"])
    moved.add_edges_from(graph.edges)
    assert maximal_cliques(moved).T.tolist() == [[True, False, True], [False, True, True]]
