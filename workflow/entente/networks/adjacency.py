"""Adjacency matrices of undirected networks: checking them, and handing them to igraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from entente.core.errors import NetworkError

if TYPE_CHECKING:
    import igraph


def check_adjacency(adjacency: ArrayLike) -> np.ndarray:
    """Return an adjacency matrix as booleans, or say why it is none.

    Parameters
    ----------
    adjacency : array_like, shape (n, n)
        Booleans, or numbers that are all 0 or 1; symmetric, with a zero diagonal.  ``n`` may be 0.

    Returns
    -------
    ndarray of bool, shape (n, n)
        The input itself if it is such an array already.

    Raises
    ------
    NetworkError
        If it is not a square matrix of zeros and ones, a node is tied to itself, or a tie goes one way only.
        The message names the first offending pair, in row order and counted from 0.
    """
    matrix = np.asarray(adjacency)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise NetworkError(
            f"An adjacency matrix must be square, this array has shape {matrix.shape}.",
            "Give one row and one column per state, in the same order.",
        )
    if matrix.dtype.kind not in "biuf":
        raise NetworkError(
            f"An adjacency matrix must hold booleans or numbers, this one has type {matrix.dtype}.",
            "Convert it with .astype(bool), or with .toarray() if it is sparse.",
        )
    if matrix.dtype != bool:
        _refuse(
            (matrix != 0) & (matrix != 1),
            matrix,
            "entries must be 0 or 1",
            "Binarise the matrix first; a missing value is not a tie.",
        )
    ties = matrix.astype(bool, copy=False)
    # Asked first whether anything is wrong at all, which is far sooner answered than what.
    if ties.diagonal().any():
        _refuse(
            np.diag(ties.diagonal()),
            matrix,
            "no node may be tied to itself",
            "Set the diagonal to zero.",
        )
    if not np.array_equal(ties, ties.T):
        _refuse(
            ties != ties.T,
            matrix,
            "every tie must go both ways",
            "Keep the mutual ties (A & A.T) or symmetrise (A | A.T), whichever is meant.",
        )
    return ties


def _refuse(offending: np.ndarray, matrix: np.ndarray, rule: str, remedy: str) -> None:
    """Raise for the first offending pair, if there is any."""
    pairs = np.argwhere(offending)
    if len(pairs):
        row, column = pairs[0].tolist()
        raise NetworkError(
            f"Not the adjacency matrix of an undirected network: {rule}, but the entry for the pair "
            f"({row}, {column}) is {matrix[row, column]} and for ({column}, {row}) {matrix[column, row]} "
            f"({len(pairs)} such entries).",
            remedy,
        )


def to_igraph(adjacency: np.ndarray) -> igraph.Graph:
    """Return the igraph graph of a checked adjacency matrix, with nodes 0 to n − 1."""
    import igraph

    return igraph.Graph(len(adjacency), np.argwhere(np.triu(adjacency)))
