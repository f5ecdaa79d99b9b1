"""Yearly network series: the actual alliance networks and those that the model expects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from entente.networks.cliques import naming
from entente.networks.description import describe
from entente.systems.alliance_types import ALLIANCES
from entente.systems.international_system import InternationalSystem

#: Networks of a year by name, each with the iteration of the model that it is of, if any.
Networks = dict[str, tuple[int | None, np.ndarray]]


def stages(
    alliances: Sequence[np.ndarray], generator: np.random.Generator
) -> dict[str, tuple[int, np.ndarray]]:
    """Return the iterations of a run that are described.

    Parameters
    ----------
    alliances : sequence of ndarray of bool, shape (n, n)
        Of each of K iterations.
    generator : Generator
        Draws the intermediate iteration from 2..K−1, each as likely.

    Returns
    -------
    dict of str to (int, ndarray of bool, shape (n, n))
        "first", "intermediate" (absent if K is at most 2), "last": the iteration, from 1, and its alliances.
    """
    last = len(alliances)
    drawn = {"intermediate": int(generator.integers(2, last))} if last > 2 else {}
    iterations = {"first": 1, **drawn, "last": last}
    return {stage: (iteration, alliances[iteration - 1]) for stage, iteration in iterations.items()}


def actual_series(systems: Iterable[InternationalSystem], *, max_cliques: int) -> pd.DataFrame:
    """Describe the actual alliance networks of each year, by any obligation and by pact.

    Parameters
    ----------
    systems : iterable of InternationalSystem
        One a year.
    max_cliques : int
        Bound on the number of cliques of a network.

    Returns
    -------
    DataFrame
        year, network, iteration (missing), then the measures of
        :func:`entente.networks.description.describe`.

    Raises
    ------
    TooManyCliques
        If a network has more cliques than the bound.
    """
    return _series(((system, actual_networks(system)) for system in systems), max_cliques)


def expected_series(
    runs: Iterable[tuple[InternationalSystem, Sequence[np.ndarray]]], *, seed: int, max_cliques: int
) -> pd.DataFrame:
    """Describe the networks that the model expects for each year.

    Parameters
    ----------
    runs : iterable of (InternationalSystem, sequence of ndarray of bool, shape (n, n))
        For each year its system, and the alliances of each iteration of the model's run on it.
    seed : int
        Of the draw of intermediate iterations.
    max_cliques : int
        Bound on the number of cliques of a network.

    Returns
    -------
    DataFrame
        year, network, iteration, then the measures of :func:`entente.networks.description.describe`.  A year
        whose run has no intermediate iteration has no row for it.

    Raises
    ------
    TooManyCliques
        If a network has more cliques than the bound.
    """
    networks = ((system, expected_networks(system.year, alliances, seed)) for system, alliances in runs)
    return _series(networks, max_cliques)


def actual_networks(system: InternationalSystem) -> Networks:
    """Return the actual alliance networks of a year, by any obligation and by pact."""
    return {f"actual_{kind}": (None, system.matrix(f"ally_{kind}")) for kind in ALLIANCES}


def expected_networks(year: int, alliances: Sequence[np.ndarray], seed: int) -> Networks:
    """Return the stages of a year's run as abm_first, abm_intermediate and abm_last.

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


def _series(years: Iterable[tuple[InternationalSystem, Networks]], max_cliques: int) -> pd.DataFrame:
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
