"""Networks without triangles, and drawn layers: counted independently, and by what they promise."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.burden.rule_sets.changed_networks import drawn_layer, without_triangles
from entente.core.errors import BurdenInputError
from entente.networks.description import density, transitivity_global


def drawn(n, share, seed):
    chosen = np.triu(np.random.default_rng(seed).random((n, n)) < share, 1)
    return chosen | chosen.T


def triangles(network):
    return sum(nx.triangles(nx.from_numpy_array(network)).values()) // 3


@settings(deadline=None, derandomize=True, max_examples=60)
@given(n=st.integers(1, 14), share=st.floats(0, 1), seed=st.integers(0, 999))
def test_no_triangle_is_left_and_no_tie_goes_or_comes_in_vain(n, share, seed):
    network = drawn(n, share, seed)
    left = without_triangles(network, np.random.default_rng(seed))
    assert triangles(left) == 0
    assert (left == left.T).all() and not (left & ~network).any()
    graph = nx.from_numpy_array(network)
    for one, other in np.argwhere(network & ~left):
        assert set(nx.common_neighbors(graph, one, other))


def test_of_two_triangles_with_a_common_tie_this_one_goes():
    network = np.zeros((4, 4), dtype=bool)
    for one, other in ((0, 1), (0, 2), (1, 2), (1, 3), (2, 3)):
        network[one, other] = network[other, one] = True
    for seed in range(10):
        left = without_triangles(network, np.random.default_rng(seed))
        assert np.argwhere(np.triu(network & ~left)).tolist() == [[1, 2]]


def test_which_of_equals_goes_is_drawn_by_the_generator_alone():
    triangle = ~np.eye(3, dtype=bool)
    gone = [without_triangles(triangle, np.random.default_rng(seed)) for seed in range(40)]
    assert len({left.tobytes() for left in gone}) == 3
    again = without_triangles(triangle, np.random.default_rng(7))
    assert (again == gone[7]).all()


@settings(deadline=None, derandomize=True, max_examples=40)
@given(n=st.integers(2, 25), share=st.floats(0, 1), closure=st.floats(0, 1), seed=st.integers(0, 99))
def test_a_drawn_layer_is_a_network_of_its_density(n, share, closure, seed):
    layer = drawn_layer(n, share, closure, np.random.default_rng(seed))
    assert (layer == layer.T).all() and not layer.diagonal().any()
    assert layer.sum() // 2 == round(share * n * (n - 1) / 2)


def slowly_drawn(n, share, closure, generator):
    """The same with pairs that share a partner counted anew for each tie."""
    graph = nx.empty_graph(n)
    for closes in generator.random(round(share * n * (n - 1) / 2)) < closure:
        free = list(nx.non_edges(graph))
        opened = [pair for pair in free if set(nx.common_neighbors(graph, *pair))]
        pairs = sorted(tuple(sorted(pair)) for pair in (closes and opened or free))
        graph.add_edge(*pairs[generator.integers(len(pairs))])
    return nx.to_numpy_array(graph, dtype=bool)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(n=st.integers(2, 10), share=st.floats(0, 1), closure=st.floats(0, 1), seed=st.integers(0, 99))
def test_a_layer_is_that_of_a_slow_draw_with_the_same_numbers(n, share, closure, seed):
    layer = drawn_layer(n, share, closure, np.random.default_rng(seed))
    assert (layer == slowly_drawn(n, share, closure, np.random.default_rng(seed))).all()


def test_layers_are_more_closed_the_more_ties_close():
    found = {
        closure: np.mean(
            [
                transitivity_global(drawn_layer(60, 0.08, closure, np.random.default_rng(seed)))
                for seed in range(6)
            ]
        )
        for closure in (0.0, 0.5, 1.0)
    }
    assert found[0.0] == pytest.approx(0.08, abs=0.03)
    assert found[0.0] + 0.1 < found[0.5] < found[1.0] - 0.05


@pytest.mark.parametrize(
    ("n", "share", "closure"), [(1, 0.5, 0.5), (5, 1.1, 0.5), (5, 0.5, -0.1), (5, float("nan"), 0)]
)
def test_what_cannot_be_drawn_is_refused(n, share, closure):
    with pytest.raises(BurdenInputError, match=f"A layer of {n} states"):
        drawn_layer(n, share, closure, np.random.default_rng(0))


def test_density_is_that_of_the_network_rooms_measure():
    layer = drawn_layer(40, 0.1, 0.5, np.random.default_rng(1))
    assert density(layer) == pytest.approx(0.1)
