"""Places in a network against networkx, and what partners carry."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.burden.network_terms import network_year, partners, place_in_network, places
from entente.core.errors import BurdenInputError


@given(st.integers(0, 10_000), st.integers(3, 14), st.floats(0, 1))
def test_places_are_those_that_networkx_finds(seed, nodes, density):
    graph = nx.gnp_random_graph(nodes, density, seed=seed)
    found = place_in_network(nx.to_numpy_array(graph))
    distances = dict(nx.all_pairs_shortest_path_length(graph))
    clustering = nx.clustering(graph)
    for node in graph:
        row = found.loc[node]
        assert row["degree"] == graph.degree[node]
        assert row["triangles"] == nx.triangles(graph, node)
        assert row["two_step"] == sum(distance == 2 for distance in distances[node].values())
        open_paths = sum(
            other != node and not graph.has_edge(node, other)
            for between in graph[node]
            for other in graph[between]
        )
        assert row["open_paths"] == open_paths
        if graph.degree[node] < 2:
            assert np.isnan(row["clustering"])
        else:
            assert row["clustering"] == pytest.approx(clustering[node])


TIES = pd.DataFrame(
    [("dca", 2000, 2, 20), ("dca", 2000, 2, 200), ("sector", 2001, 20, 200)],
    columns=["layer", "year", "ccode1", "ccode2"],
)
STATES = pd.DataFrame(
    {
        "year": [2000] * 3 + [2001] * 3,
        "ccode": [2, 20, 200] * 2,
        "expenditure_nmc": [100.0, 10.0, np.nan, 90.0, np.nan, np.nan],
        "burden_sipri": [0.04, 0.02, 0.03, 0.04, 0.02, np.nan],
        "burden_nmc": [np.nan, np.nan, 0.05, 0.1, 0.1, 0.1],
        "polyarchy": [0.9, 0.5, 0.4, 0.9, np.nan, np.nan],
    }
)


def test_partners_sums_and_means_are_of_those_known():
    found = partners(TIES, STATES, 0.5).set_index(["layer", "year", "ccode"])
    american = found.loc[("dca", 2000, 2)]
    assert american["partners_expenditure"] == 10
    assert american["partners_burden_sipri"] == pytest.approx(0.025)
    assert (american["partners_burden_nmc"], american["democratic_partners"]) == (0.05, 0.5)
    assert found.loc[("dca", 2000, 20), "partners_expenditure"] == 100
    assert np.isnan(found.loc[("sector", 2001, 20), "democratic_partners"])


def test_every_member_has_a_row_in_the_years_that_a_layer_covers():
    covered = {"dca": (2000, 2001), "sector": (2001, 2001)}
    found = network_year(TIES, STATES, covered, 0.5, 2000)
    assert len(found) == 9
    by_row = found.set_index(["layer", "year", "ccode"])
    assert by_row.loc[("dca", 2001, 2), "degree"] == 0
    assert np.isnan(by_row.loc[("dca", 2001, 2), "partners_expenditure"])
    assert by_row.loc[("dca", 2000, 20), ["degree", "two_step", "open_paths"]].tolist() == [1, 1, 1]


def test_a_tie_of_no_member_is_refused():
    with pytest.raises(BurdenInputError, match="20 in 2000"):
        places(TIES, STATES[STATES["ccode"] != 20], {"dca": (2000, 2000)})
