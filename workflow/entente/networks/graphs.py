"""Networks with names: as graphs of networkx, and as files that other programs read."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from entente.core.errors import NetworkError
from entente.core.storage import write_bytes, write_csv, write_text
from entente.networks.adjacency import labelled_adjacency


def labelled_graph(adjacency: Any, states: pd.DataFrame) -> nx.Graph:
    """Return a network as a graph whose nodes are called and described by the rows of a table.

    Parameters
    ----------
    adjacency : array_like, DataFrame or networkx Graph, shape (n, n)
        Undirected network.  The labels of a DataFrame must be those of the states, in the same order; the
        nodes of a graph are found by label.
    states : DataFrame, n rows
        The index names the nodes, each once, in the order of the adjacency; columns are their attributes.

    Returns
    -------
    networkx.Graph
        With an edge for each tie, without what else a graph knew of it; attributes are plain Python values,
        those that are missing are left out.

    Raises
    ------
    NetworkError
        If the adjacency matrix is malformed; its states are not those of the table; two are called the same;
        or an attribute is neither text, a number nor a bool.
    """
    ties, _ = labelled_adjacency(adjacency, {"the table of states": states})
    graph = nx.Graph()
    names = states.index.tolist()
    for name, (_, values) in zip(names, states.astype(object).iterrows(), strict=True):
        graph.add_node(name)
        graph.nodes[name].update(_plain(values, f"the node {name!r}"))
    graph.add_edges_from((names[i], names[j]) for i, j in np.argwhere(np.triu(ties)))
    return graph


def write_graph(graph: nx.Graph, path: str | Path) -> None:
    """Write a network as GraphML, GEXF or CSV, as the name of the file ends.

    Parameters
    ----------
    graph : networkx.Graph
        For instance from :func:`labelled_graph` or :meth:`entente.abm.Run.to_networkx`.
    path : path
        Ends in .graphml (all attributes of nodes and edges), .gexf (the same) or .csv: a row an edge, with
        the columns source and target, the attributes of either, ``source_<attribute>`` and
        ``target_<attribute>``, and those of the edge, ``edge_<attribute>``; a node without an edge has a row
        of its own, without a target.  The name of the graph, if it has one, goes with it: into a column
        ``network`` of CSV.  Attributes that are missing (None, NaN, NA) are left out.

    Raises
    ------
    NetworkError
        If the name ends otherwise; the graph is directed or has several edges a pair; nodes are called alike
        as text; or an attribute, which is named, is neither text, a number nor a bool.
    """
    path = Path(path)
    if path.suffix not in FORMATS:
        raise NetworkError(f"No format of networks ends in {path.suffix!r}.", f"Choose {', '.join(FORMATS)}.")
    FORMATS[path.suffix](_writable(graph), path)


def _writable(graph: nx.Graph) -> nx.Graph:
    """Return an undirected graph with attributes that every format can hold, or raise NetworkError."""
    if graph.is_directed() or graph.is_multigraph():
        raise NetworkError(
            f"The graph is a {type(graph).__name__}; what is written is undirected, with one edge a pair.",
            "Choose what an edge is to mean: nx.Graph(graph) has one wherever there is any.",
        )
    called: dict[str, Hashable] = {}
    for node in graph:
        if called.setdefault(str(node), node) is not node:
            raise NetworkError(
                f"The nodes {called[str(node)]!r} and {node!r} are the same as text.", "Rename one of them."
            )
    plain = nx.Graph()
    plain.graph.update(_plain(graph.graph, "the graph"))
    plain.add_nodes_from((node, _plain(known, f"the node {node!r}")) for node, known in graph.nodes.items())
    plain.add_edges_from(
        (*edge, _plain(known, f"the edge of {edge[0]!r} and {edge[1]!r}"))
        for edge, known in graph.edges.items()
    )
    return plain


def _plain(attributes: Mapping, of: str) -> dict:
    """Return the attributes that are not missing as values of Python that files of graphs can hold."""
    plain = {}
    for name, value in attributes.items():
        value = value.item() if isinstance(value, np.generic) else value
        if pd.api.types.is_scalar(value) and pd.isna(value):
            continue
        if not isinstance(value, bool | int | float | str):
            raise NetworkError(
                f"The attribute {name!r} of {of} is a {type(value).__name__}, {value!r}: neither text, "
                "a number nor a bool.",
                "Make it one of these, or leave it out.",
            )
        plain[name] = value
    return plain


def _write_graphml(graph: nx.Graph, path: Path) -> None:
    content = io.BytesIO()
    nx.write_graphml_xml(graph, content)
    write_bytes(content.getvalue(), path)


def _write_gexf(graph: nx.Graph, path: Path) -> None:
    text = "\n".join(nx.generate_gexf(graph))
    # The day on which it is written would make every file another.
    write_text(re.sub(r' lastmodifieddate="[^"]*"', "", text), path)


def _write_csv(graph: nx.Graph, path: Path) -> None:
    rows = [
        {
            "source": source,
            "target": target,
            **_prefixed("source", graph.nodes[source]),
            **_prefixed("target", graph.nodes[target]),
            **_prefixed("edge", known),
        }
        for source, target, known in graph.edges.data()
    ]
    rows += [{"source": node, **_prefixed("source", graph.nodes[node])} for node in nx.isolates(graph)]
    columns = dict.fromkeys(["source", "target", *(column for row in rows for column in row)])
    table = pd.DataFrame(rows, columns=list(columns), dtype=object).convert_dtypes()
    write_csv(table.assign(network=graph.name) if graph.name else table, path)


def _prefixed(part: str, attributes: dict) -> dict[str, object]:
    return {f"{part}_{name}": value for name, value in attributes.items()}


#: How a network is written, by the ending of the file.
FORMATS: dict[str, Callable[[nx.Graph, Path], None]] = {
    ".graphml": _write_graphml,
    ".gexf": _write_gexf,
    ".csv": _write_csv,
}
