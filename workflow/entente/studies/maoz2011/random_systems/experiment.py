"""The model on random systems: one run by its index, a batch of runs with their measures."""

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
from entente.studies.maoz2011.network_series import stages
from entente.studies.maoz2011.random_systems.design import Design, Point
from entente.studies.maoz2011.random_systems.generation import random_system, run_generator
from entente.studies.maoz2011.random_systems.ranges import SHARES
from entente.studies.maoz2011.random_systems.runs import MEASURES, STAGES
from entente.systems.model_inputs import ModelInputs

logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class RandomRun:
    """One run of the model on a random system, to be looked into.

    Attributes
    ----------
    point : Point
        What the system was to be like.
    system : ModelInputs
        The inputs of the model.
    run : entente.abm.Run
        What happened.
    stages : dict of str to (int, ndarray of bool, shape (n, n))
        See :func:`entente.studies.maoz2011.network_series.stages`.
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


def _row(random: RandomRun, max_cliques: int) -> dict[str, float]:
    point, system, run = random.point, random.system, random.run
    networks = {"srn": system.srg, **{stage: network for stage, (_, network) in random.stages.items()}}
    return {
        "index": point.index,
        "n": point.n,
        **{f"design_{name}": getattr(point, name) for name in SHARES},
        "mid_density": density(system.mid),
        "cooperation_density": density(system.cooperation),
        "democracy_share": float(system.democracy.mean()),
        "capability_concentration": capability_concentration(system.capability),
        "iterations": run.iterations,
        "converged": run.converged,
        "intermediate_iteration": random.stages.get("intermediate", (None,))[0],
        **_measures(networks, max_cliques),
    }


def _measures(networks: dict[str, np.ndarray], max_cliques: int) -> dict[str, float]:
    """Measures of the networks by column, missing at a stage that a run lacks; each is measured once.

    A run that converges soon has few distinct networks: its intermediate iteration is often its last.
    """
    known: dict[bytes, dict[str, float]] = {}
    columns, npi_missing = {}, 0
    for name in ("srn", *STAGES):
        measured = dict.fromkeys(MEASURES, math.nan)
        if name in networks:
            content = networks[name].tobytes()
            if content not in known:
                known[content] = _measure(networks[name], max_cliques)
            measured = known[content]
            npi_missing += math.isnan(measured["npi"])
        columns |= {f"{name}_{measure}": value for measure, value in measured.items()}
    return {**columns, "npi_missing": npi_missing}


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
