"""What the estimators are given, pandas objects or arrays, as arrays of numbers with names."""

from __future__ import annotations

from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError


def _numbers(values: Any, role: str) -> np.ndarray:
    """Return any numbers as float64 with NaN for missing ones; text and dates are refused, not converted."""
    if isinstance(values, pd.DataFrame):
        columns = [_numbers(values.iloc[:, i], f"column {name}") for i, name in enumerate(values.columns)]
        return np.column_stack(columns) if columns else np.empty(values.shape)
    array = np.asarray(values)
    if array.dtype.kind == "O":
        absent = pd.isna(array)
        numeric = all(isinstance(value, Real) for value in array[~absent])
        return np.where(absent, np.nan, array).astype(float) if numeric else _not_numeric(role, "object")
    return array.astype(float) if array.dtype.kind in "biuf" else _not_numeric(role, array.dtype)


def _not_numeric(role: str, kind: Any) -> None:
    raise ModelDataError(f"The {role} holds no numbers but {kind}.", "Code it as numbers first.")


def as_vector(values: Any, role: str) -> np.ndarray:
    """Return one number a row, float64 (n,), NaN where missing, of array_like (n,) or (n, 1).

    ModelDataError, which names their ``role``, is raised if the shape is another, or they are text or dates.
    """
    vector = _numbers(values, role)
    if vector.ndim == 2 and vector.shape[1] == 1:
        vector = vector[:, 0]
    if vector.ndim != 1:
        raise ModelDataError(f"The {role} has shape {vector.shape}.", "Give one value a row.")
    return vector


def as_matrix(exog: Any) -> np.ndarray:
    """Return regressors, array_like (n, k) or (n,), as float64 (n, k), NaN where missing.

    ModelDataError is raised if there is no column, or a column holds text or dates.
    """
    matrix = _numbers(exog, "matrix of regressors")
    matrix = matrix[:, None] if matrix.ndim == 1 else matrix
    if matrix.ndim != 2 or matrix.shape[1] == 0:
        raise ModelDataError(
            f"The regressors have shape {matrix.shape}.", "Give at least one column, if only a constant."
        )
    return matrix


def as_labels(groups: Any) -> np.ndarray:
    """Return the label of each row's group, of any type, (n,); ModelDataError if there is not one a row."""
    labels = groups.to_numpy() if isinstance(groups, pd.Series | pd.Index) else np.asarray(groups)
    if labels.ndim != 1:
        raise ModelDataError(f"The groups have shape {labels.shape}.", "Give one label a row.")
    return labels


def common_index(parts: dict[str, Any], n: int) -> pd.Index:
    """Return the labels of the n rows, which all parts must share: nothing is aligned silently.

    Parts are outcome, regressors and what else was given, by what they are.  The labels are those of the
    first pandas object among them; positions if there is none.  ModelDataError is raised if lengths differ,
    or the indexes of pandas objects do.
    """
    for role, part in parts.items():
        if len(part) != n:
            raise ModelDataError(
                f"There are {n} outcomes, but the {role} have length {len(part)}.",
                "Give one row of each for every observation.",
            )
    indexed = {role: part.index for role, part in parts.items() if isinstance(part, pd.DataFrame | pd.Series)}
    if not indexed:
        return pd.RangeIndex(n)
    first, *others = indexed
    for role in others:
        if not indexed[role].equals(indexed[first]):
            raise ModelDataError(
                f"The rows of the {first} and of the {role} have different labels.",
                "Take both from one table, or reset their indexes if they are in the same order.",
            )
    return indexed[first]


def regressor_names(exog: Any, matrix: np.ndarray) -> tuple[str, ...]:
    """Return the k names of the regressors, as statsmodels would name them.

    For arrays these are ``const`` for a constant column, ``x1``, ``x2``, … for the others.  ``matrix`` is the
    same as numbers.  ModelDataError is raised if two columns share a name.
    """
    if isinstance(exog, pd.DataFrame):
        names = tuple(str(name) for name in exog.columns)
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ModelDataError(f"Regressors share the name {', '.join(twice)}.", "Rename one of them.")
        return names
    if isinstance(exog, pd.Series):
        return (str(exog.name or "x1"),)
    constant = [len(column) > 0 and np.ptp(column) == 0 for column in matrix.T]
    order = np.cumsum(~np.array(constant))
    return tuple("const" if flat else f"x{i}" for flat, i in zip(constant, order, strict=True))
