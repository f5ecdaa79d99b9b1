"""Measure 20,000 draws of a randomization test on 1,200 persons, beside a plain loop over statsmodels.

Usage: python benchmarks/randomization_draws.py [--draws N]

The loop permutes the arm, fits the regression and takes its HC2 t, draw by draw; it is timed for fewer draws
and scaled.  Both have to find the same statistic.  Each way runs on one core, in a process of its own, so
that its peak memory is its own; loading code is not timed.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time

import numpy as np
import pandas as pd
from timing import in_fresh_process

PERSONS = 1200
#: Draws that the loop is timed for.
LOOPED = 500
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
WAYS = (
    "entente, studentized",
    "entente, difference",
    "entente, 40 blocks",
    "entente, 200 clusters",
    "statsmodels",
)


def main() -> None:
    """Measure and print, or, as a process of its own, measure one way."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=20_000)
    parser.add_argument("--way")
    arguments = parser.parse_args()
    if arguments.way:
        print(json.dumps(measure(arguments.way, arguments.draws)))
        return
    found = {
        way: in_fresh_process(
            "randomization_draws.py", "--way", way, "--draws", str(arguments.draws), **ONE_CORE
        )
        for way in WAYS
    }
    ours, theirs = (found[way]["statistic"] for way in ("entente, studentized", "statsmodels"))
    if not np.isclose(ours, theirs, rtol=1e-9):
        raise AssertionError(f"statsmodels finds another statistic: {theirs}, {ours}")
    print(f"{arguments.draws:,} assignments of {PERSONS:,} persons, on one core:\n")
    print(pd.DataFrame([describe(way, one) for way, one in found.items()]).to_string(index=False))


def describe(way: str, found: dict[str, float]) -> dict[str, str]:
    """Return one row of the table."""
    return {
        "way": way,
        "seconds": f"{found['seconds']:.2f}",
        "draws that were timed": f"{found['draws']:,}",
        "peak memory (GiB)": f"{found['memory']:.2f}",
        "of which before": f"{found['memory_before']:.2f}",
    }


def measure(way: str, draws: int) -> dict[str, float]:
    """Return the seconds of so many draws one way, the statistic, and peak memory (GiB)."""
    random = np.random.default_rng(2021)
    treated = random.permutation(np.arange(PERSONS) < 602)
    y = 100.0 * (random.random(PERSONS) < 0.46 + 0.33 * treated)
    timed, call = looped(y, treated) if way == "statsmodels" else vectorised(way, y, treated, draws)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    started = time.perf_counter()
    statistic = call()
    seconds = (time.perf_counter() - started) * draws / timed
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {
        "seconds": seconds,
        "draws": timed,
        "statistic": statistic,
        "memory": memory,
        "memory_before": before,
    }


def vectorised(way: str, y: np.ndarray, treated: np.ndarray, draws: int):
    """How many draws are timed, and the call."""
    from entente.experiments import randomization_test

    given = {"draws": draws}
    if way.endswith("difference"):
        given["statistic"] = "difference"
    elif way.endswith("blocks"):
        given["blocks"] = np.arange(PERSONS) % 40
    elif way.endswith("clusters"):
        # Unequal sizes.
        given["clusters"] = np.floor(200 * np.sqrt(np.arange(PERSONS) / PERSONS)).astype(int)
        treated = given["clusters"] % 2 == 1
    return draws, lambda: randomization_test(y, treated, **given).observed


def looped(y: np.ndarray, treated: np.ndarray):
    """How many draws are timed, and the call of the plain loop."""
    import statsmodels.api as sm

    random = np.random.default_rng(1)

    def t(z: np.ndarray) -> float:
        return sm.OLS(y, np.column_stack([np.ones(len(z)), z])).fit(cov_type="HC2").tvalues[1]

    def call() -> float:
        observed = t(treated)
        sum(abs(t(random.permutation(treated))) >= abs(observed) for _ in range(LOOPED))
        return observed

    return LOOPED, call


if __name__ == "__main__":
    sys.exit(main())
