"""Systems that are drawn: by their index alone, of the shape and the spread that a design asks for."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.burden.rule_sets.designs import Draws
from entente.burden.rule_sets.drawn_situations import drawn_situation
from entente.burden.rule_sets.topologies import SHAPES, drawn_network
from entente.core.errors import BurdenInputError

GRAPHS = {
    "star": lambda n: nx.star_graph(n - 1),
    "ring": nx.cycle_graph,
    "complete": nx.complete_graph,
    "two_cliques": lambda n: nx.disjoint_union(nx.complete_graph((n + 1) // 2), nx.complete_graph(n // 2)),
}


def draws(**parts):
    chosen = {"states": [4, 9], "dispersion": [0.0, 1.5], "topologies": ["random"], "degree": [1.0, 3.0]}
    return Draws(**{**chosen, **parts})


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("n", [3, 6, 7])
def test_shapes_are_those_of_networkx(shape, n):
    found = nx.from_numpy_array(SHAPES[shape](n))
    assert nx.is_isomorphic(found, GRAPHS[shape](n))


@given(st.integers(2, 12), st.floats(0, 1), st.integers(0, 100))
def test_a_drawn_network_has_the_ties_that_make_its_degree(n, share, seed):
    degree = share * (n - 1)
    network = drawn_network(n, degree, np.random.default_rng(seed))
    assert (network == network.T).all() and not network.diagonal().any()
    assert network.sum() == 2 * round(degree * n / 2)


def test_more_partners_than_there_are_states_are_refused():
    with pytest.raises(BurdenInputError, match="4 states cannot have 3.5"):
        drawn_network(4, 3.5, np.random.default_rng(1))


@given(st.integers(0, 5), st.integers(0, 40))
def test_states_are_those_of_seed_and_index_whatever_the_shape(seed, index):
    made = {shape: drawn_situation(draws(), shape, seed, index)[0] for shape in (*SHAPES, "random")}
    first = made["star"]
    assert 4 <= first.n <= 9
    assert first.resources.sum() == pytest.approx(first.n) and (np.diff(first.resources) <= 0).all()
    for other in made.values():
        for part in ("resources", "threat", "distance", "democracy", "primary_enemies", "category"):
            assert (getattr(other, part) == getattr(first, part)).all()
        assert not (other.primary_enemies & other.secondary_enemies).any()


def test_seeds_and_indices_make_other_systems_and_the_same_ones_again():
    one, _ = drawn_situation(draws(), "random", 1, 7)
    again, _ = drawn_situation(draws(), "random", 1, 7)
    assert (one.network == again.network).all() and (one.resources == again.resources).all()
    others = [drawn_situation(draws(), "random", *key)[0].resources.tolist() for key in ((1, 8), (2, 7))]
    assert one.resources.tolist() not in others


def test_no_dispersion_makes_equals():
    situation, dispersion = drawn_situation(draws(dispersion=[0.0, 0.0]), "ring", 3, 3)
    assert dispersion == 0 and situation.resources == pytest.approx(np.ones(situation.n))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"states": [9, 4]}, "states: give two numbers"),
        ({"states": [2, 4]}, "at least 3"),
        ({"degree": [1.0, 4.0]}, "smallest system"),
        ({"topologies": []}, "at least 1"),
        ({"topologies": ["torus"]}, "Input should be"),
    ],
)
def test_draws_that_cannot_be_are_refused(parts, said):
    with pytest.raises(ValueError, match=said):
        draws(**parts)
