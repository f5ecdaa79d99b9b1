"""Measure how long runs take in which ties and effort move each other, beside plain Python; print tables.

Usage: python benchmarks/actors.py [--rounds N]

Both begin with the same ties, efforts and coefficients.  Times are of the processor, on one core, the least
of some rounds, without the first run; plain Python is timed once, at low rates, and scaled by the rates:
what it does at an opportunity costs the same at all.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from plain_actors import simulate as simulate_plainly  # noqa: E402

from entente.burden import actors  # noqa: E402

#: States of the tables, and of the curve.
STATES, SIZES = 160, (20, 40, 80, 160, 320, 640, 1280)
RATES = (1, 10, 100, 500)
#: Rates of the curve, and those that plain Python is timed at.
CURVE_RATE, PLAIN_RATE = 10, 0.5

TIES = {"density": -2.0, "degree": 0.02, "closure": 0.1, "partner_effort": 0.025}
EFFORTS = {"linear": -0.5, "direct": 0.025, "indirect": -0.001}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    print(f"{STATES} states:\n\n{pd.DataFrame(rates_rows(rounds)).to_string(index=False)}\n")
    print(f"Rates {CURVE_RATE}:\n\n{pd.DataFrame(curve_rows(rounds)).to_string(index=False)}")


def rates_rows(rounds: int) -> list[dict[str, str]]:
    """Return a row for each rate and rule."""
    rows = []
    for rule in ("confirm", "unilateral"):
        plain = plain_seconds(rule) / PLAIN_RATE
        for rate in RATES:
            seconds = ours(STATES, rate, rule, rounds)
            rows.append(
                {
                    "rule": rule,
                    "rates": f"{rate}",
                    "ms": f"{1000 * seconds:.2f}",
                    "plain Python (s, scaled)": f"{plain * rate:.1f}",
                    "times faster": f"{plain * rate / seconds:,.0f}",
                }
            )
    return rows


def curve_rows(rounds: int) -> list[dict[str, str]]:
    """Return a row for each number of states; work is a look at each alternative of each choice of a tie."""
    rows = []
    for n in SIZES:
        seconds = ours(n, CURVE_RATE, "confirm", rounds)
        work = CURVE_RATE * n * n
        rows.append(
            {
                "states": f"{n}",
                "ms": f"{1000 * seconds:.2f}",
                "ns an alternative": f"{1e9 * seconds / work:.1f}",
            }
        )
    return rows


def ours(n: int, rate: float, rule: str, rounds: int) -> float:
    """Return seconds of a run of entente."""
    network, effort = start(n)
    given = {"ties": TIES, "efforts": EFFORTS, "rates": rate, "rule": rule}
    return fastest(lambda: actors.simulate(network, effort, **given, seed=1), rounds)


def plain_seconds(rule: str) -> float:
    """Return seconds of a run of plain Python."""
    network, effort = start(STATES)
    nothing = {"pairs": np.zeros((STATES, STATES)).tolist()}, {"states": [0.0] * STATES}
    ties, efforts = TIES | nothing[0], EFFORTS | nothing[1]
    centre, rates = float(effort.mean()), (PLAIN_RATE, PLAIN_RATE)
    before = time.process_time()
    simulate_plainly(network, effort, ties, efforts, rates, rule, categories=11, centre=centre, seed=1)
    return time.process_time() - before


def fastest(call: Callable[[], object], rounds: int) -> float:
    """Return the least processor time of a call; the first, which loads what was compiled, does not count."""
    call()
    seconds = []
    for _ in range(rounds):
        before = time.process_time()
        call()
        seconds.append(time.process_time() - before)
    return min(seconds)


def start(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return ties, six a state on average, and efforts at the beginning."""
    generator = np.random.default_rng(2023)
    network = np.triu(generator.random((n, n)) < 6 / n, 1)
    return network | network.T, generator.integers(1, 6, n)


if __name__ == "__main__":
    sys.exit(main())
