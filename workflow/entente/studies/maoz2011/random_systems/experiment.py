"""The model on random systems, each drawn from the seed and its own index (Maoz 2011, pp. 11, 38)."""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from entente.abm import Rules, Run, simulate
from entente.core.errors import TooManyCliques
from entente.networks import (
    capability_concentration,
    degree_centralization,
    density,
    polarization,
    transitivity_local,
)
from entente.networks.kernel import network_of_pairs
from entente.studies.maoz2011.network_series import stages
from entente.studies.maoz2011.random_systems.design import SHARES, Design, Point
from entente.studies.maoz2011.random_systems.runs import MEASURES, STAGES
from entente.systems.international_system import ModelInputs

logger = logging.getLogger(__name__)

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


@dataclass(frozen=True, eq=False)
class RandomRun:
    """One run of the model on a random system, to be looked into.

    What the system was to be like, the inputs of the model, what happened, and the stages of it: see
    :func:`entente.studies.maoz2011.network_series.stages`.
    """

    point: Point
    system: ModelInputs
    run: Run
    stages: dict[str, tuple[int, np.ndarray]]


def random_run(design: Design, index: int, rules: Rules) -> RandomRun:
    """Run the model on the random system of an index: the same as in any batch.

    `Design.from_ranges` makes the design of a finished experiment.  ConfigurationError is raised if the index
    is negative.
    """
    return _run(design.points(index, 1)[0], design.seed, rules)


def _run(point: Point, seed: int, rules: Rules) -> RandomRun:
    generator = run_generator(seed, point.index)
    system = random_system(point, generator)
    run = simulate(**system.arguments, rules=rules)
    return RandomRun(point, system, run, stages(run.alliances, generator))


def run_batch(design: Design, first: int, count: int, rules: Rules, *, max_cliques: int) -> pd.DataFrame:
    """Run ``count`` runs of the design from index ``first`` on, and measure each: a row of table random_runs.

    A network with more maximal cliques than ``max_cliques`` has no polarization index; such networks are
    counted in the table and in the log.  They are the densest of large systems, so that leaving out their
    runs would cut off one end of the responses: the bound has to be so high that nearly none are lost.
    """
    runs = (_run(point, design.seed, rules) for point in design.points(first, count))
    table = pd.DataFrame([_row(run, max_cliques) for run in runs])
    logger.info(
        "runs %d to %d: %d did not converge, %d have no intermediate iteration, %d lack the polarization "
        "index of a network with more than %d cliques",
        first,
        first + count - 1,
        (~table["converged"]).sum(),
        table["intermediate_iteration"].isna().sum(),
        (table["npi_missing"] > 0).sum(),
        max_cliques,
    )
    return table.astype({"intermediate_iteration": "Int16"})


def _row(made: RandomRun, max_cliques: int) -> dict[str, float]:
    point, system = made.point, made.system
    networks = {"srn": system.srg, **{stage: network for stage, (_, network) in made.stages.items()}}
    return {
        "index": point.index,
        "n": point.n,
        **{f"design_{name}": getattr(point, name) for name in SHARES},
        "mid_density": density(system.mid),
        "cooperation_density": density(system.cooperation),
        "democracy_share": float(system.democracy.mean()),
        "capability_concentration": capability_concentration(system.capability),
        "iterations": made.run.iterations,
        "converged": made.run.converged,
        "intermediate_iteration": made.stages.get("intermediate", (None,))[0],
        **_measures(networks, max_cliques),
    }


def _measures(networks: dict[str, np.ndarray], max_cliques: int) -> dict[str, float]:
    """Measures of the networks by column, missing at a stage that a run lacks; each is measured once.

    A run that converges soon has few distinct networks: its intermediate iteration is often its last.
    """
    distinct = {network.tobytes(): network for network in networks.values()}
    measured = {content: _measure(network, max_cliques) for content, network in distinct.items()}
    found = {name: measured[network.tobytes()] for name, network in networks.items()}
    columns = {
        f"{name}_{measure}": found.get(name, {}).get(measure, math.nan)
        for name in ("srn", *STAGES)
        for measure in MEASURES
    }
    return {**columns, "npi_missing": sum(math.isnan(measures["npi"]) for measures in found.values())}


def _measure(network: np.ndarray, max_cliques: int) -> dict[str, float]:
    try:
        npi = polarization(network, max_cliques=max_cliques).npi
    except TooManyCliques:
        npi = math.nan
    return {
        "density": density(network),
        "npi": npi,
        "transitivity": transitivity_local(network),
        "centralization": degree_centralization(network),
    }
