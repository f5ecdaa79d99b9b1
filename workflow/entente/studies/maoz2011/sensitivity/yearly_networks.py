"""What a variant is measured on: its networks of every year, and the attributes of states and dyads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from entente.abm.history import run_systems
from entente.abm.rules import Rules
from entente.networks.polarization import polarization
from entente.studies.maoz2011.network_series import actual_networks, expected_networks, measures_of
from entente.studies.maoz2011.panels import allies_of_states
from entente.systems.alliance_types import ALLIANCES
from entente.systems.international_system import InternationalSystem

#: By a switch and its value that is not the default: a measure, and the column that it is read from.
COLUMNS = {
    ("transitivity", "global"): ("transitivity", "transitivity_global"),
    ("overlap", "cmoi"): ("npi", "npi_cmoi"),
    ("isolates", "drop"): ("npi", "npi_drop"),
    ("odd_rule", False): ("npi", "npi_over_square"),
    ("weights", "capability"): ("npi", "npi_weighted"),
}

#: Columns that the network series do not have.
FURTHER = ("npi_over_square", "npi_weighted")


def network_years(
    systems: Iterable[InternationalSystem],
    rules: Rules,
    *,
    seed: int,
    max_cliques: int,
    further: Collection[str] = (),
) -> pd.DataFrame:
    """Run the model on each year's system and measure its networks beside the actual ones.

    It makes year, network, iteration, converged (of the year's run), the measures of
    :func:`entente.networks.description.describe`, the columns of ``FURTHER`` that are asked for, then
    shared_any and shared_pact: how many of the network's dyads are allied in fact.  iteration and converged
    are missing for actual networks; a year whose run has no intermediate iteration has no row for it.
    TooManyCliques is raised if a network has more than the bound.
    """
    rows = []
    for system, run in run_systems(systems, rules):
        actual = actual_networks(system)
        expected = expected_networks(system.year, run.alliances, seed)
        for network, (iteration, adjacency) in (actual | expected).items():
            row = {"year": system.year, "network": network, "iteration": iteration}
            row["converged"] = None if iteration is None else run.converged
            row |= measures_of(network, system.year, adjacency, system.capability, max_cliques)
            row |= _further(adjacency, system.capability, max_cliques, further)
            for kind in ALLIANCES:
                _, ties = actual[f"actual_{kind}"]
                row[f"shared_{kind}"] = int((adjacency & ties).sum()) // 2
            rows.append(row)
    return pd.DataFrame(rows).astype({"iteration": "Int16", "converged": "boolean"})


def _further(
    adjacency: np.ndarray, capability: np.ndarray, max_cliques: int, wanted: Collection[str]
) -> dict[str, float]:
    options = dict(zip(FURTHER, ({"odd_rule": False}, {"capability": capability}), strict=True))
    return {
        column: polarization(adjacency, max_cliques=max_cliques, **options[column]).npi
        for column in FURTHER
        if column in wanted
    }


def further_measures(variants: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return which columns of ``FURTHER`` variants are measured by."""
    return {column for measures in variants for column in _read_from(measures).values()} & set(FURTHER)


def as_measured(series: pd.DataFrame, measures: Mapping[str, Any]) -> pd.DataFrame:
    """Return the series with ``transitivity`` and ``npi`` as one variant measures them.

    At most one of its measures is not the default.
    """
    return series.assign(**{measure: series[column] for measure, column in _read_from(measures).items()})


def _read_from(measures: Mapping[str, Any]) -> dict[str, str]:
    return dict(read for (switch, value), read in COLUMNS.items() if measures[switch] == value)


def panels(systems: Iterable[InternationalSystem]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the columns of the state-year and dyad-year panels that moments of the text rest on.

    These are regime, and allies and their capabilities by each kind of alliance; and ally_any, ally_pact,
    srg_mutual.  The groups of the systems, one a year, are as they are, not made mutual.
    """
    states: dict[str, list[np.ndarray]] = defaultdict(list)
    dyads: dict[str, list[np.ndarray]] = defaultdict(list)
    # Arrays, joined once: frames of single years would take longer than the model.
    for system in systems:
        states["regime"].append(system.states["regime"].to_numpy())
        dyads["srg_mutual"].append(system.pairs(system.srg & system.srg.T))
        for kind in ALLIANCES:
            dyads[f"ally_{kind}"].append(system.dyads[f"ally_{kind}"].to_numpy())
            for name, of_states in allies_of_states(system, kind).items():
                states[name].append(of_states)
    state_years, dyad_years = (
        pd.DataFrame({name: np.concatenate(parts) for name, parts in columns.items()})
        for columns in (states, dyads)
    )
    return state_years, dyad_years
