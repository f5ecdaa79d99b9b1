"""How fast runs on random systems of 100 states are drawn and simulated by two processes."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context

from entente.abm import Rules
from entente.abm.history import run_systems
from entente.studies.maoz2011.random_systems.design import Design
from entente.studies.maoz2011.random_systems.experiment import random_system, run_generator

STATES = 100
PROCESSES = 2
BATCH = 500

#: About the ranges that history spans, as in the random-data experiment.
DESIGN = Design(
    n=(STATES, STATES),
    srn_density=(0.006, 0.19),
    mid_density=(0.004, 0.067),
    cooperation_density=(0.03, 0.30),
    democracy_share=(0.03, 0.50),
    disputes="inside",
    seed=2011,
)


def measure_random_runs(runs: int) -> dict[str, float]:
    """Draw systems and run the model on them, in all processes.

    Returns
    -------
    dict
        start: seconds until every process has made a run; seconds, runs: of the runs after that, and their
        number (whole batches); iterations: mean number a run.
    """
    batches = range(0, runs, BATCH)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        started = time.perf_counter()
        list(pool.map(_iterations, [0] * PROCESSES, [1] * PROCESSES))
        ready = time.perf_counter()
        iterations = sum(pool.map(_iterations, batches, repeat(BATCH)))
        finished = time.perf_counter()
    runs = len(batches) * BATCH
    return {
        "start": ready - started,
        "seconds": finished - ready,
        "runs": runs,
        "iterations": iterations / runs,
    }


def _iterations(first: int, count: int) -> int:
    """Simulate a batch; return how many iterations its runs had in all."""
    systems = (
        random_system(point, run_generator(DESIGN.seed, point.index)) for point in DESIGN.points(first, count)
    )
    return sum(run.iterations for _, run in run_systems(systems, Rules(), keep="last"))
