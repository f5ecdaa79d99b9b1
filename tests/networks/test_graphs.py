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
    with pytest.raises(NetworkError, match=r"shape \(4, 4\) has 3 states"):
        labelled_graph(TIES, STATES.iloc[:3])
    with pytest.raises(NetworkError, match="has 4 states, 3 of them with a name"):
        labelled_graph(TIES, STATES.set_axis(["a", "b", "a", "c"]))
    with pytest.raises(NetworkError, match=r"ends in '.net'(.|\n)*\.graphml, \.gexf, \.csv"):
        write_graph(graph, tmp_path / "network.net")
    assert not list(tmp_path.iterdir())
