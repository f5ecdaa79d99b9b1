"""Networks with names: nothing is lost on the way to a file and back, and missing attributes are left out."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from entente.core.errors import NetworkError
from entente.networks.graphs import labelled_graph, write_graph

STATES = pd.DataFrame(
    {
        "ccode": np.array([2, 220, 437, 740], dtype="int16"),
        "capability": [0.5, 0.25, np.nan, 0.125],
        "democracy": [True, True, False, False],
        "regime": pd.array(["democracy", pd.NA, "autocracy", "anocracy"], dtype="string"),
    },
    index=pd.Index(["United States", "France", "Côte d'Ivoire <&>", "Japan"]),
)
TIES = np.zeros((4, 4), dtype=bool)
TIES[[0, 1, 1, 2], [1, 0, 2, 1]] = True


@pytest.fixture
def graph():
    made = labelled_graph(TIES, STATES)
    made.name = "expected 1936"
    return made


def test_nodes_are_called_and_described_by_their_rows(graph):
    assert list(graph) == list(STATES.index)
    assert set(graph.edges) == {("United States", "France"), ("France", "Côte d'Ivoire <&>")}
    assert graph.nodes["France"] == {"ccode": 220, "capability": 0.25, "democracy": True}
    assert graph.nodes["Côte d'Ivoire <&>"] == {"ccode": 437, "democracy": False, "regime": "autocracy"}
    assert {type(value) for _, node in graph.nodes(data=True) for value in node.values()} == {
        int,
        float,
        bool,
        str,
    }


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_a_graph_is_read_back_as_it_was(graph, tmp_path, ending):
    path = tmp_path / f"network.{ending}"
    write_graph(graph, path)
    read = nx.read_graphml(path) if ending == "graphml" else nx.read_gexf(path)
    assert "expected 1936" in path.read_text()
    assert {
        name: {key: value for key, value in node.items() if key != "label"}
        for name, node in read.nodes.items()
    } == {name: dict(node) for name, node in graph.nodes.items()}
    assert {frozenset(edge) for edge in read.edges} == {frozenset(edge) for edge in graph.edges}


def test_a_table_has_a_row_an_edge_and_one_a_state_without_any(graph, tmp_path):
    write_graph(graph, tmp_path / "network.csv")
    table = pd.read_csv(tmp_path / "network.csv")
    assert table[["source", "target"]].fillna("").values.tolist() == [
        ["United States", "France"],
        ["France", "Côte d'Ivoire <&>"],
        ["Japan", ""],
    ]
    assert table["network"].eq("expected 1936").all()
    assert table["source_ccode"].tolist() == [2, 220, 740]
    assert table["target_capability"].fillna(-1).tolist() == [0.25, -1, -1]


def test_files_do_not_tell_the_day(graph, tmp_path, monkeypatch):
    write_graph(graph, tmp_path / "one.gexf")
    monkeypatch.setattr("time.strftime", lambda *_: "1914-08-01")
    write_graph(graph, tmp_path / "other.gexf")
    assert (tmp_path / "one.gexf").read_bytes() == (tmp_path / "other.gexf").read_bytes()


def test_a_network_without_states_of_its_own_or_a_format_is_refused(graph, tmp_path):
    with pytest.raises(NetworkError, match=r"shape \(4, 4\), but 3 states were given"):
        labelled_graph(TIES, STATES.iloc[:3])
    with pytest.raises(NetworkError, match="'a' stands twice in the states"):
        labelled_graph(TIES, STATES.set_axis(["a", "b", "a", "c"]))
    with pytest.raises(NetworkError, match=r"ends in '.net'(.|\n)*\.graphml, \.gexf, \.csv"):
        write_graph(graph, tmp_path / "network.net")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        ((1, 0), False, r"every tie must go both ways.*\(United States, France\) is 1.0"),
        ((0, 1), False, "every tie must go both ways"),
        ((3, 3), True, "no node may be tied to itself"),
        ((0, 3), np.nan, "entries must be 0 or 1"),
    ],
)
def test_a_graph_is_made_of_undirected_networks_only(cell, value, message):
    ties = TIES.astype(float)
    ties[cell] = value
    with pytest.raises(NetworkError, match=message):
        labelled_graph(ties, STATES)


def test_a_network_with_labels_goes_by_them(graph):
    labelled = pd.DataFrame(TIES, index=STATES.index, columns=STATES.index)
    assert labelled_graph(labelled, STATES).edges == graph.edges
    moved = labelled.iloc[::-1, ::-1]
    with pytest.raises(NetworkError, match="'United States' and 'Japan' at position 0, the same ones"):
        labelled_graph(moved, STATES)
    again = labelled_graph(nx.from_pandas_adjacency(moved), STATES)
    assert list(again) == list(graph) and again.edges == graph.edges and again.nodes == graph.nodes


ENDINGS = ["graphml", "gexf", "csv"]


@pytest.fixture
def dated(graph):
    """A graph whose edges have attributes, one of which some lack."""
    graph.edges["United States", "France"].update(since=np.int64(1778), defence=np.True_, source="ATOP")
    graph.edges["France", "Côte d'Ivoire <&>"].update(since=1961, defence=None, source=np.nan)
    graph.nodes["Japan"]["note"] = pd.NaT
    return graph


def test_attributes_of_edges_are_columns_of_a_table(dated, tmp_path):
    write_graph(dated, tmp_path / "network.csv")
    table = pd.read_csv(tmp_path / "network.csv")
    assert table["source"].tolist() == ["United States", "France", "Japan"]
    assert table["edge_since"].fillna(0).tolist() == [1778, 1961, 0]
    assert table["edge_defence"].fillna("").astype(str).tolist() == ["True", "", ""]
    assert table["edge_source"].fillna("").tolist() == ["ATOP", "", ""]
    assert "source_note" not in table


@pytest.mark.parametrize("ending", ENDINGS[:2])
def test_attributes_of_edges_are_read_back_and_missing_ones_are_left_out(dated, tmp_path, ending):
    path = tmp_path / f"network.{ending}"
    write_graph(dated, path)
    read = nx.read_graphml(path) if ending == "graphml" else nx.read_gexf(path)
    known = read.edges["United States", "France"]
    assert (known["since"], known["defence"], known["source"]) == (1778, True, "ATOP")
    assert set(read.edges["France", "Côte d'Ivoire <&>"]) - {"id"} == {"since"}
    assert "note" not in read.nodes["Japan"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", [nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_what_a_file_would_not_tell_of_a_graph_is_refused(graph, tmp_path, kind, ending):
    with pytest.raises(NetworkError, match=f"is a {kind.__name__}; "):
        write_graph(kind(graph), tmp_path / f"network.{ending}")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", ENDINGS)
def test_values_and_names_that_files_cannot_hold_are_refused(graph, tmp_path, ending):
    path = tmp_path / f"network.{ending}"
    wrong = {
        "'leaders' of the node 'Japan' is a list": lambda g: g.nodes["Japan"].update(leaders=["Hirota"]),
        "'since' of the edge of 'United States' and 'France' is a Timestamp": lambda g: g.edges[
            "United States", "France"
        ].update(since=pd.Timestamp("1778-02-06")),
        "nodes '2' and 2 are the same as text": lambda g: g.add_nodes_from(["2", 2]),
    }
    for message, change in wrong.items():
        changed = graph.copy()
        change(changed)
        with pytest.raises(NetworkError, match=message):
            write_graph(changed, path)
    assert not path.exists()
