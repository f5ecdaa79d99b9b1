"""Weights of a spatial lag: who are whose partners, among the rows of an estimation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from entente.core.errors import ModelDataError, TotalMinusOwnError
from entente.core.given import as_numbers, common_labels, network_labels, row_labels
from entente.models.data import as_labels

#: Share of the rows with partners, from which on weights count as total minus own (choice).
_MAINLY = 0.5
#: Weights that differ by less than this share are equal: shares of one sum are rounded.
_EQUAL = 1e-9


def weights_of_ties(
    entity: Any, time: Any, first: Any, second: Any, when: Any, strength: Any = None
) -> sparse.csr_array:
    """Make weights of a panel's rows of a list of ties, each of which goes both ways.

    Parameters
    ----------
    entity, time : array_like or Series, shape (n,)
        State and year of each row of the panel, no pair twice.
    first, second, when : array_like or Series, shape (m,)
        The two states of each tie, and its year.  Ties of which a state has no row in the year are left out.
    strength : array_like or Series, shape (m,), optional
        Default: 1.

    Returns
    -------
    csr_array of float64, shape (n, n)
        In the order of the rows.

    Raises
    ------
    ModelDataError
        If a state has two rows in a year, a tie stands twice or ties a state with itself, or labels differ.
    """
    common_labels({"entity": row_labels(entity), "time": row_labels(time)}, ModelDataError)
    parts = {"first states": first, "second states": second, "years of ties": when, "strengths": strength}
    common_labels({role: row_labels(part) for role, part in parts.items()}, ModelDataError)
    rows = pd.MultiIndex.from_arrays([as_labels(entity, "entities"), as_labels(time, "times")])
    if rows.has_duplicates:
        raise ModelDataError(f"{rows[rows.duplicated()][0]} has two rows.", "Give each state once a year.")
    years = as_labels(when, "years of ties")
    ends = [
        rows.get_indexer(pd.MultiIndex.from_arrays([as_labels(states, role), years]))
        for role, states in (("first states", first), ("second states", second))
    ]
    found = (ends[0] >= 0) & (ends[1] >= 0)
    one, other = (end[found] for end in ends)
    pairs = pd.MultiIndex.from_arrays([np.minimum(one, other), np.maximum(one, other)])
    if (one == other).any() or pairs.has_duplicates:
        wrong = np.flatnonzero((one == other) | pairs.duplicated())[0]
        raise ModelDataError(
            f"The tie of {rows[one[wrong]]} and {rows[other[wrong]]} stands twice, or is of a state with "
            "itself.",
            "Give each pair of states once a year.",
        )
    numbers = np.ones(len(found)) if strength is None else as_numbers(strength, "strength", ModelDataError)
    entries = np.tile(numbers[found], 2), (np.append(one, other), np.append(other, one))
    return sparse.csr_array(entries, shape=(len(rows), len(rows)))


def checked_weights(weights: Any, index: pd.Index | None, n: int) -> sparse.csr_array:
    """Return the weights of n rows, labelled by the index if they have labels, or raise ModelDataError.

    They are finite, none is negative, and no row is its own partner.
    """
    if sparse.issparse(weights):
        matrix = sparse.csr_array(weights, dtype=float)
    else:
        labels = {
            "rows of the model": index,
            "weights": network_labels(weights, "the weights", ModelDataError),
        }
        common_labels(labels, ModelDataError)
        numbers = as_numbers(weights, "matrix of weights", ModelDataError)
        if numbers.ndim != 2:
            raise ModelDataError(f"The weights have shape {numbers.shape}.", "Give a square matrix.")
        matrix = sparse.csr_array(numbers)
    if matrix.shape != (n, n):
        raise ModelDataError(
            f"The weights have shape {matrix.shape}, but there are {n} rows.",
            "Give a row and a column for each row of the data.",
        )
    matrix.eliminate_zeros()
    _check_values(matrix, pd.RangeIndex(n) if index is None else index)
    return matrix


def _check_values(matrix: sparse.csr_array, index: pd.Index) -> None:
    entries = matrix.tocoo()
    row, column = entries.coords
    for wrong, said in (
        (~np.isfinite(entries.data), "is missing or infinite"),
        (entries.data < 0, "is negative"),
        (row == column, "makes a row its own partner"),
    ):
        if wrong.any():
            where = np.flatnonzero(wrong)[0]
            raise ModelDataError(
                f"The weight of {index[column[where]]} for {index[row[where]]} {said} "
                f"({int(wrong.sum())} weights do).",
                "Give weights of at least 0, and 0 on the diagonal.",
            )


def check_same_time(matrix: sparse.csr_array, times: np.ndarray, index: pd.Index) -> None:
    """Refuse partners at another time."""
    row, column = matrix.tocoo().coords
    apart = np.flatnonzero(times[row] != times[column])
    if len(apart):
        raise ModelDataError(
            f"Rows {index[row[apart[0]]]} and {index[column[apart[0]]]} are partners, but not of one time "
            f"({len(apart)} weights are so).",
            "Give weights within each time; what partners did before is a regressor.",
        )


def normalised(matrix: sparse.csr_array) -> tuple[sparse.csr_array, np.ndarray]:
    """Divide the weights of each row by their sum; return which rows, isolates, have none too."""
    total = np.asarray(matrix.sum(axis=1))
    isolates = total == 0
    return sparse.csr_array(sparse.diags_array(1 / np.where(isolates, 1.0, total)) @ matrix), isolates


def refuse_total_minus_own(matrix: sparse.csr_array, exog: np.ndarray, times: np.ndarray | None) -> None:
    """Raise TotalMinusOwnError if the lag is a total less the row's own outcome, and the total is absorbed.

    Where all rows of a time are partners, with weights that depend on the partner alone, ``W y`` is
    ``c (S − y_i)``, with S the same for all: once effects of time, ``times`` (n,), or regressors absorb S,
    the outcome is regressed on itself.
    """
    _, components = connected_components(matrix, directed=False)
    blocks = components if times is None else times
    tied = (np.diff(matrix.indptr) > 0) | (np.asarray(matrix.sum(axis=0)) > 0)
    total = tied & _complete(matrix, blocks, tied)[blocks]
    if not tied.any() or total.sum() < _MAINLY * tied.sum():
        return
    if times is None and not _spanned(exog, blocks[total], total):
        return
    raise TotalMinusOwnError(
        f"For {int(total.sum())} of {int(tied.sum())} rows with partners these are all others of the same "
        "time, with equal weights: the lag is the total minus the own outcome.",
        "Effects of time absorb the total, and the outcome is regressed on itself. Give the ties that "
        "there are, leave out the effects of time, or take the partners' outcome of the time before as a "
        "regressor.",
    )


def _complete(matrix: sparse.csr_array, blocks: np.ndarray, tied: np.ndarray) -> np.ndarray:
    """Whether all tied rows of each block are partners, with weights that depend on the partner alone."""
    entries = matrix.tocoo()
    row, column = entries.coords
    sizes = np.bincount(blocks, tied, blocks.max() + 1)
    complete = np.bincount(blocks[row], minlength=len(sizes)) == sizes * (sizes - 1)
    low, high = np.full(len(blocks), np.inf), np.zeros(len(blocks))
    np.minimum.at(low, column, entries.data)
    np.maximum.at(high, column, entries.data)
    varies = tied & (high > low * (1 + _EQUAL))
    return complete & (np.bincount(blocks, varies, len(sizes)) == 0)


def _spanned(exog: np.ndarray, blocks: np.ndarray, rows: np.ndarray) -> bool:
    """Whether regressors say of each of the rows in which block it is."""
    codes, found = pd.factorize(blocks)
    if len(found) > exog.shape[1]:
        return False
    indicators = np.eye(len(found))[codes]
    fitted = exog[rows] @ np.linalg.lstsq(exog[rows], indicators, rcond=None)[0]
    return bool(np.abs(fitted - indicators).max() < 1e-8)
