"""Measure how fast the burden-sharing game is solved in three ways; print a table.

Usage: python benchmarks/games.py [--games N]

Each way solves games drawn from the same ranges on one core, in a process of its own, so that its peak memory
is its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time

import pandas as pd
from timing import in_fresh_process

#: How many games each way solves; the closed form as many as are asked for.
SLOW = {"numerical solver": 200, "game tree": 100}


def main() -> None:
    """Measure and print, or, as a process of its own, measure one way."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--games", type=int, default=10**6)
    parser.add_argument("--way")
    arguments = parser.parse_args()
    if arguments.way:
        print(json.dumps(measure(arguments.way, arguments.games)))
        return
    ways = {"closed form": arguments.games} | SLOW
    rows = [describe(way, n) for way, n in ways.items()]
    print(pd.DataFrame(rows).to_string(index=False))


def describe(way: str, n: int) -> dict[str, str]:
    """Return one row of the table."""
    found = in_fresh_process("games.py", "--way", way, "--games", str(n), OMP_NUM_THREADS="1")
    return {
        "way": way,
        "games": f"{n}",
        "seconds": f"{found['seconds']:.2f}",
        "games a second": f"{n / found['seconds']:,.0f}",
        "peak memory (GiB)": f"{found['memory']:.2f}",
    }


def measure(way: str, n: int) -> dict[str, float]:
    """Return seconds and peak memory (GiB) of solving n games one way."""
    from entente.games.burden import solve
    from entente.games.burden_design import design
    from entente.games.burden_numeric import solve_points
    from entente.games.burden_tree import play

    games = design(2011, 2 ** (n - 1).bit_length()).parameters[:n]
    started = time.perf_counter()
    if way == "game tree":
        for row in games.itertuples(index=False):
            play(**row._asdict())
    else:
        {"closed form": solve, "numerical solver": solve_points}[way](**games)
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"seconds": seconds, "memory": memory}


if __name__ == "__main__":
    sys.exit(main())
