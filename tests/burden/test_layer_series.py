"""Layers as networks against networkx, and how far sources reach."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.burden.coverage import contribution_coverage, layer_coverage
from entente.burden.layer_series import degree_and_triangles, layer_series
from entente.burden.network_terms import places
from entente.core.errors import BurdenInputError


def system(nodes, *years):
    """States 2, 4, … of some years."""
    return pd.DataFrame(
        [(year, 2 * node + 2) for year in years for node in range(nodes)], columns=["year", "ccode"]
    )


def ties_of(graph, year, layer="dca"):
    rows = [(layer, year, *sorted((2 * one + 2, 2 * other + 2))) for one, other in graph.edges]
    return pd.DataFrame(rows, columns=["layer", "year", "ccode1", "ccode2"])


@given(st.integers(0, 10_000), st.integers(3, 14), st.floats(0, 1))
def test_series_are_what_networkx_finds(seed, nodes, density):
    graph = nx.gnp_random_graph(nodes, density, seed=seed)
    ties = ties_of(graph, 2000)
    place = places(ties, system(nodes, 2000), {"dca": (2000, 2000)})
    [row] = layer_series(ties, place).to_dict("records")
    degrees = [degree for _, degree in graph.degree]
    assert (row["states"], row["ties"]) == (nodes, graph.number_of_edges())
    assert row["density"] == pytest.approx(nx.density(graph))
    assert row["mean_degree"] == pytest.approx(np.mean(degrees))
    assert row["isolates"] == pytest.approx(nx.number_of_isolates(graph) / nodes)
    assert np.nan_to_num(row["transitivity"]) == pytest.approx(nx.transitivity(graph))
    tied = [value for node, value in nx.clustering(graph).items() if graph.degree[node]]
    assert np.nan_to_num(row["clustering"]) == pytest.approx(np.mean(tied) if tied else 0)
    spread = sum(max(degrees) - degree for degree in degrees)
    assert row["centralization"] == pytest.approx(spread / ((nodes - 1) * (nodes - 2)))
    triangles = list(nx.triangles(graph).values())
    if np.ptp(degrees) and np.ptp(triangles):
        assert row["triangles_degree"] == pytest.approx(np.corrcoef(degrees, triangles)[0, 1])
    else:
        assert np.isnan(row["triangles_degree"])


@pytest.fixture
def layers():
    """A triangle and a pair in 1979, nothing in 1980, a pair in 1981; 1978 and 1982 it does not have."""
    ties = pd.concat(
        [ties_of(nx.Graph([(0, 1), (1, 2), (0, 2), (3, 4)]), 1979), ties_of(nx.Graph([(0, 1)]), 1981)]
    )
    return ties, places(ties, system(6, *range(1978, 1983)), {"dca": (1979, 1981)})


def test_years_of_a_layer_without_ties_have_none_and_others_are_not_there(layers):
    series = layer_series(*layers).set_index("year")
    assert series["ties"].to_dict() == {1979: 4, 1980: 0, 1981: 1}
    assert series["isolates"].tolist() == pytest.approx([1 / 6, 1, 4 / 6])
    assert series.loc[1980, ["transitivity", "clustering", "triangles_degree"]].isna().all()


def test_a_tie_of_a_stranger_is_refused(layers):
    ties, place = layers
    stranger = ties.assign(ccode2=99)
    with pytest.raises(BurdenInputError, match="99"):
        layer_series(stranger, place)


def test_triangles_go_with_degree_over_all_states_and_years(layers):
    ties, place = layers
    [row] = degree_and_triangles(place, layer_series(ties, place)).to_dict("records")
    degrees = [2, 2, 2, 1, 1, 0] + [0] * 6 + [1, 1, 0, 0, 0, 0]
    triangles = [1, 1, 1, 0, 0, 0] + [0] * 12
    assert (row["first"], row["last"], row["n"]) == (1979, 1981, 18)
    assert row["correlation"] == pytest.approx(np.corrcoef(degrees, triangles)[0, 1])
    assert row["yearly"] == row["least"] == row["greatest"]  # one year has any


def test_coverage_of_layers_is_missing_outside_their_years(layers):
    found = layer_coverage(*layers, (1965, 1990)).set_index("decade")
    assert found.index.tolist() == [1960, 1970, 1980, 1990]
    assert found["years"].tolist() == [0, 1, 2, 0]
    assert found.loc[[1960, 1990]].drop(columns=["layer", "years"]).isna().all(axis=None)
    assert found.loc[1970, ["first", "last", "ties", "states", "pairs"]].tolist() == [1979, 1979, 4, 6, 4]
    assert found.loc[1980, ["first", "last", "ties", "states", "pairs"]].tolist() == [1980, 1981, 0.5, 6, 1]
    assert found["tied"].loc[[1970, 1980]].tolist() == pytest.approx([5 / 6, 2 / 12])


def test_pairs_tied_again_count_once_a_decade(layers):
    again = layers[0][layers[0]["year"] == 1981].assign(year=1980)
    ties = pd.concat([layers[0], again])
    place = places(ties, system(6, *range(1979, 1982)), {"dca": (1979, 1981)})
    found = layer_coverage(ties, place, (1979, 1981)).set_index("decade")
    assert (found.loc[1980, "ties"], found.loc[1980, "pairs"]) == (1, 1)


def test_coverage_of_contributions_counts_from_the_first_to_the_last_year_with_a_value():
    states = system(2, 1968, 1969, 1970, 1971).assign(
        troops=[np.nan, np.nan, 0.0, np.nan, 3.0, 1.0, np.nan, np.nan],
        arms=pd.array([1, None, 1, 1, 1, 1, 0, 1], dtype="Int16"),
    )
    found = contribution_coverage(states, {"troops": "Troops", "arms": "Arms"}, (1968, 1981))
    found = found.set_index(["contribution", "decade"])
    troops, arms = found.loc["troops"], found.loc["arms"]
    assert troops["years"].tolist() == [1, 1, 0] and arms["years"].tolist() == [2, 2, 0]
    assert troops.loc[1960, ["known", "contributing"]].tolist() == [0.5, 0]
    assert troops.loc[1970, ["known", "contributing"]].tolist() == [1, 1]
    assert arms.loc[1960, ["state_years", "known"]].tolist() == [4, 0.75]
    assert arms.loc[1970, "contributing"] == 0.75
    assert found.xs(1980, level="decade")["known"].isna().all()
    assert set(troops["words"]) == {"Troops"}
