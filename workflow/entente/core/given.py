"""What a function is given: arrays, lists, pandas objects or graphs, taken as arrays that mean the same.

Two rules hold at every public door of the library.  *Rows are never aligned*: pandas objects that are given
together must have the same labels in the same order.  *What has a name is found by it*: columns among
regressors, the nodes of a graph, which have no order of their own.  Nothing is taken by position where labels
are at hand.

Neither pandas nor networkx is imported: what one of them has made is there only after somebody else did.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.core.errors import EntenteError

if TYPE_CHECKING:
    import pandas as pd


def is_pandas(values: Any) -> bool:
    """Whether values have labels: a Series or a DataFrame."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(values, pandas.Series | pandas.DataFrame)


def is_graph(values: Any) -> bool:
    """Whether values are a graph of networkx."""
    networkx = sys.modules.get("networkx")
    return networkx is not None and isinstance(values, networkx.Graph)


def row_labels(values: Any) -> pd.Index | None:
    """Return the labels of the rows of a pandas object; None for anything else."""
    return values.index if is_pandas(values) else None


def common_labels(labels: Mapping[str, pd.Index | None], error: type[EntenteError]) -> pd.Index | None:
    """Return the labels of the rows that parts given together share; None if none has any.

    Parts, by their roles, that have none (None) go by position.  The error names the first that differ.
    """
    known = {role: index for role, index in labels.items() if index is not None}
    if not known:
        return None
    (first, expected), *others = known.items()
    for role, found in others:
        if not same_labels(expected, found):
            raise error(
                f"The {first} and the {role} have different labels: {first_difference(expected, found)}.",
                "Nothing is aligned silently: take both from one table, or put the one in the order of the "
                "other with .loc; or reset their indexes if they are in the same order.",
            )
    return expected


def labels_of_states(
    vectors: Mapping[str, Any], networks: Mapping[str, Any], error: type[EntenteError]
) -> pd.Index | None:
    """Return the labels of the states that vectors and networks, by their names, share; None if none has any.

    Those of pandas objects must be the same in the same order (:func:`common_labels`).  Graphs have no order
    and take theirs; without them, that of the first graph, as long as nothing beside the graphs has another
    one.  Arrays would have: they are refused beside graphs alone, unless the nodes are numbered from 0, so
    that each says its position.  No label may be missing or stand twice.
    """
    graphs = [name for name, ties in networks.items() if is_graph(ties)]
    found = {name: row_labels(values) for name, values in vectors.items()}
    found |= {name: network_labels(networks[name], name, error) for name in networks if name not in graphs}
    labels = common_labels({name.removeprefix("the "): index for name, index in found.items()}, error)
    if labels is None and graphs:
        labels = network_labels(networks[graphs[0]], graphs[0], error)
        if found:
            labels = _positions_of(labels, graphs[0], next(iter(found)), error)
    check_unique(labels, "the states", error)
    return labels


def _positions_of(nodes: pd.Index, graph: str, other: str, error: type[EntenteError]) -> pd.Index:
    """Return nodes in the order of their numbers, which are positions in an array."""
    import pandas as pd

    if set(nodes) != set(range(len(nodes))):
        raise error(
            f"{_at_start(graph)} is a graph, whose nodes have no order, and {other} has no labels.",
            f"Give {other} as a Series, labelled by the nodes; only nodes called 0, 1, 2 … are positions.",
        )
    return pd.RangeIndex(len(nodes))


def same_labels(expected: pd.Index, found: pd.Index) -> bool:
    """Whether labels are equal one by one, of whatever type: 2 is 2.0, but not "2"."""
    return expected is found or expected.equals(found) or _comparable(expected) == _comparable(found)


def first_difference(expected: Sequence, found: Sequence) -> str:
    """Say where two sequences of labels differ first."""
    expected, found = list(expected), list(found)
    one, other = _comparable(expected), _comparable(found)
    shorter = min(len(one), len(other))
    for position in range(shorter):
        if one[position] != other[position]:
            again = ", the same ones in another order" if _same_members(one, other) else ""
            return f"{expected[position]!r} and {found[position]!r} at position {position}{again}"
    return f"{max(expected, found, key=len)[shorter]!r} stands in the one only"


def _comparable(labels: Sequence) -> list:
    """Return labels with None for what is missing: NaN is not equal to itself, NA to nothing or anything."""
    import pandas as pd

    return [
        tuple(_comparable(label)) if isinstance(label, tuple) else None if pd.isna(label) else label
        for label in labels
    ]


def _same_members(one: list, other: list) -> bool:
    return len(one) == len(other) and set(one) == set(other)


def network_labels(network: Any, name: str, error: type[EntenteError]) -> pd.Index | None:
    """Return the labels of a network, a DataFrame or a graph, in order; None if it has none.

    Those of a frame must be the same for its rows and its columns; each may occur once.
    """
    if is_graph(network):
        import pandas as pd

        return pd.Index(list(network), tupleize_cols=False)
    if not is_pandas(network) or network.ndim == 1:
        return None
    return common_labels({f"rows of {name}": network.index, f"columns of {name}": network.columns}, error)


def check_unique(labels: pd.Index | None, name: str, error: type[EntenteError]) -> None:
    """Raise the error, which names the first, if a label is missing, has several levels or occurs twice."""
    if labels is None:
        return
    if labels.nlevels > 1:
        levels = [i if level is None else level for i, level in enumerate(labels.names)]
        raise error(
            f"The labels of {name} have {labels.nlevels} levels, {', '.join(map(str, levels))}.",
            f"Label each state by one of them: leave out the others, e.g. with .droplevel({levels[-1]!r}).",
        )
    if labels.hasnans:
        raise error(f"A label of {name} is missing.", "Label each state.")
    if labels.has_duplicates:
        twice = labels[labels.duplicated()].tolist()[0]
        raise error(f"The label {twice!r} stands twice in {name}.", "Give each state once.")


def as_array(values: Any, name: str, error: type[EntenteError], labels: pd.Index | None = None) -> np.ndarray:
    """Return anything rectangular as an array, nullable types of pandas as those of numpy.

    A missing value of a nullable number is NaN, of another type it stays what it is.  A graph becomes its
    adjacency matrix, in the order of ``labels`` if given, with a tie for every edge, whatever its weight.
    Objects that are all bools or all numbers are these, and an empty array holds numbers, whatever its type.
    The error, in which the values are called ``name``, is raised for what would lose its meaning, masked
    arrays and lists of pandas objects, or has none, sparse matrices and rows of unequal length.
    """
    called = _at_start(name)
    if isinstance(values, np.ma.MaskedArray):
        raise error(f"{called} is a masked array.", "Fill what is masked: the mask would be ignored.")
    if is_graph(values):
        return _adjacency_matrix(values, name, error, labels)
    if is_pandas(values):
        return _plain(values)
    if hasattr(values, "toarray"):
        raise error(f"{called} is sparse ({type(values).__name__}).", "Give it as an array, with .toarray().")
    if _lists_pandas(values):
        raise error(
            f"{called} is a list of pandas objects, whose labels would be ignored.",
            "Make a DataFrame of them, e.g. with pd.DataFrame(list) or pd.concat(list, axis=1).",
        )
    try:
        return _typed(np.asarray(values))
    except ValueError as ragged:
        raise error(
            f"{called} is not a rectangular array ({ragged}).", "Give rows of equal length."
        ) from ragged


def _at_start(name: str) -> str:
    """Return a name as a sentence begins with it; those of arguments stay as they are."""
    return f"The {name.removeprefix('the ')}" if name.startswith("the ") else name


def _lists_pandas(values: Any) -> bool:
    """Whether a list, or one in it, has a pandas object among its items."""
    return isinstance(values, list | tuple) and any(is_pandas(item) or _lists_pandas(item) for item in values)


def _plain(values: Any) -> np.ndarray:
    """Return a pandas object as an array; columns one by one where pandas would make objects of numbers."""
    whole = values.to_numpy()
    if values.ndim == 1 or whole.dtype.kind != "O" or not len(values.columns):
        return _typed(whole)
    columns = [_typed(values.iloc[:, i].to_numpy()) for i in range(values.shape[1])]
    kinds = {column.dtype.kind for column in columns}
    return np.column_stack(columns) if kinds <= set("biuf") else whole


def _typed(array: np.ndarray) -> np.ndarray:
    """Return objects that are all bools, or all numbers, as an array of these; all else as it is."""
    if not array.size and array.dtype.kind not in "biuf":
        return np.empty(array.shape)
    if array.dtype.kind != "O":
        return array
    if all(isinstance(value, bool | np.bool_) for value in array.flat):
        return array.astype(bool)
    numbers = all(isinstance(value, Real) and not isinstance(value, bool) for value in array.flat)
    return np.asarray(array.tolist()) if numbers else array


def _adjacency_matrix(graph: Any, name: str, error: type[EntenteError], labels: Any) -> np.ndarray:
    import networkx as nx

    nodes = list(graph if labels is None else labels)
    known = set(nodes)
    unknown = [node for node in graph if node not in known]
    absent = [node for node in nodes if node not in graph]
    for found, said in ((unknown, f"a node of {name}, but not"), (absent, f"no node of {name}, but")):
        if found:
            raise error(
                f"{found[0]!r} is {said} among the states that were given with it.",
                "Give a graph of the same states; nodes without ties are added with add_nodes_from.",
            )
    return nx.to_numpy_array(graph, nodelist=nodes, weight=None, dtype=np.int64)


def as_numbers(values: Any, name: str, error: type[EntenteError]) -> np.ndarray:
    """Return numbers as float64, NaN where missing; text, dates and the like are refused, not converted."""
    if is_pandas(values) and values.ndim == 2:
        columns = [
            as_numbers(values.iloc[:, i], f"column {label}", error) for i, label in enumerate(values.columns)
        ]
        return np.column_stack(columns) if columns else np.empty(values.shape)
    array = as_array(values, f"the {name}", error)
    if array.dtype.kind in "biuf":
        return array.astype(float)
    import pandas as pd

    absent = pd.isna(array)
    if array.dtype.kind != "O" or not all(isinstance(value, Real) for value in array[~absent]):
        raise error(f"The {name} holds no numbers but {array.dtype}.", "Code it as numbers first.")
    return np.where(absent, np.nan, array).astype(float)


def by_name(
    table: Any, names: Sequence[str], what: str, error: type[EntenteError], *, others: bool = False
) -> Any:
    """Return a frame's columns, or the entries of a Series, in the order of the names; all else unchanged.

    The error is raised, which calls them ``what``, if a name is missing or stands for several, or if there
    are ``others`` and these are not allowed.
    """
    if not is_pandas(table):
        return table
    labels = [str(label) for label in (table.index if table.ndim == 1 else table.columns)]
    absent = [name for name in names if name not in labels]
    twice = [name for name in names if labels.count(name) > 1]
    unknown = [] if others else [label for label in labels if label not in names]
    for found, said in ((absent, "missing"), (twice, "there twice"), (unknown, "none of the model's")):
        if found:
            raise error(
                f"Of the {what}s, {', '.join(found)} {'is' if len(found) == 1 else 'are'} {said}.",
                f"They are found by name: give {', '.join(names)}, each once, or an array in this order.",
            )
    positions = [labels.index(name) for name in names]
    return table.iloc[positions] if table.ndim == 1 else table.iloc[:, positions]
