import math
import subprocess
import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import entente
from entente.core.errors import NetworkError, TooManyCliques
from entente.networks import (
    capability_concentration,
    component_count,
    component_share,
    degree_centralization,
    density,
    describe,
    describe_structure,
    polarization,
    transitivity_global,
    transitivity_local,
)

MEASURES = [
    "n",
    "edges",
    "isolates",
    "density",
    "transitivity",
    "transitivity_global",
    "components",
    "component_share",
    "centralization",
    "cliques",
    "cpol",
    "coc",
    "cmoi",
    "npi",
    "npi_drop",
    "npi_cmoi",
    "npi_cmoi_drop",
    "capability_concentration",
]
COUNTS = {"n", "edges", "isolates", "components", "cliques"}


def networks(max_nodes=9):
    squares = st.integers(0, max_nodes).flatmap(lambda n: arrays(bool, (n, n), fill=st.nothing()))
    return squares.map(lambda square: np.triu(square, 1) | np.triu(square, 1).T)


@given(networks())
def test_every_measure_is_what_its_own_function_gives(matrix):
    keep, drop = polarization(matrix), polarization(matrix, isolates="drop")
    keep_cmoi, drop_cmoi = (polarization(matrix, overlap="cmoi", isolates=i) for i in ("keep", "drop"))
    capability = np.arange(1, len(matrix) + 1)
    expected = {
        "n": len(matrix),
        "edges": np.triu(matrix).sum(),
        "isolates": (matrix.sum(axis=1) == 0).sum(),
        "density": density(matrix),
        "transitivity": transitivity_local(matrix),
        "transitivity_global": transitivity_global(matrix),
        "components": component_count(matrix),
        "component_share": component_share(matrix),
        "centralization": degree_centralization(matrix),
        "cliques": keep.n_cliques,
        "cpol": keep.cpol,
        "coc": keep.overlap,
        "cmoi": keep_cmoi.overlap,
        "npi": keep.npi,
        "npi_drop": drop.npi,
        "npi_cmoi": keep_cmoi.npi,
        "npi_cmoi_drop": drop_cmoi.npi,
        "capability_concentration": capability_concentration(capability),
    }
    assert describe(matrix, capability) == pytest.approx(expected, abs=0, rel=0, nan_ok=True)


@pytest.mark.parametrize("pairs", [0, 1, 3])
@pytest.mark.parametrize("isolates", [0, 1, 2, 5])
def test_keys_and_plain_types_are_the_same_for_every_network(pairs, isolates):
    matrix = np.kron(np.eye(pairs), [[0, 1], [1, 0]])
    description = describe(np.pad(matrix, (0, isolates)))
    assert list(description) == MEASURES
    for name, value in description.items():
        assert type(value) is (int if name in COUNTS else float), name
    assert math.isnan(description["capability_concentration"])


def test_a_year_without_ties():
    description = describe(np.zeros((6, 6)))
    assert description["edges"] == 0
    assert description["isolates"] == description["components"] == description["cliques"] == 6
    assert description["component_share"] == 1
    assert description["npi"] == 5 / 9
    missing = [name for name, value in description.items() if math.isnan(value)]
    assert missing == [
        "transitivity",
        "transitivity_global",
        "npi_drop",
        "npi_cmoi_drop",
        "capability_concentration",
    ]


def test_dropping_isolates_raises_the_index():
    # Two pairs and four isolates.
    matrix = nx.to_numpy_array(nx.Graph([(0, 1), (2, 3)]))
    description = describe(np.pad(matrix, (0, 4)))
    # Six cliques among eight nodes: 4 (2·2·6 + 4·1·7) / (6·64).
    assert description["npi"] == pytest.approx(4 * 52 / 384)
    assert description["npi_drop"] == 1


def test_the_bound_on_cliques_is_passed_on():
    matrix = nx.to_numpy_array(nx.path_graph(4))
    assert describe(matrix, max_cliques=3)["cliques"] == 3
    with pytest.raises(TooManyCliques):
        describe(matrix, max_cliques=2)


def test_structure_is_described_however_many_cliques_there_are():
    group = np.arange(198) // 3
    exploding = group[:, None] != group[None, :]
    structure = describe_structure(exploding)
    assert list(structure) == MEASURES[: MEASURES.index("cliques")]
    assert structure["edges"] == 198 * 195 // 2
    assert structure["components"] == 1 and structure["centralization"] == 0
    with pytest.raises(TooManyCliques):
        describe(exploding)


def test_malformed_input_is_refused():
    with pytest.raises(NetworkError, match=r"\(0, 1\)"):
        describe([[0, 1], [0, 0]])
    with pytest.raises(NetworkError, match=r"\(0, 1\)"):
        describe_structure([[0, 1], [0, 0]])
    with pytest.raises(NetworkError, match=r"shape \(3,\), but the network has 2 states"):
        describe(np.zeros((2, 2)), capability=[0.2, 0.3, 0.5])


def test_importing_the_measures_loads_neither_graph_library_nor_compiler():
    program = (
        "import sys, entente.networks; "
        "print(sorted({'networkx', 'scipy', 'pandas', 'igraph', 'numba'} & set(sys.modules)))"
    )
    folder = Path(entente.__file__).resolve().parents[1]
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


@pytest.mark.real_data
def test_printed_transitivity_of_the_alliance_networks(real_data):
    system = pd.read_csv(real_data / "cow_states" / "system2016.csv")
    alliances = pd.read_csv(real_data / "atop" / "atop3_0dy.csv")
    alliances = alliances[alliances["atopally"] == 1]
    descriptions = []
    for year in range(1816, 2002):
        states = np.sort(system.loc[system["year"] == year, "ccode"].unique())
        tied = alliances[(alliances["year"] == year) & alliances[["mem1", "mem2"]].isin(states).all(axis=1)]
        first, second = (np.searchsorted(states, tied[member]) for member in ("mem1", "mem2"))
        matrix = np.zeros((len(states), len(states)), dtype=bool)
        matrix[first, second] = matrix[second, first] = True
        descriptions.append(describe(matrix))
    series = pd.DataFrame(descriptions)
    assert series["n"].sum() == 13_045
    assert series["edges"].sum() == 61_716
    # The paper prints .64 for the local measure.
    assert series["transitivity"].mean() == pytest.approx(0.633, abs=5e-4)
    assert series["transitivity_global"].mean() == pytest.approx(0.776, abs=5e-4)
    # The axis of the paper's Figure 5 ends at .3.
    assert series["npi"].between(0, 0.3).all()


# Measures without cliques ----------------------------------------------------------------------------------

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


@given(networks(12))
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


@given(networks(12), st.randoms(use_true_random=False))
def test_the_order_of_states_does_not_matter(matrix, random):
    order = list(range(len(matrix)))
    random.shuffle(order)
    for measure in STRUCTURE:
        shuffled = measure(matrix[np.ix_(order, order)])
        assert shuffled == pytest.approx(measure(matrix), abs=1e-14, nan_ok=True)


@given(networks(12))
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
