"""Measure how fast the maximal cliques of a network are found, beside the graph libraries; print a table.

Usage: python benchmarks/cliques.py [results/paper/maoz2011/panels/dyad_attributes.parquet]

With the table of dyads, the yearly alliance networks are measured too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from timing import side_by_side

from entente.core.errors import TooManyCliques
from entente.networks.cliques import count_cliques, maximal_cliques
from entente.reporting.markdown import markdown_table

ROUNDS = 3
BOUND = 100_000
SIZES, DENSITIES = (20, 60, 200), (0.02, 0.1, 0.2, 0.35)
Networks = list[np.ndarray]


def main() -> None:
    """Measure and print."""
    networks = {
        f"random, n = {n}, density {density}": [random_network(n, density)]
        for n in SIZES
        for density in DENSITIES
    }
    if len(sys.argv) > 1:
        networks["alliances, mean of all years"] = alliance_networks(Path(sys.argv[1]))
    print(markdown_table(pd.DataFrame([measure(*named) for named in networks.items()])))
    print(f"\nStopping at {BOUND} of the 3^66 cliques of 198 states: {stopping_seconds():.2f} s")


def measure(name: str, networks: Networks) -> dict[str, object]:
    """Time every way of finding the cliques of the networks, and check that they agree on the number."""
    ways = available_ways()
    numbers = {way: find_all(find, networks) for way, find in ways.items()}
    for way, found in numbers.items():
        if found != numbers["counted"]:
            raise AssertionError(f"{way} finds other numbers of cliques than the count does in: {name}")
    seconds = side_by_side({way: partial(find_all, find, networks) for way, find in ways.items()}, ROUNDS)
    row: dict[str, object] = {"network": name, "cliques": round(np.mean(numbers["counted"]))}
    row["counted (ms)"] = f"{1000 * seconds['counted'] / len(networks):.3f}"
    return row | {way: f"{seconds[way] / seconds['counted']:.1f} ×" for way in ways if way != "counted"}


def find_all(find: Callable[[np.ndarray], int], networks: Networks) -> list[int]:
    """Return the number of cliques of each network."""
    return [find(network) for network in networks]


def available_ways() -> dict[str, Callable[[np.ndarray], int]]:
    """Return what gives the number of cliques of an adjacency matrix; networkit only if installed."""
    ways = {
        "counted": lambda ties: count_cliques(ties, BOUND).n_cliques,
        "listed": lambda ties: maximal_cliques(ties, BOUND).shape[1],
    }
    try:
        import networkit
    except ImportError:
        return ways
    networkit.setNumberOfThreads(1)

    def with_networkit(ties: np.ndarray) -> int:
        pairs = np.ascontiguousarray(np.argwhere(np.triu(ties)).T, dtype=np.uint64)
        search = networkit.clique.MaximalCliques(networkit.GraphFromCoo(tuple(pairs), n=len(ties)))
        search.run()
        return len(search.getCliques())

    return ways | {"networkit": with_networkit}


def random_network(n: int, density: float) -> np.ndarray:
    """Return a network in which every pair is tied with the same chance."""
    upper = np.triu(np.random.default_rng([n, round(100 * density)]).random((n, n)) < density, 1)
    return upper | upper.T


def alliance_networks(path: Path) -> Networks:
    """Return the network of any alliance of each year."""
    networks = []
    for _, dyads in pd.read_parquet(path).groupby("year"):
        codes = np.unique(dyads[["ccode1", "ccode2"]])
        allied = dyads[dyads["ally_any"].fillna(False).astype(bool)]
        i, j = (np.searchsorted(codes, allied[code]) for code in ("ccode1", "ccode2"))
        ties = np.zeros((len(codes), len(codes)), dtype=bool)
        ties[i, j] = ties[j, i] = True
        networks.append(ties)
    return networks


def stopping_seconds() -> float:
    """Time the refusal of a network with far more cliques than could ever be counted."""
    group = np.arange(198) // 3

    def refused() -> None:
        try:
            count_cliques(group[:, None] != group[None, :], BOUND)
        except TooManyCliques:
            return
        raise AssertionError("the bound was not kept")

    return side_by_side({"stop": refused}, ROUNDS)["stop"]


if __name__ == "__main__":
    main()
