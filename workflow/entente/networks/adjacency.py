"""Adjacency matrices of undirected networks, checked."""

from __future__ import annotations

from typing import NoReturn

import numpy as np
from numpy.typing import ArrayLike

from entente.core.errors import NetworkError


def check_adjacency(adjacency: ArrayLike) -> np.ndarray:
    """Return an adjacency matrix as booleans, (n, n), the input itself if it is such an array already.

    It is of booleans, or of numbers that are all 0 or 1, symmetric, with a zero diagonal; n may be 0.
    NetworkError says why another array is none, and names the first offending pair, in row order and counted
    from 0: it is not a square matrix of zeros and ones, a node is tied to itself, or a tie goes one way only.
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
    ties = matrix.astype(bool, copy=False)
    # Asked first whether anything is wrong at all, which is far sooner answered than what.
    if not np.array_equal(ties, matrix):
        remedy = "Binarise the matrix first; a missing value is not a tie."
        _refuse(ties != matrix, matrix, "entries must be 0 or 1", remedy)
    if ties.diagonal().any():
        loops = np.diag(ties.diagonal())
        _refuse(loops, matrix, "no node may be tied to itself", "Set the diagonal to zero.")
    if not np.array_equal(ties, ties.T):
        remedy = "Keep the mutual ties (A & A.T) or symmetrise (A | A.T), whichever is meant."
        _refuse(ties != ties.T, matrix, "every tie must go both ways", remedy)
    return ties


def _refuse(offending: np.ndarray, matrix: np.ndarray, rule: str, remedy: str) -> NoReturn:
    """Name the first offending pair."""
    row, column = np.argwhere(offending)[0].tolist()
    raise NetworkError(
        f"Not the adjacency matrix of an undirected network: {rule}, but the entry for the pair "
        f"({row}, {column}) is {matrix[row, column]} and for ({column}, {row}) {matrix[column, row]} "
        f"({np.count_nonzero(offending)} such entries).",
        remedy,
    )
