"""The actual alliance networks of the years: graphs of the states by code, each with its name."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import networkx as nx
import numpy as np

from entente.core.errors import SchemaError
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import NotTestable
from entente.networks.cliques import maximal_cliques


def require_years(evidence: Evidence, first: int, last: int) -> None:
    """Raise NotTestable if the run does not cover the years that a claim is about."""
    covered = evidence["system_years"]["year"]
    if covered.min() > first or covered.max() < last:
        wanted = f"{first}" if first == last else f"{first}–{last}"
        raise NotTestable(f"the run covers {covered.min()}–{covered.max()}, not {wanted}")


def network(evidence: Evidence, year: int, kind: str = "pact", states: Collection[int] = ()) -> nx.Graph:
    """Return the network of a year by "pact" or "any" alliance, its states in the order of their codes.

    NotTestable is raised if the run does not cover the year, or one of ``states`` is no member in it.
    """
    require_years(evidence, year, year)
    members, dyads = evidence["state_years"], evidence["dyad_years"]
    members = members[members["year"] == year].sort_values("ccode").set_index("ccode")
    if missing := set(states) - set(members.index):
        raise NotTestable(f"no state {', '.join(map(str, sorted(missing)))} in {year}")
    graph = nx.Graph()
    graph.add_nodes_from((code, {"name": name}) for code, name in members["name"].items())
    allied = dyads.loc[(dyads["year"] == year) & dyads[f"ally_{kind}"], ["ccode1", "ccode2"]]
    graph.add_edges_from(allied.to_numpy().tolist())
    if strangers := set(graph) - set(members.index):
        raise SchemaError(
            f"The dyads of {year} have states that are no members: {sorted(strangers)}.",
            "Rebuild the panels of states and of dyads together.",
        )
    return graph


def networks_of_all_years(evidence: Evidence, kind: str = "pact") -> Iterator[nx.Graph]:
    """Yield the network of each year of the run, in order."""
    for year in np.unique(evidence["state_years"]["year"]).tolist():
        yield network(evidence, year, kind)


def cliques(graph: nx.Graph) -> np.ndarray:
    """Return who is in each maximal clique, int64 (k, n) of 0 and 1; a state without allies is one."""
    return maximal_cliques(nx.to_numpy_array(graph, dtype=bool)).astype(np.int64).T


def components(graph: nx.Graph) -> list[list[int]]:
    """Return the codes of the states in each component, largest first."""
    return sorted(map(sorted, nx.connected_components(graph)), key=lambda part: (-len(part), part))
