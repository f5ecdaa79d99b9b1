import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from entente.core.errors import NetworkError
from entente.networks.structure import (
    component_count,
    component_share,
    degree_centralization,
    density,
    transitivity_global,
    transitivity_local,
)

STRUCTURE = [
    density,
    transitivity_local,
    transitivity_global,
    component_count,
    component_share,
    degree_centralization,
]


def matrix_of(graph):
    return nx.to_numpy_array(graph, nodelist=sorted(graph), dtype=bool)


def networks(max_nodes=12):
    squares = st.integers(0, max_nodes).flatmap(lambda n: arrays(bool, (n, n), fill=st.nothing()))
    return squares.map(lambda square: np.triu(square, 1) | np.triu(square, 1).T)


@given(networks())
def test_measures_agree_with_networkx(matrix):
    graph = nx.from_numpy_array(matrix)
    tied = [node for node, degree in graph.degree if degree > 0]
    if len(graph) >= 2:
        assert density(matrix) == pytest.approx(nx.density(graph))
    if tied:
        assert transitivity_local(matrix) == pytest.approx(nx.average_clustering(graph, tied), abs=1e-14)
    if any(degree > 1 for _, degree in graph.degree):
        assert transitivity_global(matrix) == pytest.approx(nx.transitivity(graph), abs=1e-14)
    assert component_count(matrix) == len(list(nx.connected_components(graph)))


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_states_does_not_matter(matrix, random):
    order = list(range(len(matrix)))
    random.shuffle(order)
    for measure in STRUCTURE:
        shuffled = measure(matrix[np.ix_(order, order)])
        assert shuffled == pytest.approx(measure(matrix), abs=1e-14, nan_ok=True)


@given(networks())
def test_measures_stay_within_their_bounds(matrix):
    for measure in (density, transitivity_local, transitivity_global, component_share, degree_centralization):
        value = measure(matrix)
        assert isinstance(value, float)
        assert math.isnan(value) or 0 <= value <= 1


@pytest.mark.parametrize(
    ("graph", "expected"),
    [(nx.star_graph(4), 1), (nx.star_graph(2), 1), (nx.path_graph(4), 1 / 3), (nx.cycle_graph(7), 0)],
)
def test_degree_centralization_of_known_graphs(graph, expected):
    assert degree_centralization(matrix_of(graph)) == expected


def test_local_transitivity_counts_degree_one_as_zero_and_leaves_isolates_out():
    triangle_with_a_tail = nx.Graph([(0, 1), (0, 2), (1, 2), (2, 3)])
    triangle_with_a_tail.add_nodes_from([4, 5])
    # Nodes 0 and 1: 1; node 2: one of its three pairs is tied; node 3: degree 1.
    assert transitivity_local(matrix_of(triangle_with_a_tail)) == pytest.approx((1 + 1 + 1 / 3 + 0) / 4)
    # Three closed among five two-paths.
    assert transitivity_global(matrix_of(triangle_with_a_tail)) == 3 / 5


def test_isolates_are_components():
    two_pairs_and_two_isolates = nx.Graph([(0, 1), (2, 3)])
    two_pairs_and_two_isolates.add_nodes_from([4, 5])
    assert component_count(matrix_of(two_pairs_and_two_isolates)) == 4
    assert component_share(matrix_of(two_pairs_and_two_isolates)) == 4 / 6


@pytest.mark.parametrize(
    ("measure", "too_small"),
    [
        (density, nx.empty_graph(1)),
        (density, nx.empty_graph(0)),
        (transitivity_local, nx.empty_graph(5)),
        (transitivity_local, nx.empty_graph(0)),
        (transitivity_global, nx.Graph([(0, 1), (2, 3)])),
        (transitivity_global, nx.empty_graph(0)),
        (component_share, nx.empty_graph(0)),
        (degree_centralization, nx.path_graph(2)),
        (degree_centralization, nx.empty_graph(0)),
    ],
)
def test_measures_without_meaning_are_missing(measure, too_small):
    assert math.isnan(measure(matrix_of(too_small)))


def test_smallest_networks_with_a_value():
    assert density(matrix_of(nx.path_graph(2))) == 1
    assert transitivity_local(matrix_of(nx.path_graph(2))) == 0
    assert transitivity_global(matrix_of(nx.path_graph(3))) == 0
    assert component_count(matrix_of(nx.empty_graph(0))) == 0
    assert component_share(matrix_of(nx.empty_graph(1))) == 1
    assert degree_centralization(matrix_of(nx.empty_graph(3))) == 0


@pytest.mark.parametrize("measure", STRUCTURE)
def test_a_one_way_tie_is_refused(measure):
    with pytest.raises(NetworkError, match=r"\(0, 1\)"):
        measure([[0, 1], [0, 0]])
