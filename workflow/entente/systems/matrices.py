"""From rows to matrices and back: the members of one year as the axes of an n × n array."""

from __future__ import annotations

import numpy as np
import pandas as pd


class YearAxis:
    """The members of one year in the order of their codes, as an axis of vectors and matrices.

    Parameters
    ----------
    codes : array of int, shape (n,)
        Country codes, ascending.
    """

    def __init__(self, codes: np.ndarray):
        self.codes = np.asarray(codes)

    def __len__(self) -> int:
        return len(self.codes)

    def positions(self, codes: np.ndarray) -> np.ndarray:
        """Return the position of each code, −1 for a state that is no member this year.

        Parameters
        ----------
        codes : array of int, shape (k,)

        Returns
        -------
        array of int64, shape (k,)
        """
        codes = np.asarray(codes)
        found = np.searchsorted(self.codes, codes).clip(max=len(self) - 1)
        return np.where(self.codes[found] == codes, found, -1)

    def directed(self, rows: np.ndarray, columns: np.ndarray, values=True, fill=False) -> np.ndarray:
        """Return the n × n matrix with ``values`` at the pairs (rows, columns), ``fill`` elsewhere.

        Pairs with a state that is no member this year are left out.

        Parameters
        ----------
        rows, columns : array of int, shape (k,)
            Country codes of the pairs.
        values : scalar or array, shape (k,), default True
        fill : scalar, default False
            Value of the other pairs.

        Returns
        -------
        array, shape (n, n)
            Of the type that holds both ``values`` and ``fill``.
        """
        i, j = self.positions(rows), self.positions(columns)
        members = (i >= 0) & (j >= 0)
        values = np.broadcast_to(np.asarray(values), members.shape)
        matrix = np.full((len(self), len(self)), fill, dtype=np.result_type(values, np.asarray(fill)))
        matrix[i[members], j[members]] = values[members]
        return matrix

    def symmetric(self, dyads: pd.DataFrame, values=True, fill=False) -> np.ndarray:
        """Return the symmetric n × n matrix of an undirected dyadic variable, ``fill`` on the diagonal.

        Parameters
        ----------
        dyads : DataFrame
            ccode1, ccode2: k pairs, each listed once.
        values, fill
            As in :meth:`directed`.

        Returns
        -------
        array, shape (n, n)
            Of the type that holds both ``values`` and ``fill``.
        """
        first, second = dyads["ccode1"].to_numpy(), dyads["ccode2"].to_numpy()
        values = np.broadcast_to(np.asarray(values), first.shape)
        both = np.concatenate
        return self.directed(both([first, second]), both([second, first]), both([values, values]), fill)


def by_year(frame: pd.DataFrame) -> dict[int, pd.DataFrame]:
    """Split a frame into one frame a year.

    Parameters
    ----------
    frame : DataFrame
        Has the column year.

    Returns
    -------
    dict of int to DataFrame
        In the order of years; a year without rows has no entry.
    """
    return {int(year): rows for year, rows in frame.groupby("year", sort=True)}
