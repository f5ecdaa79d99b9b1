"""Matrices over the members of one year: from rows and back, and products of relations."""

from __future__ import annotations

import numpy as np
import pandas as pd


class YearAxis:
    """The members of one year, by ascending country codes, int (n,): an axis of vectors and matrices."""

    def __init__(self, codes: np.ndarray):
        self.codes = np.asarray(codes)

    def __len__(self) -> int:
        return len(self.codes)

    def positions(self, codes: np.ndarray) -> np.ndarray:
        """Return the position of each code, int64 (k,), −1 for a state that is no member this year."""
        return pd.Index(self.codes).get_indexer(codes)

    def directed(self, rows: np.ndarray, columns: np.ndarray, values=True, fill=False) -> np.ndarray:
        """Return the n × n matrix with ``values`` at the pairs (rows, columns) of codes, ``fill`` elsewhere.

        Pairs with a state that is no member this year are left out.  The type is that which holds both
        ``values``, one or one a pair, and ``fill``.
        """
        i, j = self.positions(rows), self.positions(columns)
        members = (i >= 0) & (j >= 0)
        values = np.broadcast_to(np.asarray(values), members.shape)
        matrix = np.full((len(self), len(self)), fill, dtype=np.result_type(values, np.asarray(fill)))
        matrix[i[members], j[members]] = values[members]
        return matrix

    def symmetric(self, dyads: pd.DataFrame, values=True, fill=False) -> np.ndarray:
        """Return the symmetric n × n matrix of an undirected dyadic variable, ``fill`` on the diagonal.

        Each pair of ccode1 and ccode2 is listed once; ``values`` and ``fill`` are as in :meth:`directed`.
        """
        first, second = dyads["ccode1"].to_numpy(), dyads["ccode2"].to_numpy()
        values = np.broadcast_to(np.asarray(values), first.shape)
        both = np.concatenate
        return self.directed(both([first, second]), both([second, first]), both([values, values]), fill)


def by_year(frame: pd.DataFrame) -> dict[int, pd.DataFrame]:
    """Split a frame into one a year, in the order of years; a year without rows has none."""
    return {int(year): rows for year, rows in frame.groupby("year", sort=True)}


def compose(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return B(X·Y) of matrices bool (n, n): whether a path first-then-second leads from i to j."""
    # Single-precision BLAS is many times faster than a product of bools, and no sum of 0s and 1s is lost to
    # rounding on its way from 0 to above 0.
    return first.astype(np.float32) @ second.astype(np.float32) > 0


def without_diagonal(network: np.ndarray) -> np.ndarray:
    """Set the diagonal of ``network`` to False, in place, and return it."""
    np.fill_diagonal(network, False)
    return network


def enemies_of_enemies(mid: np.ndarray) -> np.ndarray:
    """Return B(MID²) with a zero diagonal: who shares an enemy with whom (Maoz 2011, p. 16)."""
    return without_diagonal(compose(mid, mid))


def allies_of_enemies(mid: np.ndarray, alliance: np.ndarray) -> np.ndarray:
    """Return B(MID·A) with a zero diagonal: row i marks the allies of i's enemies (Maoz 2011, p. 16)."""
    return without_diagonal(compose(mid, alliance))
