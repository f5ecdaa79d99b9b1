"""The international system of one year, and what the model is given, over the members of the system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
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


@dataclass(frozen=True, eq=False)
class ModelInputs:
    """The five inputs of the model for n states, under the names of its arguments (Maoz 2011, p. 11).

    Capabilities, float64 (n,), are shares that sum to 1; row i of srg, bool (n, n), is the strategic
    reference group of state i before the first iteration; mid and cooperation, bool (n, n), symmetric, are
    disputes in the sense of the model and joint cooperation; democracy, bool (n,), says who is one.
    """

    capability: np.ndarray
    srg: np.ndarray
    mid: np.ndarray
    democracy: np.ndarray
    cooperation: np.ndarray

    @property
    def arguments(self) -> dict[str, np.ndarray]:
        """The five inputs by name, without what else a system holds, for :func:`entente.abm.simulate`."""
        return {field.name: getattr(self, field.name) for field in fields(ModelInputs)}


@dataclass(frozen=True, eq=False)
class InternationalSystem(ModelInputs):
    """The members of one year with their attributes and relations, those that the model is given first.

    The axis holds the n members in the order of their codes; states are the state attributes of the year in
    that order, dyads its dyad attributes.
    """

    year: int
    axis: YearAxis
    states: pd.DataFrame
    dyads: pd.DataFrame

    def matrix(self, column: str) -> np.ndarray:
        """Return a dyad attribute, one of ``DYADIC``, as a symmetric matrix, (n, n).

        ``DYADIC`` also gives the value of the diagonal and of pairs without a row.
        """
        return self.axis.symmetric(self.dyads, self.dyads[column].to_numpy(), DYADIC[column])

    def pairs(self, matrix: np.ndarray) -> np.ndarray:
        """Return the entries (i, j) of a matrix, (n, n), for the year's dyads, in their order."""
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
    """Yield the system of each year of the tables state_attributes, dyad_attributes, threats and srg.

    The model takes for a dispute (``mid``) one within the window, one in the "year", or any "threat" (a
    choice: the paper does not say).  ``symmetrise`` makes strategic reference groups mutual: j is in i's if i
    is in j's.
    """
    dyads_of, threats_of, srg_of = by_year(dyads), by_year(threats[threats[MID_COLUMNS[mid]]]), by_year(srg)
    for year, of_year in by_year(states).items():
        axis = YearAxis(of_year["ccode"].to_numpy())
        groups = srg_of.get(year, srg.iloc[:0])
        reference = axis.directed(groups["ccode"], groups["member"])
        of_pairs = dyads_of.get(year, dyads.iloc[:0])
        yield InternationalSystem(
            capability=of_year["capability"].to_numpy(),
            srg=reference | reference.T if symmetrise else reference,
            mid=axis.symmetric(threats_of.get(year, threats.iloc[:0])),
            democracy=of_year["democracy"].to_numpy(),
            cooperation=axis.symmetric(of_pairs, of_pairs["joint_cooperation"].to_numpy()),
            year=year,
            axis=axis,
            states=of_year,
            dyads=of_pairs,
        )


def system_tables(panels: str | Path) -> dict[str, Path]:
    """Return what :func:`read_systems` takes, the paths of its tables in the folder that holds them."""
    files = {"states": "state_attributes", "dyads": "dyad_attributes", "threats": "threats", "srg": "srg"}
    return {name: Path(panels) / f"{file}.parquet" for name, file in files.items()}


def read_systems(
    tables: Mapping[str, str], years: tuple[int, int] | None = None, **definitions
) -> Iterator[InternationalSystem]:
    """Yield the systems of the years from the first to the last given, read from their tables.

    ``tables`` are paths of states (attributes), dyads (attributes), threats and srg; without ``years`` these
    are all.  Definitions are ``mid`` and ``symmetrise``, see :func:`international_systems`.
    """
    read = {name: read_table(tables[name], years=years) for name in ("states", "dyads", "threats", "srg")}
    return international_systems(**read, **definitions)
