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


def same_labels(expected: pd.Index, found: pd.Index) -> bool:
    """Whether labels are equal one by one, of whatever type: 2 is 2.0, but not "2"."""
    return expected is found or expected.equals(found) or expected.tolist() == found.tolist()


def first_difference(expected: Sequence, found: Sequence) -> str:
    """Say where two sequences of labels differ first."""
    expected, found = list(expected), list(found)
    for position, (one, other) in enumerate(zip(expected, found, strict=False)):
        if one != other:
            again = ", the same ones in another order" if _same_members(expected, found) else ""
            return f"{one!r} and {other!r} at position {position}{again}"
    longer = max(expected, found, key=len)
    return f"{longer[min(len(expected), len(found))]!r} stands in the one only"


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
    """Raise the error, which names the first, if a label is missing or occurs twice."""
    if labels is None:
        return
    if labels.hasnans:
        raise error(f"A label of {name} is missing.", "Label each state.")
    if labels.has_duplicates:
        twice = labels[labels.duplicated()][0]
        raise error(f"The label {twice!r} stands twice in {name}.", "Give each state once.")


def as_array(values: Any, name: str, error: type[EntenteError], labels: pd.Index | None = None) -> np.ndarray:
    """Return anything rectangular as an array, nullable types of pandas as those of numpy.

    A missing value of a nullable number is NaN, of another type it stays what it is.  A graph becomes its
    adjacency matrix, in the order of ``labels`` if given, with a tie for every edge, whatever its weight.
    The error is raised for what would lose its meaning, masked arrays, or has none, sparse matrices and rows
    of unequal length.
    """
    if isinstance(values, np.ma.MaskedArray):
        raise error(f"{name} is a masked array.", "Fill what is masked: the mask would be ignored.")
    if isinstance(values, np.ndarray):
        return np.asarray(values)
    if is_graph(values):
        return _adjacency_matrix(values, name, error, labels)
    if is_pandas(values):
        return _plain(values)
    if hasattr(values, "toarray"):
        raise error(f"{name} is sparse ({type(values).__name__}).", "Give it as an array, with .toarray().")
    try:
        return np.asarray(values)
    except ValueError as ragged:
        raise error(
            f"{name} is not a rectangular array ({ragged}).", "Give rows of equal length."
        ) from ragged


def _plain(values: Any) -> np.ndarray:
    """Return a pandas object as an array; columns one by one where pandas would make objects of numbers."""
    whole = values.to_numpy()
    if values.ndim == 1 or whole.dtype.kind != "O" or not len(values.columns):
        return whole
    columns = [values.iloc[:, i].to_numpy() for i in range(values.shape[1])]
    kinds = {column.dtype.kind for column in columns}
    return np.column_stack(columns) if kinds <= set("biuf") else whole


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
    array = as_array(values, f"The {name}", error)
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
