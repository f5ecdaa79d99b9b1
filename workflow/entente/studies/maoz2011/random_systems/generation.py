"""Random state systems, each drawn from the seed and its own index (Maoz 2011, pp. 11, 38)."""

from __future__ import annotations

import numpy as np

from entente.studies.maoz2011.random_systems.design import Point
from entente.systems.model_inputs import ModelInputs

#: Keeps the streams of the runs apart from others that start from the seed: run 1914 is not the year 1914.
_RUNS = 1


def run_generator(seed: int, index: int) -> np.random.Generator:
    """Return the random stream of one run, which depends on the seed and the run's index alone."""
    return np.random.default_rng(np.random.SeedSequence(entropy=[seed, index], spawn_key=(_RUNS,)))


def random_system(point: Point, generator: np.random.Generator) -> ModelInputs:
    """Draw a random system that is what a point of the design says.

    Every network is drawn uniformly from those with as many ties as make its density, to the nearest tie;
    the same goes for democracies (choice: independent draws for each pair would blur the design, above all
    in small systems).  Disputes "inside" are drawn from the ties of the reference network.  Capabilities are
    uniform on (0, 1), divided by their sum.

    Parameters
    ----------
    point : Point
        Of the design, or one's own.
    generator : Generator
        Its state is advanced; `run_generator` gives that of a run.

    Returns
    -------
    ModelInputs
        Of n states.  The strategic reference network is symmetric too.
    """
    n, pairs = point.n, point.n * (point.n - 1) // 2
    capability = generator.random(n)
    srg = _draw(generator, pairs, point.srn_density * pairs)
    mid_ties = point.mid_density * pairs
    if point.disputes == "inside":
        mid = srg[_draw(generator, len(srg), mid_ties)]
    else:
        mid = _draw(generator, pairs, mid_ties)
    cooperation = _draw(generator, pairs, point.cooperation_density * pairs)
    democracy = np.zeros(n, dtype=bool)
    democracy[_draw(generator, n, point.democracy_share * n)] = True
    return ModelInputs(
        capability=capability / capability.sum(),
        srg=mutual_network(srg, n),
        mid=mutual_network(mid, n),
        democracy=democracy,
        cooperation=mutual_network(cooperation, n),
    )


def _draw(generator: np.random.Generator, things: int, number: float) -> np.ndarray:
    """Draw the nearest whole number of things, without replacement, in no meaningful order."""
    return generator.choice(things, round(number), replace=False, shuffle=False)


def mutual_network(pairs: np.ndarray, n: int) -> np.ndarray:
    """Return the symmetric adjacency matrix of numbered pairs of states.

    Parameters
    ----------
    pairs : ndarray of int, shape (m,)
        Pairs counted along the rows of the lower triangle: 0 is (1, 0), 1 is (2, 0), 2 is (2, 1), and so on.
    n : int
        Number of states.

    Returns
    -------
    ndarray of bool, shape (n, n)
        With a zero diagonal.
    """
    row, column = states_of_pairs(pairs)
    network = np.zeros((n, n), dtype=bool)
    network[row, column] = True
    network[column, row] = True
    return network


def states_of_pairs(pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the two states of numbered pairs, the one of the higher position first.

    Parameters
    ----------
    pairs : ndarray of int, shape (m,)
        As in `mutual_network`.

    Returns
    -------
    (ndarray of int64, ndarray of int64), shape (m,) each
    """
    # In float64 the root falls on the right side of an integer up to millions of states.
    row = ((1 + np.sqrt(1 + 8 * pairs)) // 2).astype(np.int64)
    return row, pairs - row * (row - 1) // 2
