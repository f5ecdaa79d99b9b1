"""Answers in two arms as tests and bounds are given them: rows that agree, arms that are true or false."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from entente.core.errors import ExperimentInputError
from entente.core.given import as_array, as_numbers, common_labels, row_labels


class Rows:
    """The rows that columns given together share: how many, and how an error names one.

    Parameters
    ----------
    **columns : array_like or Series, shape (n,)
        Columns by their names; those that are None are not given.

    Raises
    ------
    ExperimentInputError
        If labels differ, or lengths, or there is no row.
    """

    def __init__(self, **columns: Any):
        self.columns: Mapping[str, Any] = {
            name: values for name, values in columns.items() if values is not None
        }
        self.labels = common_labels(
            {name: row_labels(values) for name, values in self.columns.items()}, ExperimentInputError
        )
        lengths = {
            name: len(values) if hasattr(values, "__len__") else 0 for name, values in self.columns.items()
        }
        self.n = max(lengths.values())
        if self.n == 0 or len(set(lengths.values())) > 1:
            said = ", ".join(f"{name} has {length}" for name, length in lengths.items())
            raise ExperimentInputError(
                f"Rows: {said}.", "Give one value a person in each, of one person at least."
            )

    def name(self, position: int) -> str:
        """Return how an error names a row."""
        return f"row {position}" if self.labels is None else f"row {self.labels.tolist()[position]!r}"

    def refuse(self, bad: np.ndarray, what: str, remedy: str) -> None:
        """Raise ExperimentInputError, which names the first, if a row is bad."""
        if bad.any():
            others = int(bad.sum()) - 1
            more = f", as in {others} other{'s' if others > 1 else ''}" if others else ""
            raise ExperimentInputError(f"{what} in {self.name(int(np.argmax(bad)))}{more}.", remedy)

    def numbers(self, name: str) -> np.ndarray:
        """Return a column as numbers, float (n,), NaN where missing; infinite ones are refused."""
        values = as_numbers(self.columns[name], name, ExperimentInputError)
        self._check_shape(name, values)
        self.refuse(np.isinf(values), f"{name} is infinite", "Give finite numbers.")
        return values

    def booleans(self, name: str) -> np.ndarray:
        """Return a column of true and false, or 1 and 0, as bool (n,)."""
        values = as_array(self.columns[name], name, ExperimentInputError)
        self._check_shape(name, values)
        if values.dtype.kind != "b":
            values = as_numbers(self.columns[name], name, ExperimentInputError)
            self.refuse(~np.isin(values, (0, 1)), f"{name} is neither true nor false", "Give booleans.")
        return values.astype(bool)

    def groups(self, name: str) -> tuple[np.ndarray, list]:
        """Return the code of each row's group, int (n,), and the groups in their order."""
        values = as_array(self.columns[name], name, ExperimentInputError)
        self._check_shape(name, values)
        codes, groups = pd.factorize(pd.Series(values), sort=True)
        self.refuse(codes < 0, f"{name} is missing", "Give every person one, or leave out those without.")
        return codes, groups.tolist()

    def weights(self, name: str) -> np.ndarray:
        """Return survey weights, float (n,); ones if there are none."""
        if name not in self.columns:
            return np.ones(self.n)
        values = self.numbers(name)
        self.refuse(~(values > 0), f"{name} is missing or not above 0", "Give each person a positive weight.")
        return values

    def check_constant(self, name: str, values: np.ndarray, codes: np.ndarray, clusters: list) -> None:
        """Raise ExperimentInputError, which names the first, if a value differs within a cluster."""
        first = values[np.unique(codes, return_index=True)[1]]
        differs = values != first[codes]
        if differs.any():
            raise ExperimentInputError(
                f"{name} differs within cluster {clusters[codes[np.argmax(differs)]]!r}.",
                "Clusters are assigned whole: give them other labels, or none.",
            )

    def _check_shape(self, name: str, values: np.ndarray) -> None:
        if values.shape != (self.n,):
            raise ExperimentInputError(f"{name} has the shape {values.shape}.", "Give one column.")


def require_frame(frame: Any) -> None:
    """Raise ExperimentInputError if what should be a frame has no columns to be found by name."""
    if not isinstance(frame, pd.DataFrame):
        raise ExperimentInputError(
            f"The frame is of type {type(frame).__name__}.",
            "Give a DataFrame: its columns are found by name.",
        )


def check_both_arms(treated: np.ndarray) -> None:
    """Raise ExperimentInputError if an arm has nobody."""
    if treated.all() or not treated.any():
        raise ExperimentInputError(
            f"All {len(treated)} are in one arm, treated {bool(treated[0])}.",
            "Give rows of both arms: there is nothing to compare.",
        )
