"""Yearly network series: the actual alliance networks and those that the model expects."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from entente.networks.cliques import naming
from entente.networks.description import describe
from entente.systems.international_system import InternationalSystem
from entente.systems.matrices import by_year


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
    rows = [
        _row(system, f"actual_{kind}", None, system.matrix(f"ally_{kind}"), max_cliques)
        for system in systems
        for kind in ("any", "pact")
    ]
    return _series(rows)


def expected_series(
    systems: Iterable[InternationalSystem],
    ties: pd.DataFrame,
    runs: pd.DataFrame,
    *,
    seed: int,
    max_cliques: int,
) -> pd.DataFrame:
    """Describe the networks that the model expects for each year.

    Parameters
    ----------
    systems : iterable of InternationalSystem
        One a year.
    ties, runs : DataFrame
        Tables abm_ties and abm_runs of the same years.
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
    alliances_of = by_year(ties[ties["alliance"]])
    iterations_of = runs.set_index("year")["iterations"]
    rows = []
    for system in systems:
        alliances = alliances_of.get(system.year, ties.iloc[:0])
        for network, iteration in drawn_iterations(
            system.year, int(iterations_of[system.year]), seed
        ).items():
            expected = alliances[alliances["iteration"] == iteration]
            adjacency = system.axis.directed(
                expected["ccode"].to_numpy(), expected["partner"].to_numpy(), True
            )
            rows.append(_row(system, network, iteration, adjacency, max_cliques))
    return _series(rows)


def drawn_iterations(year: int, iterations: int, seed: int) -> dict[str, int]:
    """Return the iterations of a year's run that the series describe, by the name of the network.

    Parameters
    ----------
    year, iterations, seed : int
        See :func:`intermediate_iteration`.

    Returns
    -------
    dict of str to int
        abm_first, abm_intermediate (absent where there is none) and abm_last, counted from 1.
    """
    drawn = {
        "abm_first": 1,
        "abm_intermediate": intermediate_iteration(year, iterations, seed),
        "abm_last": iterations,
    }
    return {network: iteration for network, iteration in drawn.items() if iteration is not None}


def _row(
    system: InternationalSystem, network: str, iteration: int | None, adjacency: np.ndarray, max_cliques: int
) -> dict:
    with naming(f"{network}, {system.year}"):
        measures = describe(adjacency, system.capability, max_cliques)
    return {"year": system.year, "network": network, "iteration": iteration, **measures}


def _series(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(rows).astype({"iteration": "Int16"})
