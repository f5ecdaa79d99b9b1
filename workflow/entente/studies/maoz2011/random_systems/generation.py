"""Random state systems, each drawn from the seed and its own index (Maoz 2011, pp. 11, 38)."""

from __future__ import annotations

import numpy as np

from entente.networks.kernel import network_of_pairs
from entente.studies.maoz2011.random_systems.design import Point
from entente.systems.model_inputs import ModelInputs

#: Keeps the streams of the runs apart from others that start from the seed: run 1914 is not the year 1914.
_RUNS = 1


def run_generator(seed: int, index: int) -> np.random.Generator:
    """Return the random stream of one run, which depends on the seed and the run's index alone."""
    return np.random.default_rng(np.random.SeedSequence(entropy=[seed, index], spawn_key=(_RUNS,)))


def random_system(point: Point, generator: np.random.Generator) -> ModelInputs:
    """Draw a random system, of a mutual reference network, that is what a point says.

    Every network is drawn uniformly from those with as many ties as make its density, to the nearest tie; the
    same goes for democracies (choice: independent draws for each pair would blur the design, above all in
    small systems).  Disputes "inside" are drawn from the ties of the reference network.  Capabilities are
    uniform on (0, 1), divided by their sum.  The state of the generator is advanced; `run_generator` gives
    that of a run.
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
        srg=network_of_pairs(srg, n),
        mid=network_of_pairs(mid, n),
        democracy=democracy,
        cooperation=network_of_pairs(cooperation, n),
    )


def _draw(generator: np.random.Generator, things: int, number: float) -> np.ndarray:
    """Draw the nearest whole number of things, without replacement, in no meaningful order."""
    return generator.choice(things, round(number), replace=False, shuffle=False)
