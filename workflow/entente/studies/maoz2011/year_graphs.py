"""The networks of a year as graphs, whose nodes have the names of the states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from entente.abm.history import stored_alliances
from entente.networks.graphs import labelled_graph
from entente.studies.maoz2011.network_series import actual_networks, expected_networks
from entente.systems.international_system import InternationalSystem

if TYPE_CHECKING:
    import networkx as nx

#: What describes a state, of its attributes.
DESCRIBED_BY = ("ccode", "abbreviation", "capability", "democracy", "regime", "major_power")


def year_graphs(
    system: InternationalSystem, ties: pd.DataFrame, runs: pd.DataFrame, seed: int, label: str = ""
) -> dict[str, nx.Graph]:
    """Return the actual networks of a year, and those that the model expects, by the names of the series.

    ``ties`` and ``runs`` are the tables abm_ties and abm_runs of a rule set; the seed draws the intermediate
    iteration, which a short run does not have.  Nodes are the names of the members, described by
    ``DESCRIBED_BY``; what is missing is left out.  A graph is called after its network and year, with the
    label of the run, if it has one.
    """
    [(_, alliances)] = stored_alliances([system], ties, runs)
    found = actual_networks(system) | expected_networks(system.year, alliances, seed)
    states = system.states.set_index("name")[list(DESCRIBED_BY)]
    graphs = {name: labelled_graph(network, states) for name, (_, network) in found.items()}
    for name, graph in graphs.items():
        graph.name = " ".join(filter(None, [name, str(system.year), label]))
    return graphs
