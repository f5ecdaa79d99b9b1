"""The actual alliance networks of the years, with the states' codes and names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import networkx as nx
import numpy as np

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import NotTestable
from entente.networks.cliques import maximal_cliques
from entente.systems.matrices import YearAxis


@dataclass(frozen=True)
class Network:
    """Alliances of a year: codes of the states, int (n,), their names by code, and ties, bool (n, n)."""

    codes: np.ndarray
    names: dict[int, str]
    ties: np.ndarray

    def cliques(self) -> np.ndarray:
        """Return who is in each maximal clique, int64 (k, n) of 0 and 1; a state without allies is one."""
        return maximal_cliques(self.ties).astype(np.int64).T

    def components(self) -> list[list[int]]:
        """Return the codes of the states in each component, largest first."""
        graph = nx.from_numpy_array(self.ties)
        found = [self.codes[sorted(nodes)].tolist() for nodes in nx.connected_components(graph)]
        return sorted(found, key=lambda part: (-len(part), part))


def require_years(evidence: Evidence, first: int, last: int) -> None:
    """Raise NotTestable if the run does not cover the years that a claim is about."""
    covered = evidence["system_years"]["year"]
    if covered.min() > first or covered.max() < last:
        wanted = f"{first}" if first == last else f"{first}–{last}"
        raise NotTestable(f"the run covers {covered.min()}–{covered.max()}, not {wanted}")


def network(evidence: Evidence, year: int, kind: str = "pact", states: Collection[int] = ()) -> Network:
    """Return the network of a year by "pact" or "any" alliance.

    NotTestable is raised if the run does not cover the year, or one of ``states`` is no member in it.
    """
    require_years(evidence, year, year)
    members, dyads = evidence["state_years"], evidence["dyad_years"]
    members = members[members["year"] == year].sort_values("ccode")
    if missing := set(states) - set(members["ccode"]):
        raise NotTestable(f"no state {', '.join(map(str, sorted(missing)))} in {year}")
    axis = YearAxis(members["ccode"].to_numpy())
    allied = dyads.loc[(dyads["year"] == year) & dyads[f"ally_{kind}"], ["ccode1", "ccode2"]]
    names = dict(zip(members["ccode"], members["name"], strict=True))
    return Network(axis.codes, names, axis.symmetric(allied))


def networks_of_all_years(evidence: Evidence, kind: str = "pact") -> Iterator[Network]:
    """Yield the network of each year of the run, in order."""
    for year in np.unique(evidence["state_years"]["year"]).tolist():
        yield network(evidence, year, kind)
