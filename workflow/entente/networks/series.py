"""Yearly network series: the actual alliance networks and those that the model expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from entente.networks.cliques import naming
from entente.networks.description import describe
from entente.panel.matrices import by_year
from entente.panel.system import InternationalSystem


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
    if iterations <= 2:
        return None
    generator = np.random.default_rng(np.random.SeedSequence(entropy=[seed, year]))
    return int(generator.integers(2, iterations))


def network_series(
    systems: Iterable[InternationalSystem],
    ties: pd.DataFrame,
    runs: pd.DataFrame,
    *,
    seed: int,
    max_cliques: int,
) -> pd.DataFrame:
    """Describe the actual and expected networks of each year.

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
        year, network, iteration (of the model; missing for actual networks), then the measures of
        :func:`entente.networks.description.describe`.  A year whose run has no intermediate iteration has
        no row for it.

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
        iterations = int(iterations_of[system.year])
        for network, iteration, adjacency in _networks(system, alliances, iterations, seed):
            with naming(f"{network}, {system.year}"):
                measures = describe(adjacency, system.capability, max_cliques)
            rows.append({"year": system.year, "network": network, "iteration": iteration, **measures})
    return pd.DataFrame(rows).astype({"iteration": "Int8"})


def _networks(
    system: InternationalSystem, alliances: pd.DataFrame, iterations: int, seed: int
) -> Iterator[tuple[str, int | None, np.ndarray]]:
    yield "actual_any", None, system.matrix("ally_any")
    yield "actual_pact", None, system.matrix("ally_pact")
    drawn = {
        "abm_first": 1,
        "abm_intermediate": intermediate_iteration(system.year, iterations, seed),
        "abm_last": iterations,
    }
    for network, iteration in drawn.items():
        if iteration is not None:
            expected = alliances[alliances["iteration"] == iteration]
            adjacency = system.axis.directed(
                expected["ccode"].to_numpy(), expected["partner"].to_numpy(), True
            )
            yield network, iteration, adjacency
