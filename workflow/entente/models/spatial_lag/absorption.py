"""Effects of one or two sets of groups, taken out of columns exactly, however unbalanced the panel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

#: Singular values below this share of the largest are none: the two sets of effects overlap there.
_NONE = 1e-10


class Absorption:
    """Deviations of columns from what effects of groups explain of them.

    The larger set of groups is taken out by its means, the other by least squares on its indicators, from
    which the first has been taken out (Frisch, Waugh and Lovell).

    Parameters
    ----------
    groups : sequence of ndarray of int, shape (n,)
        None, one or two sets of groups, each numbered from 0 on without a gap.

    Attributes
    ----------
    rank : int
        Degrees of freedom that the effects take.
    """

    def __init__(self, groups: Sequence[np.ndarray]):
        self._codes, self._basis, self.rank = None, None, 0
        if not groups:
            return
        self._codes, *smaller = sorted(groups, key=lambda codes: -codes.max())
        self._sizes = np.bincount(self._codes)
        self.rank = len(self._sizes)
        if smaller:
            indicators = self._from_means(np.eye(smaller[0].max() + 1)[smaller[0]])
            orthonormal, triangle = np.linalg.qr(indicators)
            directions, size, _ = np.linalg.svd(triangle)
            self._basis = orthonormal @ directions[:, size > _NONE * max(size.max(), 1.0)]
            self.rank += self._basis.shape[1]

    def within(self, columns: np.ndarray) -> np.ndarray:
        """Return the deviations of columns, (n,) or (n, k); exact zeros where nothing is left of one."""
        if self._codes is None:
            return columns
        matrix = columns if columns.ndim == 2 else columns[:, None]
        left = self._from_means(matrix)
        if self._basis is not None:
            left = left - self._basis @ (self._basis.T @ left)
        rounded = np.linalg.norm(left, axis=0) < _NONE * np.linalg.norm(matrix, axis=0)
        left = np.where(rounded, 0.0, left)
        return left if columns.ndim == 2 else left[:, 0]

    def _from_means(self, matrix: np.ndarray) -> np.ndarray:
        sums = np.column_stack([np.bincount(self._codes, column) for column in matrix.T])
        return matrix - (sums / self._sizes[:, None])[self._codes]
