"""The bootstrap: which rows each draw takes how often, and all regressions of all draws at once.

A regression needs no more of its rows than the sums of products of its columns.  These are linear in how
often a row is drawn, so that one product of matrices gives them for every draw.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

#: Draws whose products are summed at once; fixed, since the last digits of a sum depend on it.
BATCH = 250
#: Columns of unit variance are collinear in a draw if an eigenvalue of their products is below this (choice).
COLLINEAR = 1e-10


def times_drawn(
    n: int, draws: int, seed: int | Sequence[int], clusters: pd.Series | None = None
) -> np.ndarray:
    """Return how often each draw of the bootstrap takes each row.

    Rows are drawn with replacement, as many as there are; with clusters these are, whole.  Draw i depends on
    the seed and on i alone.

    Parameters
    ----------
    n, draws : int
        Rows and draws.
    seed : int or sequence of int
        Seed of the draws.
    clusters : Series, length n, optional
        The cluster of each row.

    Returns
    -------
    ndarray of float64, shape (draws, n)
    """
    of_row = np.arange(n) if clusters is None else pd.factorize(clusters)[0]
    units = int(of_row.max()) + 1
    entropy = [seed] if isinstance(seed, int) else list(seed)
    times = np.empty((draws, units))
    for index in range(draws):
        drawn = np.random.default_rng([*entropy, index]).integers(0, units, units)
        times[index] = np.bincount(drawn, minlength=units)
    return times if clusters is None else times[:, of_row]


class CrossProducts:
    """Sums of products of columns over the rows of each draw, and least squares from them.

    Parameters
    ----------
    columns : DataFrame, shape (n, p)
        Finite numbers, without a constant.
    times : array, shape (draws, n)
        How often each draw takes each row, see :func:`times_drawn`.
    """

    def __init__(self, columns: pd.DataFrame, times: np.ndarray):
        values = columns.to_numpy(float)
        spread = values.std(axis=0)
        self._position = {name: i + 1 for i, name in enumerate(columns.columns)}
        # Centred and scaled, so that normal equations lose no digits; the first column is the constant.
        self._centre = np.append(0.0, values.mean(axis=0))
        self._scale = np.append(1.0, np.where(spread > 0, spread, 1.0))
        standard = (np.column_stack([np.ones(len(values)), values]) - self._centre) / self._scale
        one, other = np.triu_indices(standard.shape[1])
        pairs = standard[:, one] * standard[:, other]
        sums = np.concatenate([times[i : i + BATCH] @ pairs for i in range(0, len(times), BATCH)])
        sums /= times.sum(axis=1)[:, None]
        self._products = np.empty((len(times), standard.shape[1], standard.shape[1]))
        self._products[:, one, other] = sums
        self._products[:, other, one] = sums
        self._inverses: dict[tuple[int, ...], np.ndarray] = {}

    def mean(self, name: str) -> np.ndarray:
        """Return the mean of a column in each draw, (draws,)."""
        i = self._position[name]
        return self._centre[i] + self._scale[i] * self._products[:, 0, i]

    def slopes(self, of: str, on: Sequence[str]) -> pd.DataFrame:
        """Return the coefficients of a column regressed on others and a constant, a row a draw.

        They are missing in draws that leave the regressors collinear.
        """
        given, position = self._positions(on), self._position[of]
        solved = self._solve(given, [position])[:, 1:, 0]
        return pd.DataFrame(solved * self._scale[position] / self._scale[given[1:]], columns=list(on))

    def residuals(self, of: Sequence[str], on: Sequence[str]) -> np.ndarray:
        """Return the mean products of the residuals of columns on others, (draws, len(of), len(of))."""
        given, names = self._positions(on), self._positions(of)[1:]
        solved = self._solve(given, names)
        left = self._products[:, names][:, :, names] - self._products[:, names][:, :, given] @ solved
        return left * np.outer(self._scale[names], self._scale[names])

    def _positions(self, names: Sequence[str]) -> list[int]:
        return [0, *(self._position[name] for name in names)]

    def _solve(self, given: list[int], names: list[int]) -> np.ndarray:
        """Return the coefficients of standardised columns, (draws, len(given), len(names))."""
        if (key := tuple(given)) not in self._inverses:
            self._inverses[key] = _inverses(self._products[:, given][:, :, given])
        return self._inverses[key] @ self._products[:, given][:, :, names]


def _inverses(normal: np.ndarray) -> np.ndarray:
    """Return the inverses of matrices of products; of those that are singular, missing values."""
    try:
        inverses = np.linalg.inv(normal)
    except np.linalg.LinAlgError:
        singular = np.linalg.eigvalsh(normal)[:, 0] < COLLINEAR
        inverses = np.linalg.inv(np.where(singular[:, None, None], np.eye(normal.shape[1]), normal))
        inverses[singular] = np.nan
    # The trace is at least the inverse of the smallest eigenvalue.
    inverses[~(np.abs(np.trace(inverses, axis1=1, axis2=2)) < 1 / COLLINEAR)] = np.nan
    return inverses
