"""Yearly series: the actual alliance networks, those that the model expects, and what goes into the model.

Also how well the model with some of its modules only expects actual alliances.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from entente.abm.history import run_systems
from entente.abm.rules import Rules
from entente.core.schema import load_schema
from entente.networks.cliques import naming
from entente.networks.description import describe
from entente.systems.alliance_types import ALLIANCES
from entente.systems.international_system import InternationalSystem

#: All modules of the model, and all, each left out, each alone: the names are those of the table module_fits.
SUBSETS = ("D EE JC", "EE JC", "D JC", "D EE", "D", "EE", "JC")

#: Networks of a year by name, each with the iteration of the model that it is of, if any.
Networks = dict[str, tuple[int | None, np.ndarray]]


def stages(
    alliances: Sequence[np.ndarray], generator: np.random.Generator
) -> dict[str, tuple[int, np.ndarray]]:
    """Return the iterations of a run that are described, of the alliances of each of K iterations.

    "first", "intermediate" (absent if K is at most 2) and "last": the iteration, from 1, and its alliances,
    bool (n, n).  The generator draws the intermediate iteration from 2..K−1, each as likely.
    """
    last = len(alliances)
    drawn = {"intermediate": int(generator.integers(2, last))} if last > 2 else {}
    iterations = {"first": 1, **drawn, "last": last}
    return {stage: (iteration, alliances[iteration - 1]) for stage, iteration in iterations.items()}


def network_series(
    years: Iterable[tuple[InternationalSystem, Networks]], *, max_cliques: int
) -> pd.DataFrame:
    """Describe the networks of each year, from :func:`actual_networks` or :func:`expected_networks`.

    It makes year, network, iteration (missing for actual networks), then the measures of
    :func:`entente.networks.description.describe`.  TooManyCliques is raised if a network has more than the
    bound.
    """
    rows = [
        {
            "year": system.year,
            "network": network,
            "iteration": iteration,
            **measures_of(network, system.year, adjacency, system.capability, max_cliques),
        }
        for system, networks in years
        for network, (iteration, adjacency) in networks.items()
    ]
    return pd.DataFrame(rows).astype({"iteration": "Int16"})


def actual_networks(system: InternationalSystem) -> Networks:
    """Return the actual alliance networks of a year, by any obligation and by pact."""
    return {f"actual_{kind}": (None, system.matrix(f"ally_{kind}")) for kind in ALLIANCES}


def expected_networks(year: int, alliances: Sequence[np.ndarray], seed: int) -> Networks:
    """Return the stages of a year's run as abm_first, abm_last and, if it has one, abm_intermediate.

    The draw depends on the seed and the year alone, not on which years are run together.
    """
    of_run = stages(alliances, np.random.default_rng([seed, year]))
    return {f"abm_{stage}": found for stage, found in of_run.items()}


def measures_of(
    network: str, year: int, adjacency: np.ndarray, capability: np.ndarray, max_cliques: int
) -> dict[str, int | float]:
    """Describe one network of a year, and name it if it has more cliques than the bound."""
    with naming(f"{network}, {year}"):
        return describe(adjacency, capability, max_cliques)


def inputs_series(
    states: pd.DataFrame, dyads: pd.DataFrame, threats: pd.DataFrame, srg: pd.DataFrame
) -> pd.DataFrame:
    """Return, for each year, undirected dyad counts of conflict and alliance, and the mean size of groups.

    Of the tables state_attributes, dyad_attributes, threats and srg it makes year, n (states), then numbers
    of dyads: mid1 (disputes in t), mid5 (disputes within the window), war10 (wars within the window),
    rivalry, threat, ally_any, ally_pact; srg_mean (mean size of the strategic reference groups, states).  The
    windows are those of the configuration, 5 and 10 years by default.
    """
    counts = states.groupby("year").size().to_frame("n")
    kinds = ["dispute", "recent_dispute", "recent_war", "rivalry", "threat"]
    named = {"dispute": "mid1", "recent_dispute": "mid5", "recent_war": "war10"}
    counts = counts.join(threats.groupby("year")[kinds].sum().rename(columns=named))
    counts = counts.join(dyads.groupby("year")[["ally_any", "ally_pact"]].sum())
    counts["srg_mean"] = srg.groupby("year").size().reindex(counts.index, fill_value=0) / counts["n"]
    # A year without any conflict has no row among the threats.
    return counts.fillna(0).reset_index()


def module_fits(systems: Iterable[InternationalSystem], rules: Rules) -> pd.DataFrame:
    """Run the model with each subset of its modules on every year and correlate prediction and history.

    ``systems`` are those of the years; modules are left out of the order of ``rules``, the run's.  Table
    module_fits counts pairs, and those allied by the model's last iteration (predicted), in history (actual)
    and by both (shared); the correlation is missing where nobody is allied by one of them, or everybody.
    """
    systems, rows = list(systems), []
    for subset in SUBSETS:
        searched = tuple(module for module in rules.modules if module in subset.split())
        if searched:
            for system, run in run_systems(systems, replace(rules, modules=searched), keep="last"):
                expected = run.alliances[-1]
                pairs = len(expected) * (len(expected) - 1) // 2
                for kind in ALLIANCES:
                    actual = system.matrix(f"ally_{kind}")
                    ties = (int(ties.sum()) // 2 for ties in (expected, actual, expected & actual))
                    rows.append((system.year, subset, kind, pairs, *ties))
    columns = ["year", "modules", "alliance", "pairs", "predicted", "actual", "shared"]
    table = pd.DataFrame(rows, columns=columns)
    table["correlation"] = [correlation_of_counts(*row) for row in table[columns[3:]].itertuples(index=False)]
    return load_schema("maoz2011/module_fits").validate(table)


def correlation_of_counts(pairs: int, predicted: int, actual: int, shared: int) -> float:
    """Return the correlation of two indicators of the same pairs from how many each and both mark."""
    spread = predicted * (pairs - predicted) * actual * (pairs - actual)
    return (pairs * shared - predicted * actual) / spread**0.5 if spread else float("nan")
