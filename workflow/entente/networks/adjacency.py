"""Adjacency matrices of undirected networks, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from entente.core.errors import NetworkError
from entente.core.given import as_array, labels_of_states

if TYPE_CHECKING:
    import pandas as pd

#: What errors call the matrix.
_NAME = "the adjacency matrix"


def labelled_adjacency(
    adjacency: Any, beside: Mapping[str, Any] | None = None
) -> tuple[np.ndarray, pd.Index | None]:
    """Return what :func:`check_adjacency` does, and the labels of the nodes: None if they have none.

    They are those that it shares with what stands ``beside`` it, a row a node, by what errors call it; see
    :func:`entente.core.given.labels_of_states`.
    """
    labels = labels_of_states(beside or {}, {_NAME: adjacency}, NetworkError)
    return _checked(as_array(adjacency, _NAME, NetworkError, labels), labels), labels


def check_adjacency(adjacency: Any) -> np.ndarray:
    """Return an adjacency matrix as booleans, (n, n), the input itself if it is such an array already.

    It is of booleans, or of numbers that are all 0 or 1, symmetric, with a zero diagonal; n may be 0.
    NetworkError says why another array is none, and names the first offending pair, in row order, by its
    labels or else counted from 0: it is not a square matrix of zeros and ones, a node is tied to itself, or a
    tie goes one way only.
    """
    return labelled_adjacency(adjacency)[0]


def _checked(matrix: np.ndarray, labels: pd.Index | None) -> np.ndarray:
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise NetworkError(
            f"An adjacency matrix must be square, this array has shape {matrix.shape}.",
            "Give one row and one column per state, in the same order.",
        )
    if labels is not None and len(labels) != len(matrix):
        raise NetworkError(
            f"The adjacency matrix has shape {matrix.shape}, but {len(labels)} states were given with it.",
            "Give one row and one column per state, in the same order.",
        )
    if matrix.dtype.kind not in "biuf":
        raise NetworkError(
            f"An adjacency matrix must hold booleans or numbers, this one has type {matrix.dtype}.",
            "Fill what is missing, and convert it with .astype(bool).",
        )
    ties = matrix.astype(bool, copy=False)
    # Asked first whether anything is wrong at all, which is far sooner answered than what.
    if not np.array_equal(ties, matrix):
        remedy = "Binarise the matrix first; a missing value is not a tie."
        _refuse(ties != matrix, matrix, labels, "entries must be 0 or 1", remedy)
    if ties.diagonal().any():
        loops = np.diag(ties.diagonal())
        _refuse(loops, matrix, labels, "no node may be tied to itself", "Set the diagonal to zero.")
    if not np.array_equal(ties, ties.T):
        remedy = "Keep the mutual ties (A & A.T) or symmetrise (A | A.T), whichever is meant."
        _refuse(ties != ties.T, matrix, labels, "every tie must go both ways", remedy)
    return ties


def _refuse(
    offending: np.ndarray, matrix: np.ndarray, labels: pd.Index | None, rule: str, remedy: str
) -> NoReturn:
    """Name the first offending pair."""
    row, column = np.argwhere(offending)[0].tolist()
    one, other = (row, column) if labels is None else (labels[row], labels[column])
    raise NetworkError(
        f"Not the adjacency matrix of an undirected network: {rule}, but the entry for the pair "
        f"({one}, {other}) is {matrix[row, column]} and for ({other}, {one}) {matrix[column, row]} "
        f"({np.count_nonzero(offending)} such entries).",
        remedy,
    )
