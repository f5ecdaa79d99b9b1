"""Yearly network series: the actual alliance networks and those that the model expects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from entente.networks.cliques import naming
from entente.networks.description import describe
from entente.systems.dyads import ALLIANCES
from entente.systems.international_system import InternationalSystem

#: Networks of a year by name, each with the iteration of the model that it is of, if any.
Networks = dict[str, tuple[int | None, np.ndarray]]


def intermediate_iteration(year: int, iterations: int, seed: int) -> int | None:
    """Draw an iteration strictly between the first and the last, or None where there is none.

    The draw depends on the seed and the year alone, not on which years are run together.

    Parameters
    ----------
    year, iterations : int
        The year, and the number of iterations K of its run: the draw is from 2..K−1.
    seed : int
        The configured seed.

    Returns
    -------
    int or None
        None if K is at most 2.
    """
    return drawn_between(np.random.default_rng(np.random.SeedSequence(entropy=[seed, year])), iterations)


def drawn_between(generator: np.random.Generator, iterations: int) -> int | None:
    """Draw an iteration from 2..K−1, each as likely, or None if there is none.

    Parameters
    ----------
    generator : Generator
    iterations : int
        Number of iterations K of the run.
    """
    return None if iterations <= 2 else int(generator.integers(2, iterations))


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
    """Return the networks that the series describe of a run of the model.

    Parameters
    ----------
    year : int
    alliances : sequence of ndarray of bool, shape (n, n)
        Of each iteration of the year's run.
    seed : int
        See :func:`intermediate_iteration`.

    Returns
    -------
    dict of str to (int, ndarray of bool, shape (n, n))
        abm_first, abm_intermediate (absent where there is none) and abm_last: the iteration, counted from 1,
        and its alliances.
    """
    iterations = {
        "abm_first": 1,
        "abm_intermediate": intermediate_iteration(year, len(alliances), seed),
        "abm_last": len(alliances),
    }
    return {
        network: (iteration, alliances[iteration - 1])
        for network, iteration in iterations.items()
        if iteration is not None
    }


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
