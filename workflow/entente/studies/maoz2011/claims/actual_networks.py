"""The actual alliance networks of the years, as matrices with the states' codes and names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import NotTestable
from entente.networks.cliques import maximal_cliques
from entente.systems.matrices import YearAxis


@dataclass(frozen=True)
class Network:
    """An alliance network of one year.

    Attributes
    ----------
    codes : ndarray of int, shape (n,)
    ties : ndarray of bool, shape (n, n)
    names : dict of int to str
    """

    codes: np.ndarray
    ties: np.ndarray
    names: dict[int, str]

    def cliques(self) -> np.ndarray:
        """Return the maximal cliques, states without allies included, shape (k, n), of bool."""
        return maximal_cliques(self.ties).astype(bool).T

    def components(self) -> list[list[int]]:
        """Return the codes of the states in each connected component, largest first."""
        from entente.networks.adjacency import to_igraph

        found = [
            [int(self.codes[node]) for node in part] for part in to_igraph(self.ties).connected_components()
        ]
        return sorted(found, key=lambda part: (-len(part), part))

    def named(self, codes) -> str:
        """Return the names of states, in the order of their codes."""
        return ", ".join(self.names.get(code, str(code)) for code in sorted(codes))


def network(evidence: Evidence, year: int, kind: str = "pact") -> Network:
    """Return the network of a year.

    Parameters
    ----------
    evidence : Evidence
    year : int
    kind : {"pact", "any"}

    Returns
    -------
    Network

    Raises
    ------
    NotTestable
        If the run does not cover the year.
    """
    evidence.require_years(year, year)
    states = evidence.once(_members)[year]
    axis = YearAxis(states["ccode"].to_numpy())
    allied = evidence.once({"pact": _pacts, "any": _alliances}[kind]).get(year)
    n = len(axis)
    ties = np.zeros((n, n), dtype=bool) if allied is None else axis.symmetric(allied)
    return Network(axis.codes, ties, dict(zip(states["ccode"], states["name"], strict=True)))


def require_states(found: Network, codes: set[int], year: int) -> None:
    """Refuse a claim about states that are no members in the year.

    Raises
    ------
    NotTestable
    """
    missing = codes - set(found.codes.tolist())
    if missing:
        raise NotTestable(f"no state {', '.join(map(str, sorted(missing)))} in {year}")


def years(evidence: Evidence) -> list[int]:
    """Return the years of the run, in order."""
    return list(evidence.once(_members))


def _members(evidence: Evidence) -> dict[int, pd.DataFrame]:
    return _by_year(evidence["state_years"][["year", "ccode", "name"]].sort_values(["year", "ccode"]))


def _pacts(evidence: Evidence) -> dict[int, pd.DataFrame]:
    return _allied(evidence, "ally_pact")


def _alliances(evidence: Evidence) -> dict[int, pd.DataFrame]:
    return _allied(evidence, "ally_any")


def _allied(evidence: Evidence, column: str) -> dict[int, pd.DataFrame]:
    dyads = evidence["dyad_years"]
    return _by_year(dyads.loc[dyads[column], ["year", "ccode1", "ccode2"]])


def _by_year(frame: pd.DataFrame) -> dict[int, pd.DataFrame]:
    return {int(year): rows for year, rows in frame.groupby("year", sort=True)}
