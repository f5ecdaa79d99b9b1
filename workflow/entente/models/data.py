"""Data for an estimator, pandas objects or arrays: checked, and with every dropped row counted.

What is wrong with them is said here, once for all: no estimator has to guess, and none estimates on something
that it was not given.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from entente.core.errors import ModelDataError
from entente.core.given import as_array, as_numbers, by_name, common_labels, is_pandas, row_labels

#: Columns of unit length count as collinear if a singular value of theirs is below this (choice).
COLLINEAR = 1e-10
#: Far above the squares of such singular values and all rounding of products of columns (choice).
CLEARLY_NOT = 1e-6
#: Largest and smallest size of a column: the squares of others are infinite or zero (choice).
LARGEST, SMALLEST = 1e100, 1e-100


class DroppedRowsWarning(UserWarning):
    """Rows with missing values were left out of an estimation."""


class DroppedGroupsWarning(UserWarning):
    """Groups that say nothing about the coefficients were left out of an estimation."""


@dataclass(frozen=True)
class ModelData:
    """Data that an estimator can be run on: finite, complete, of full rank.

    Attributes
    ----------
    endog, exog : ndarray of float64, shapes (n,) and (n, k)
        Outcome and regressors.
    groups : ndarray, shape (n,), or None
        Label of each row's group.
    endog_name : str
        ``y`` if the outcome came without a name.
    exog_names : tuple of str, length k
        For arrays ``const`` for a constant column, ``x1``, ``x2``, … for the others.
    index : Index, length n
        Labels of the rows; their positions if all came as arrays.
    kept : ndarray of bool, shape (rows given,)
        Which of the rows given are among the n.
    labelled : bool
        Whether the rows came with labels: outcome, regressors or groups as a pandas object.
    others : dict of ndarray, shape (n,)
        What else was given of each row, by its role.
    """

    endog: np.ndarray
    exog: np.ndarray
    groups: np.ndarray | None
    endog_name: str
    exog_names: tuple[str, ...]
    index: pd.Index
    kept: np.ndarray
    labelled: bool
    others: Mapping[str, np.ndarray] = field(default_factory=dict)

    @property
    def design(self) -> tuple[Any, Any]:
        """Outcome and regressors as pandas objects if the rows have labels, else as arrays."""
        if not self.labelled:
            return self.endog, self.exog
        return (
            pd.Series(self.endog, index=self.index, name=self.endog_name),
            pd.DataFrame(self.exog, index=self.index, columns=list(self.exog_names)),
        )

    def subset(self, chosen: np.ndarray) -> ModelData:
        """Return the data of the ``chosen`` rows, bool (n,), checked anew."""
        if not chosen.any():
            raise ModelDataError("No row is left to estimate on.", "Give data that vary within the model.")
        kept = self.kept.copy()
        kept[kept] = chosen
        check_full_rank(self.exog[chosen], self.exog_names)
        return replace(
            self,
            endog=self.endog[chosen],
            exog=self.exog[chosen],
            groups=None if self.groups is None else self.groups[chosen],
            index=self.index[chosen],
            kept=kept,
            others={role: labels[chosen] for role, labels in self.others.items()},
        )


def model_data(
    endog: Any, exog: Any, *, groups: Any = None, others: Mapping[str, Any] | None = None
) -> ModelData:
    """Check the data of an estimator and drop the rows with missing values.

    The outcome, (n,), the regressors, (n, k) or (n,), without a constant added, the label of each row's
    group, (n,), and ``others`` like it, by their roles, may be arrays or pandas objects; the latter must have
    the same labels in the same order: nothing is aligned silently.  DroppedRowsWarning tells how many rows
    have a missing value, and in which columns.  ModelDataError is raised if lengths, shapes or labels differ;
    a value is no number or is infinite; a name occurs twice; no row or no regressor is there; or the
    regressors are collinear, a second constant column included.
    """
    outcome, matrix = as_vector(endog, "outcome"), _as_matrix(exog)
    more = {**(others or {}), **({} if groups is None else {"groups": groups})}
    labels = {role: as_labels(part, role) for role, part in more.items()}
    _check_lengths(
        {"regressors": len(matrix)} | {role: len(part) for role, part in labels.items()}, len(outcome)
    )
    parts = {"outcome": endog, "regressors": exog, **more}
    index = common_labels({role: row_labels(part) for role, part in parts.items()}, ModelDataError)
    labelled, index = index is not None, pd.RangeIndex(len(outcome)) if index is None else index
    endog_name = str(getattr(endog, "name", None) or "y")
    names = _regressor_names(exog, matrix)
    columns = {f"the outcome {endog_name}": outcome}
    columns |= {f"column {name}": matrix[:, i] for i, name in enumerate(names)}
    missing = {name: np.isnan(column) for name, column in columns.items()}
    missing |= {f"the {role}": pd.isna(part) for role, part in labels.items()}
    kept = _kept(missing, len(outcome))
    _check_finite(columns, kept, index)
    # Where nothing is missing, nothing has to be copied.
    rows = slice(None) if kept.all() else kept
    check_full_rank(matrix[rows], names)
    return ModelData(
        endog=outcome[rows],
        exog=matrix[rows],
        groups=labels["groups"][kept] if "groups" in labels else None,
        endog_name=endog_name,
        exog_names=names,
        index=index[rows],
        kept=kept,
        labelled=labelled,
        others={role: labels[role][kept] for role in others or ()},
    )


def check_counts(data: ModelData) -> None:
    """Raise ModelDataError if an outcome is negative or not whole (the first is named)."""
    wrong = np.flatnonzero((data.endog < 0) | (data.endog != np.floor(data.endog)))
    if len(wrong):
        raise ModelDataError(
            f"The outcome {data.endog_name} is {data.endog[wrong[0]]} in row {data.index[wrong[0]]} "
            f"({len(wrong)} rows are not counts).",
            "Counts are whole numbers of at least 0: check the column, or use a model for other outcomes.",
        )


def check_magnitude(data: ModelData) -> None:
    """Raise ModelDataError if numbers cannot be squared and summed.

    That is so if the largest of a column, unless it is 0, is above 1e100 or below 1e-100.
    """
    sizes = [*largest(data.endog[:, None]), *largest(data.exog)]
    for name, size in zip((data.endog_name, *data.exog_names), sizes, strict=True):
        if size > LARGEST or 0 < size < SMALLEST:
            raise ModelDataError(
                f"Column {name} has numbers up to {size:.1e}: their squares cannot be computed.",
                "Change its unit, or correct it.",
            )


def check_full_rank(exog: np.ndarray, names: tuple[str, ...]) -> None:
    """Raise ModelDataError, which names them, if columns of ``exog``, finite, (n, k), are collinear.

    They are too if one is zero throughout, or two are constant.
    """
    if _clearly_independent(exog):
        return
    length = largest(exog)
    _refuse([name for name, size in zip(names, length, strict=True) if size == 0], "zero throughout")
    constant = [name for name, column in zip(names, exog.T, strict=True) if np.ptp(column) == 0]
    if len(constant) > 1:
        _refuse(constant, "all constant, so one of them says all")
    scaled = exog / length
    scaled /= np.linalg.norm(scaled, axis=0)
    # The singular values of R are those of the regressors, without the n × n or n × k factor.
    _, size, directions = np.linalg.svd(np.linalg.qr(scaled, mode="r"))
    size = np.append(size, np.zeros(len(names) - len(size)))
    weights = np.abs(directions[size < COLLINEAR]).max(axis=0, initial=0.0)
    involved = [name for name, weight in zip(names, weights, strict=True) if weight > 1e-6]
    _refuse(involved, f"linearly dependent on these {len(exog)} rows")


def largest(columns: np.ndarray) -> np.ndarray:
    """Return the largest absolute value of each column, (k,), none missing; 0 if there are no rows."""
    # A column at a time: along the rows of a narrow matrix numpy takes several times as long.
    sizes = [max(column.max(initial=0.0), -column.min(initial=0.0)) for column in columns.T]
    return np.array(sizes, dtype="float64")


def _clearly_independent(exog: np.ndarray) -> bool:
    """Whether the angles between columns show, without a factorization, that none is made of the others."""
    with np.errstate(all="ignore"):
        products = exog.T @ exog
        length = np.sqrt(products.diagonal())
        cosines = products / np.outer(length, length)
    if not (np.isfinite(cosines).all() and length.min() > SMALLEST):
        return False
    return bool(np.linalg.eigvalsh(cosines)[0] > CLEARLY_NOT)


def _refuse(columns: list[str], reason: str) -> None:
    if columns:
        raise ModelDataError(
            f"Of the regressors, {', '.join(columns)} {'are' if len(columns) > 1 else 'is'} {reason}.",
            "Leave one of them out." if len(columns) > 1 else "Leave it out.",
        )


def _kept(missing: dict[str, np.ndarray], n: int) -> np.ndarray:
    """Return which rows have no missing value, and warn of the others."""
    kept = ~np.logical_or.reduce(list(missing.values()))
    where = ", ".join(f"{name} ({int(mask.sum())})" for name, mask in missing.items() if mask.any())
    if not kept.any():
        raise ModelDataError(
            f"No complete row is left of {n}" + (f"; missing: {where}." if where else "."),
            "Give at least one row in which nothing is missing.",
        )
    if where:
        message = f"{int((~kept).sum())} of {n} rows dropped for missing values: {where}."
        warnings.warn(message, DroppedRowsWarning, stacklevel=4)
    return kept


def _check_finite(columns: dict[str, np.ndarray], kept: np.ndarray, index: pd.Index) -> None:
    for name, column in columns.items():
        infinite = np.flatnonzero(kept & np.isinf(column))
        if len(infinite):
            raise ModelDataError(
                f"{len(infinite)} values of {name} are infinite, the first in row {index[infinite[0]]}.",
                "Correct them, or set them missing so that their rows are dropped and counted.",
            )


def as_vector(values: Any, role: str) -> np.ndarray:
    """Return one number a row, float64 (n,), NaN where missing; ModelDataError names the ``role``."""
    vector = as_numbers(values, role, ModelDataError)
    if vector.ndim == 2 and vector.shape[1] == 1:
        vector = vector[:, 0]
    if vector.ndim != 1:
        raise ModelDataError(f"The {role} has shape {vector.shape}.", "Give one value a row.")
    return vector


def _as_matrix(exog: Any) -> np.ndarray:
    """Return regressors, (n, k) or (n,), as float64 (n, k), NaN where missing."""
    matrix = as_numbers(exog, "matrix of regressors", ModelDataError)
    matrix = matrix[:, None] if matrix.ndim == 1 else matrix
    if matrix.ndim != 2 or matrix.shape[1] == 0:
        raise ModelDataError(
            f"The regressors have shape {matrix.shape}.", "Give at least one column, if only a constant."
        )
    return matrix


def as_labels(groups: Any, role: str = "groups") -> np.ndarray:
    """Return the label of each row's group, or what else is called ``role``, of any type, (n,)."""
    labels = as_array(groups, f"the vector of {role}", ModelDataError)
    if labels.ndim != 1:
        raise ModelDataError(f"The {role} have shape {labels.shape}.", "Give one label a row.")
    return labels


def new_regressors(exog: Any, names: Sequence[str]) -> tuple[np.ndarray, pd.Index | None]:
    """Return regressors to predict from as float64 (m, k), NaN where missing, and the labels of the rows.

    Columns of a DataFrame are found by their names; arrays, (m, k) or one row (k,), have them in the order of
    the ``names``, of which there are k.  A vector is a column where k is 1; else a Series is the row of a
    DataFrame that it is called after.  ModelDataError is raised if a regressor is missing, or their number is
    another.
    """
    if is_pandas(exog) and exog.ndim == 1 and len(names) > 1:
        name, exog = exog.name, exog.to_frame().T
        index = None if name is None else exog.index
    else:
        index = exog.index if is_pandas(exog) else None
    if is_pandas(exog) and exog.ndim == 2:
        exog = by_name(exog, names, "regressor", ModelDataError, others=True)
    design = as_numbers(exog, "matrix of regressors", ModelDataError)
    if design.ndim == 1:
        design = design[:, None] if len(names) == 1 else design[None, :]
    if design.ndim != 2 or design.shape[1] != len(names):
        raise ModelDataError(
            f"exog has shape {design.shape}, but there are {len(names)} regressors.",
            f"Give a column for each, in the order {', '.join(names)}.",
        )
    return design, index


def named_parameters(params: Any, names: Sequence[str], role: str = "values") -> np.ndarray:
    """Return parameters as float64 (k,), in the order of the ``names``; a Series goes by its own."""
    vector = as_vector(by_name(params, names, "parameter", ModelDataError), f"vector of {role}")
    if len(vector) != len(names):
        raise ModelDataError(
            f"There are {len(vector)} {role} for the {len(names)} parameters {', '.join(names)}.",
            "Give one for each, in this order or as a Series with their names.",
        )
    if np.isnan(vector).any():
        absent = ", ".join(np.array(names)[np.isnan(vector)])
        raise ModelDataError(f"Of the {role}, {absent} is missing.", "Give a number for each parameter.")
    return vector


def _check_lengths(lengths: Mapping[str, int], n: int) -> None:
    for role, length in lengths.items():
        if length != n:
            raise ModelDataError(
                f"There are {n} outcomes, but the {role} have length {length}.",
                "Give one row of each for every observation.",
            )


def _regressor_names(exog: Any, matrix: np.ndarray) -> tuple[str, ...]:
    """Return the names of the regressors, which are ``matrix`` as numbers, as statsmodels would name them."""
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
