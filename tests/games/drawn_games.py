"""Games drawn at random for tests of solvers."""

import numpy as np

from entente.games.burden import REGIONS, solve


def draw(n, seed):
    """Draw n games, half of them with an S that is infinitely willing, a third with forces of A's own."""
    rng = np.random.default_rng(seed)
    number = np.arange(n)
    return {
        "q": rng.uniform(0.1, 0.9, n),
        "c_a": rng.uniform(0.02, 0.3, n),
        "c_b": rng.uniform(0.02, 0.3, n),
        "k": 10 ** rng.uniform(-1.5, 1, n),
        "sigma": np.where(number % 2, np.inf, rng.uniform(0, 2, n)),
        "b": np.where(number % 4 == 3, 2.5, 1.0),
        "m": np.where(number % 3 == 2, rng.uniform(0, 0.3, n), 0.0),
    }


def by_region(each, seed, switches):
    """Return as many games of each region, as dictionaries, and their regions; fewer where there are few."""
    drawn = draw(8000, seed)
    found = solve(**drawn, switches=switches).region
    rows = [row for region in REGIONS for row in np.flatnonzero(found == region)[:each]]
    return [{name: float(column[row]) for name, column in drawn.items()} for row in rows]
