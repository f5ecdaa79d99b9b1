"""The international system of one year as vectors and matrices over its members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from entente.core.storage import read_table
from entente.systems.matrices import YearAxis, by_year

#: Columns of the threats that can serve as the model's MID matrix.
MID_COLUMNS = {"window": "recent_dispute", "year": "dispute", "threat": "threat"}

#: Columns of the dyad attributes that a system holds as matrices, and what stands for a pair without a row.
DYADIC = {
    "ally_any": False,
    "ally_pact": False,
    "joint_cooperation": False,
    "commitment": 0.0,
    "past_trade": np.nan,
    "past_joint_igo": np.nan,
    "cultural_similarity": np.nan,
}


@dataclass(frozen=True)
class InternationalSystem:
    """The members of one year with their attributes and relations.

    Attributes
    ----------
    year : int
    axis : YearAxis
        The n members in the order of their codes.
    states : DataFrame
        The state attributes of the year, in the order of the axis; ``capability``, ``regime_score`` and
        ``democracy`` are its columns as arrays of shape (n,).
    dyads : DataFrame
        The dyad attributes of the year.
    srg : array of bool, shape (n, n)
        Row i is the strategic reference group of state i.
    mid : array of bool, shape (n, n)
        Disputes in the sense of the model, symmetric.
    """

    year: int
    axis: YearAxis
    states: pd.DataFrame
    dyads: pd.DataFrame
    srg: np.ndarray
    mid: np.ndarray

    @property
    def capability(self) -> np.ndarray:
        """Capability shares, which sum to 1: float64, shape (n,)."""
        return self.states["capability"].to_numpy()

    @property
    def democracy(self) -> np.ndarray:
        """Which states are democracies: bool, shape (n,)."""
        return self.states["democracy"].to_numpy()

    @property
    def regime_score(self) -> np.ndarray:
        """Regime scores, −100 to 100, missing where unknown: float64, shape (n,)."""
        return self.states["regime_score"].to_numpy()

    @property
    def model_inputs(self) -> dict[str, np.ndarray]:
        """The five inputs of the model, by the names that :func:`entente.abm.simulate` takes."""
        return {
            "capability": self.capability,
            "srg": self.srg,
            "mid": self.mid,
            "democracy": self.democracy,
            "cooperation": self.matrix("joint_cooperation"),
        }

    def matrix(self, column: str) -> np.ndarray:
        """Return a dyad attribute as a symmetric matrix.

        Parameters
        ----------
        column : str
            One of ``DYADIC``, which also gives the value of the diagonal and of pairs without a row.

        Returns
        -------
        array of bool or float64, shape (n, n)
        """
        dyads = self.dyads
        values = dyads[column].to_numpy()
        return self.axis.symmetric(
            dyads["ccode1"].to_numpy(), dyads["ccode2"].to_numpy(), values, DYADIC[column]
        )

    def pairs(self, matrix: np.ndarray) -> np.ndarray:
        """Return the entries (i, j) of a matrix for the year's dyads, in their order.

        Parameters
        ----------
        matrix : array, shape (n, n)

        Returns
        -------
        array, shape (len(dyads),)
        """
        return matrix[self.axis.positions(self.dyads["ccode1"]), self.axis.positions(self.dyads["ccode2"])]


def international_systems(
    states: pd.DataFrame,
    dyads: pd.DataFrame,
    threats: pd.DataFrame,
    srg: pd.DataFrame,
    *,
    mid: str,
    symmetrise: bool = False,
) -> Iterator[InternationalSystem]:
    """Yield the system of each year of ``states``.

    Parameters
    ----------
    states, dyads, threats, srg : DataFrame
        The tables state_attributes, dyad_attributes, threats and srg.
    mid : {"window", "year", "threat"}
        What the model takes for a dispute: one within the window, one in t, or any threat (a choice: the
        paper does not say).
    symmetrise : bool, default False
        Make strategic reference groups mutual: j is in i's if i is in j's.

    Yields
    ------
    InternationalSystem
        In the order of years.
    """
    dyads_of, threats_of, srg_of = by_year(dyads), by_year(threats[threats[MID_COLUMNS[mid]]]), by_year(srg)
    for year, of_year in by_year(states).items():
        axis = YearAxis(of_year["ccode"].to_numpy())
        groups = srg_of.get(year, srg.iloc[:0])
        reference = axis.directed(groups["ccode"].to_numpy(), groups["member"].to_numpy(), True)
        yield InternationalSystem(
            year=year,
            axis=axis,
            states=of_year,
            dyads=dyads_of.get(year, dyads.iloc[:0]),
            srg=reference | reference.T if symmetrise else reference,
            mid=axis.indicator(threats_of.get(year, threats.iloc[:0])),
        )


def system_tables(panels: str | Path) -> dict[str, Path]:
    """Return the paths of the tables of which systems are made, given the folder ``results/<run>/panels``.

    Parameters
    ----------
    panels : path

    Returns
    -------
    dict of str to Path
        What :func:`read_systems` takes.
    """
    files = {"states": "state_attributes", "dyads": "dyad_attributes", "threats": "threats", "srg": "srg"}
    return {name: Path(panels) / f"{file}.parquet" for name, file in files.items()}


def read_systems(
    tables: Mapping[str, str], years: tuple[int, int] | None = None, **definitions
) -> Iterator[InternationalSystem]:
    """Yield the systems of the years from the first to the last given, read from their tables.

    Parameters
    ----------
    tables : mapping of str to path
        Paths of the tables states (attributes), dyads (attributes), threats and srg.
    years : (int, int), optional
        First and last year; all years by default.
    **definitions
        ``mid`` and ``symmetrise``, see :func:`international_systems`.

    Returns
    -------
    iterator of InternationalSystem
        In the order of years.
    """
    read = {name: read_table(tables[name], years=years) for name in ("states", "dyads", "threats", "srg")}
    return international_systems(**read, **definitions)
