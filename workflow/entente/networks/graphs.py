"""Networks with names: as graphs of networkx, and as files that other programs read."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd

from entente.core.errors import NetworkError
from entente.core.storage import write_bytes, write_csv, write_text


def labelled_graph(adjacency: np.ndarray, states: pd.DataFrame) -> nx.Graph:
    """Return a network as a graph whose nodes are called and described by the rows of a table.

    Parameters
    ----------
    adjacency : ndarray of bool, shape (n, n)
        Symmetric, without ties of a state to itself.
    states : DataFrame, n rows
        The index names the nodes, each once, in the order of the adjacency; columns are their attributes.

    Returns
    -------
    networkx.Graph
        With an edge for each tie; attributes are plain Python values, those that are missing are left out.

    Raises
    ------
    NetworkError
        If there are not as many states as nodes, or two are called the same.
    """
    if np.shape(adjacency) != (len(states), len(states)) or states.index.has_duplicates:
        raise NetworkError(
            f"A network of shape {np.shape(adjacency)} has {len(states)} states, "
            f"{states.index.nunique()} of them with a name of their own.",
            "Name each node once.",
        )
    graph = nx.Graph()
    for name, values in states.astype(object).iterrows():
        graph.add_node(name, **{key: _plain(value) for key, value in values.items() if pd.notna(value)})
    first, second = np.nonzero(np.triu(adjacency))
    graph.add_edges_from(zip(states.index[first], states.index[second], strict=True))
    return graph


def write_graph(graph: nx.Graph, path: str | Path) -> None:
    """Write a network as GraphML, GEXF or CSV, as the name of the file ends.

    Parameters
    ----------
    graph : networkx.Graph
        For instance from :func:`labelled_graph` or :meth:`entente.abm.Run.to_networkx`.
    path : path
        Ends in .graphml (all attributes of nodes and edges), .gexf (the same) or .csv: a row an edge, with
        the columns source and target and the attributes of either, ``source_<attribute>`` and
        ``target_<attribute>``; a node without an edge has a row of its own, without a target.  The name of
        the graph, if it has one, goes with it: into a column ``network`` of CSV.

    Raises
    ------
    NetworkError
        If the name ends otherwise.
    """
    path = Path(path)
    if path.suffix not in FORMATS:
        raise NetworkError(f"No format of networks ends in {path.suffix!r}.", f"Choose {', '.join(FORMATS)}.")
    FORMATS[path.suffix](graph, path)


def _plain(value: object) -> object:
    """A value of numpy as one of Python, which files of graphs can hold."""
    return value.item() if isinstance(value, np.generic) else value


def _write_graphml(graph: nx.Graph, path: Path) -> None:
    content = io.BytesIO()
    nx.write_graphml_xml(graph, content)
    write_bytes(content.getvalue(), path)


def _write_gexf(graph: nx.Graph, path: Path) -> None:
    text = "\n".join(nx.generate_gexf(graph))
    # The day on which it is written would make every file another.
    write_text(re.sub(r' lastmodifieddate="[^"]*"', "", text), path)


def _write_csv(graph: nx.Graph, path: Path) -> None:
    edges = [*graph.edges, *((node, None) for node in nx.isolates(graph))]
    rows = [
        {
            "source": source,
            "target": target,
            **_prefixed("source", graph.nodes[source]),
            **(_prefixed("target", graph.nodes[target]) if target is not None else {}),
        }
        for source, target in edges
    ]
    columns = dict.fromkeys(["source", "target", *(column for row in rows for column in row)])
    table = pd.DataFrame(rows, columns=list(columns), dtype=object).convert_dtypes()
    write_csv(table.assign(network=graph.name) if graph.name else table, path)


def _prefixed(end: str, attributes: dict[str, object]) -> dict[str, object]:
    return {f"{end}_{name}": value for name, value in attributes.items()}


#: How a network is written, by the ending of the file.
FORMATS: dict[str, Callable[[nx.Graph, Path], None]] = {
    ".graphml": _write_graphml,
    ".gexf": _write_gexf,
    ".csv": _write_csv,
}
