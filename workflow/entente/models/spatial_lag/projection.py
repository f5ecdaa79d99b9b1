"""Columns of an estimation, and what some of them leave of others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Share of a column's length that the others have to leave of it.
_COLLINEAR = 1e-8


@dataclass(frozen=True, eq=False)
class Columns:
    """What a spatial lag is estimated on, effects taken out: outcome and lag, (n,), the others (n, k)."""

    outcome: np.ndarray
    regressors: np.ndarray
    lag: np.ndarray
    instruments: np.ndarray


def rest_of(column: np.ndarray, basis: np.ndarray) -> np.ndarray | None:
    """Return what an orthonormal basis leaves of a column, of unit length; None if that is nothing."""
    rest = column - basis @ (basis.T @ column)
    if np.linalg.norm(rest) <= _COLLINEAR * np.linalg.norm(column):
        return None
    rest = rest - basis @ (basis.T @ rest)  # once more, for what rounding left
    return rest / np.linalg.norm(rest)


def basis_of(columns: np.ndarray) -> np.ndarray:
    """Return an orthonormal basis of independent columns, (n, k), whatever their units."""
    length = np.linalg.norm(columns, axis=0)
    return np.linalg.qr(columns / length)[0]
