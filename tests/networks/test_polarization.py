import math
from fractions import Fraction
from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from entente.core.errors import ConfigurationError, NetworkError, TooManyCliques
from entente.networks.description import describe
from entente.networks.polarization import polarization

TWO_TRIANGLES = nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3))
BOWTIE = nx.Graph([(0, 1), (0, 2), (1, 2), (2, 3), (2, 4), (3, 4)])
F = Fraction
few = settings(max_examples=30)

#: Graph, cliques, CPOL with and without the odd rule, CMOI*, COC.
EXACT = {
    "empty, 6 nodes": (nx.empty_graph(6), 6, F(5, 9), F(5, 9), F(0), F(0)),
    "K6": (nx.complete_graph(6), 1, F(0), F(0), F(1), F(0)),
    "two disjoint K3": (TWO_TRIANGLES, 2, F(1), F(1), F(2, 5), F(0)),
    "path of 4": (nx.path_graph(4), 3, F(1), F(1), F(1, 3), F(1, 3)),
    "star of 5": (nx.star_graph(4), 4, F(1), F(24, 25), F(1, 4), F(1, 2)),
    "bowtie": (BOWTIE, 2, F(1), F(24, 25), F(1, 2), F(1, 3)),
}


def matrix_of(graph):
    return nx.to_numpy_array(graph, nodelist=sorted(graph), dtype=bool)


def networks(min_nodes=0, max_nodes=9):
    squares = st.integers(min_nodes, max_nodes).flatmap(lambda n: arrays(bool, (n, n), fill=st.nothing()))
    return squares.map(lambda square: np.triu(square, 1) | np.triu(square, 1).T)


def slow_cliques(matrix):
    """Maximal cliques, by trying every subset of each node's neighbours."""
    ties = {i: set(np.flatnonzero(row).tolist()) for i, row in enumerate(matrix)}
    cliques = {
        frozenset((i, *chosen))
        for i, neighbours in ties.items()
        for size in range(len(neighbours) + 1)
        for chosen in combinations(sorted(neighbours), size)
        if all(b in ties[a] for a, b in combinations(chosen, 2))
    }
    return [clique for clique in cliques if not any(clique <= ties[node] for node in ties)]


def slow_polarization(matrix, overlap, isolates, odd_rule, capability=None):
    """The definitions, one pair at a time and in fractions."""
    nodes = [i for i in range(len(matrix)) if isolates == "keep" or matrix[i].any()]
    cliques = slow_cliques(matrix[np.ix_(nodes, nodes)])
    n, k = len(nodes), len(cliques)
    if n < 2:
        return None
    if capability is None:
        largest = n * n - 1 if odd_rule and n % 2 else n * n
        cpol = F(4 * sum(len(c) * (n - len(c)) for c in cliques), k * largest)
    else:
        weight = [F(capability[i]) for i in nodes]
        strength = [sum(weight[i] for i in c) / sum(weight) for c in cliques]
        cpol = F(4, k) * sum(d * (1 - d) for d in strength)
    if overlap == "coc":
        shared = sum(F(len(a & b), min(len(a), len(b))) for a, b in combinations(cliques, 2))
        overlapping = 2 * shared / (k * (k - 1)) if k > 1 else F(0)
    else:
        of = [{c for c in cliques if i in c} for i in range(n)]
        shared = sum(F(len(of[i] & of[j]), len(of[j])) for i, j in permutations(range(n), 2))
        overlapping = shared / (n * (n - 1))
    return cpol, overlapping, cpol * (1 - overlapping), k


def assert_same(result, expected):
    if expected is None:
        assert math.isnan(result.cpol) and math.isnan(result.npi)
    else:
        values = (result.cpol, result.overlap, result.npi)
        assert values == pytest.approx([float(value) for value in expected[:3]], abs=1e-13)
        assert result.n_cliques == expected[3]


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("odd_rule", [True, False])
def test_exact_values(name, odd_rule):
    graph, k, cpol_odd, cpol_plain, cmoi, coc = EXACT[name]
    cpol = cpol_odd if odd_rule else cpol_plain
    for overlap, expected in (("cmoi", cmoi), ("coc", coc)):
        result = polarization(matrix_of(graph), overlap=overlap, odd_rule=odd_rule)
        assert result.cpol == float(cpol)
        assert_same(result, (cpol, expected, cpol * (1 - expected), k))


@pytest.mark.parametrize("size", [1, 2, 5])
def test_two_equal_blocks_are_fully_polarized_and_one_block_is_not(size):
    blocks = nx.disjoint_union(nx.complete_graph(size), nx.complete_graph(size))
    assert polarization(matrix_of(blocks)).npi == 1
    assert polarization(matrix_of(nx.complete_graph(size + 1))).npi == 0


@pytest.mark.parametrize("overlap", ["coc", "cmoi"])
@pytest.mark.parametrize("isolates", ["keep", "drop"])
@given(matrix=networks(), odd_rule=st.booleans())
def test_sizes_agree_with_the_slow_definitions(overlap, isolates, matrix, odd_rule):
    result = polarization(matrix, overlap, isolates, odd_rule)
    assert_same(result, slow_polarization(matrix, overlap, isolates, odd_rule))


@pytest.mark.parametrize("isolates", ["keep", "drop"])
@given(matrix=networks(min_nodes=1), data=st.data())
def test_capabilities_agree_with_the_slow_definitions(isolates, matrix, data):
    n = len(matrix)
    capability = data.draw(st.lists(st.integers(1, 50), min_size=n, max_size=n))
    result = polarization(matrix, isolates=isolates, capability=capability)
    assert_same(result, slow_polarization(matrix, "coc", isolates, True, capability))


@given(matrix=networks(min_nodes=2), random=st.randoms(use_true_random=False), odd_rule=st.booleans())
def test_the_order_of_states_does_not_matter(matrix, random, odd_rule):
    order = list(range(len(matrix)))
    random.shuffle(order)
    shuffled = matrix[np.ix_(order, order)]
    # To the last bit: nothing is rounded before the last division.
    assert polarization(shuffled, odd_rule=odd_rule) == polarization(matrix, odd_rule=odd_rule)
    weights = np.arange(1, 1 + len(matrix))
    weighted = polarization(matrix, capability=weights).cpol
    assert polarization(shuffled, capability=weights[order]).cpol == pytest.approx(weighted, abs=1e-14)
    cmoi = polarization(matrix, overlap="cmoi").overlap
    assert polarization(shuffled, overlap="cmoi").overlap == pytest.approx(cmoi, abs=1e-14)


@given(matrix=networks(min_nodes=2, max_nodes=14), overlap=st.sampled_from(["coc", "cmoi"]))
def test_the_index_and_its_parts_stay_within_zero_and_one(matrix, overlap):
    result = polarization(matrix, overlap)
    assert 0 <= result.cpol <= 1
    assert 0 <= result.overlap <= 1
    assert 0 <= result.npi <= result.cpol


@given(networks(min_nodes=1))
def test_isolates_only_add_nodes_when_kept(matrix):
    with_isolates = np.pad(matrix, (0, 3))
    dropped = polarization(with_isolates, isolates="drop")
    assert repr(dropped) == repr(polarization(matrix, isolates="drop"))
    assert polarization(with_isolates).n_cliques == polarization(matrix).n_cliques + 3


@pytest.mark.parametrize("overlap", ["coc", "cmoi"])
@pytest.mark.parametrize("capability", [None, [0.25] * 4])
def test_nobody_left_is_missing(overlap, capability):
    result = polarization(np.zeros((4, 4)), overlap, isolates="drop", capability=capability)
    assert math.isnan(result.cpol) and math.isnan(result.overlap) and math.isnan(result.npi)
    assert result.n_cliques == 0


@pytest.mark.parametrize("odd_rule", [True, False])
@pytest.mark.parametrize("capability", [None, [1.0]])
def test_one_state_alone_has_no_polarization(odd_rule, capability):
    result = polarization(np.zeros((1, 1)), odd_rule=odd_rule, capability=capability)
    assert math.isnan(result.cpol) and math.isnan(result.npi)
    assert result.n_cliques == 1


def test_equal_capabilities_give_the_polarization_by_size():
    matrix = matrix_of(BOWTIE)
    weighted = polarization(matrix, capability=[0.2] * 5)
    assert weighted.cpol == pytest.approx(polarization(matrix, odd_rule=False).cpol)


def test_capabilities_of_dropped_isolates_do_not_count():
    matrix = np.pad(matrix_of(TWO_TRIANGLES), (1, 0))
    capability = [0.4, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]
    assert polarization(matrix, isolates="drop", capability=capability).cpol == pytest.approx(1)
    # Kept: cliques of .3, .3 and .4.
    assert polarization(matrix, capability=capability).cpol == pytest.approx(4 / 3 * (0.21 + 0.21 + 0.24))


def test_no_capability_among_the_states_left_is_missing():
    matrix = np.pad(matrix_of(TWO_TRIANGLES), (0, 1))
    result = polarization(matrix, isolates="drop", capability=[0] * 6 + [1])
    assert math.isnan(result.cpol) and math.isnan(result.npi)
    assert result.n_cliques == 2


def test_many_cliques_give_the_overlap_worked_out_by_hand():
    # Groups of three, tied to all other groups only: 3^9 cliques of nine nodes, one from each group.
    group = np.arange(27) // 3
    matrix = group[:, None] != group[None, :]
    k = 3**9
    # A clique meets a third of all cliques in each group; itself, wholly, is taken off.
    coc = polarization(matrix)
    assert coc.overlap == pytest.approx((k / 3 - 1) / (k - 1), abs=1e-13)
    # Another node is in a third of a node's cliques, or in none if it is of the same group.
    cmoi = polarization(matrix, overlap="cmoi")
    assert cmoi.overlap == pytest.approx(24 / 3 / 26, abs=1e-13)
    assert coc.n_cliques == cmoi.n_cliques == k


@given(networks(min_nodes=1))
def test_the_independent_sets_of_a_network_polarize_like_the_cliques_of_its_complement(matrix):
    complement = ~matrix & ~np.eye(len(matrix), dtype=bool)
    nodes = range(len(matrix))
    independent = [
        set(members)
        for size in range(1, len(matrix) + 1)
        for members in combinations(nodes, size)
        if not matrix[np.ix_(members, members)].any()
    ]
    maximal = [one for one in independent if not any(one < other for other in independent)]
    k = len(maximal)
    shared = sum(F(len(a & b), min(len(a), len(b))) for a, b in combinations(maximal, 2))
    result = polarization(complement)
    assert result.n_cliques == k
    assert result.overlap == float(2 * shared / (k * (k - 1)) if k > 1 else F(0))


def random_network(seed, n, density):
    square = np.triu(np.random.default_rng(seed).random((n, n)) < density, 1)
    return square | square.T


@few
@given(st.integers(0, 2**32 - 1), st.integers(2, 40), st.floats(0.02, 0.5))
def test_overlap_of_larger_networks_is_that_of_every_pair_of_cliques_in_fractions(seed, n, density):
    matrix = random_network(seed, n, density)
    cliques = [set(clique) for clique in nx.find_cliques(nx.from_numpy_array(matrix))]
    k = len(cliques)
    shared = sum(F(len(a & b), min(len(a), len(b))) for a, b in combinations(cliques, 2))
    assert polarization(matrix).overlap == float(2 * shared / (k * (k - 1)) if k > 1 else F(0))


def test_one_clique_of_all_is_exactly_unpolarized_whatever_the_capabilities():
    capability = np.random.default_rng(3).random(40)
    assert polarization(~np.eye(40, dtype=bool), capability=capability).npi == 0


def test_too_many_cliques_are_refused_at_once():
    group = np.arange(180) // 3
    with pytest.raises(TooManyCliques, match="more than 2000"):
        polarization(group[:, None] != group[None, :], max_cliques=2000)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"overlap": "both"}, "overlap is 'both'.\nUse one of 'coc', 'cmoi'"),
        ({"isolates": False}, "isolates is False.\nUse one of 'keep', 'drop'"),
        ({"max_cliques": 0}, "max_cliques is 0"),
    ],
)
def test_impossible_switches_are_refused(arguments, message):
    with pytest.raises(ConfigurationError, match=message):
        polarization(matrix_of(BOWTIE), **arguments)


@pytest.mark.parametrize("isolates", ["keep", "drop"])
def test_malformed_input_is_refused(isolates):
    with pytest.raises(NetworkError, match=r"\(0, 1\)"):
        polarization([[0, 1], [0, 0]], isolates=isolates)
    with pytest.raises(NetworkError, match=r"shape \(3,\), but the network has 5 states"):
        polarization(matrix_of(BOWTIE), isolates=isolates, capability=[1, 1, 1])
    with pytest.raises(NetworkError, match="state 4 is -1"):
        polarization(matrix_of(BOWTIE), isolates=isolates, capability=[1, 1, 1, 1, -1])


@pytest.mark.real_data
def test_the_pact_network_of_1870(real_data):
    system = pd.read_csv(real_data / "cow_states" / "system2016.csv")
    states = sorted(system.loc[system["year"] == 1870, "ccode"].unique())
    alliances = pd.read_csv(real_data / "atop" / "atop3_0dy.csv")
    pacts = alliances[
        (alliances["year"] == 1870) & ((alliances["defense"] == 1) | (alliances["offense"] == 1))
    ]
    matrix = np.zeros((len(states), len(states)), dtype=bool)
    for first, second in zip(pacts["mem1"], pacts["mem2"], strict=True):
        if first in states and second in states:
            i, j = states.index(first), states.index(second)
            matrix[i, j] = matrix[j, i] = True

    blocs = [
        {states[i] for i in c} for c in nx.connected_components(nx.from_numpy_array(matrix)) if len(c) > 1
    ]
    assert {160, 140} in blocs
    assert {145, 155, 130, 135} in blocs
    assert sorted(map(len, blocs)) == [2, 4, 7]
    for overlap in ("coc", "cmoi"):
        for isolates in ("keep", "drop"):
            expected = slow_polarization(matrix, overlap, isolates, odd_rule=True)
            assert_same(polarization(matrix, overlap, isolates), expected)


def test_capabilities_beside_a_graph_go_by_label_or_by_its_numbers_never_by_its_order():
    graph = nx.Graph([(2, 0)])
    graph.add_node(1)
    capability = [0.1, 0.2, 0.7]
    expected = polarization([[0, 0, 1], [0, 0, 0], [1, 0, 0]], capability=capability)
    assert expected.cpol == pytest.approx(4 * (0.8 * 0.2 + 0.2 * 0.8) / 2)
    assert polarization(graph, capability=capability) == expected
    named = nx.relabel_nodes(graph, {0: "UKG", 1: "FRN", 2: "GMY"})
    assert polarization(named, capability=pd.Series(capability, index=["UKG", "FRN", "GMY"])) == expected
    for unknown in (named, nx.relabel_nodes(graph, {0: 3})):
        for measure in (polarization, describe):
            with pytest.raises(
                NetworkError, match=r"is a graph, whose nodes have no order(.|\n)*as a Series"
            ):
                measure(unknown, capability=capability)
    with pytest.raises(NetworkError, match="shape"):
        polarization(graph, capability=[0.3, 0.7])
    alone = polarization(named)
    assert alone == polarization([[0, 0, 1], [0, 0, 0], [1, 0, 0]])
