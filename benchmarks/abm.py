"""Measure how fast the model runs, beside a Mesa model and plain Python sets; print the page docs/speed.md.

Usage: python benchmarks/abm.py [--runs N] [--write docs/speed.md]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from curve import draw_curve, measure_curve
from machine import describe_machine
from mesa_model import ListingState, simulate_with_mesa
from page import speed_page
from random_runs import measure_random_runs
from set_model import simulate_with_sets
from systems import largest_year
from timing import in_fresh_process, side_by_side

from entente.abm import Rules, simulate
from entente.core.storage import write_text

ROUNDS = 7
LARGE = 10_000

#: What follows this in the page is written by this command.
MARK = "<!-- written by benchmarks/abm.py from here on -->"


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5_000, help="random runs to make (the aim is for 100000)")
    parser.add_argument("--write", type=Path, help="file for the page; the figure goes beside it")
    arguments = parser.parse_args()
    measured = measure(arguments.runs)
    page = speed_page(measured)
    print(page)
    if arguments.write:
        write_text(kept(arguments.write) + page, arguments.write)
        stem = arguments.write.with_suffix("")
        draw_curve(measured["curve"], [Path(f"{stem}_curve.png")])


def kept(path: Path) -> str:
    """What stands in a page before what this command writes, the mark at its end included."""
    before, mark, _ = path.read_text(encoding="utf-8").partition(MARK) if path.is_file() else ("", "", "")
    return f"{before}{mark}\n\n" if mark else ""


def measure(runs: int) -> dict[str, Any]:
    """Measure everything, one thing after the other."""
    machine = describe_machine()
    # A new process starts with its parent's peak of memory, so those that measure it come first.
    say(f"one run of {LARGE} states")
    large = in_fresh_process("large_run.py", str(LARGE))
    say("starting up")
    start_up = measure_start_up()
    say(f"{runs} random runs")
    random_runs = measure_random_runs(runs)
    say("a historical year")
    year = measure_year()
    say("cost per iteration")
    return {
        "machine": machine,
        "large": large,
        "start_up": start_up,
        "random_runs": random_runs,
        "year": year,
        "curve": measure_curve(),
    }


def measure_start_up() -> dict[str, dict[str, float]]:
    """First runs of processes without and with compiled code at hand."""
    with tempfile.TemporaryDirectory() as cache:
        return {
            state: in_fresh_process("first_call.py", NUMBA_CACHE_DIR=cache)
            for state in ("nothing compiled yet", "compiled before")
        }


def measure_year() -> dict[str, Any]:
    """Time implementations side by side on the largest year of history, all iterations kept."""
    inputs, words = largest_year()
    program = Rules.named("program")
    calls = {
        ("entente", "paper"): partial(simulate, **inputs),
        ("plain sets", "paper"): partial(simulate_with_sets, **inputs),
        ("Mesa, agents with lists", "paper"): partial(simulate_with_mesa, **inputs, agent_class=ListingState),
        ("Mesa", "paper"): partial(simulate_with_mesa, **inputs),
        ("entente", "program"): partial(simulate, **inputs, rules=program),
        ("plain sets", "program"): partial(simulate_with_sets, **inputs, rules="program"),
    }
    return {
        "words": words,
        "n": len(inputs["capability"]),
        "iterations": {
            name: simulate(**inputs, rules=Rules.named(name)).iterations for name in ("paper", "program")
        },
        "seconds": side_by_side(calls, ROUNDS),
    }


def say(what: str) -> None:
    """Tell what is being measured, apart from the page."""
    print(f"Measuring: {what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
