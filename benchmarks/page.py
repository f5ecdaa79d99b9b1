"""The page docs/speed.md, made of what was measured."""

from __future__ import annotations

from typing import Any

import pandas as pd
from curve import FITTED_FROM, fit_curve
from random_runs import PROCESSES, STATES

from entente.reporting.markdown import markdown_table

COMMAND = "python benchmarks/abm.py --runs 100000 --write docs/speed.md"
ASKED_RUNS = 100_000


def speed_page(measured: dict[str, Any]) -> str:
    """Return the page as Markdown."""
    paragraphs = [
        "# How fast the model runs",
        f"Measured on: {measured['machine']}. From here on the page is what the following command prints and "
        "writes, in about three minutes; another machine has other numbers, and so has one that is busy.",
        f"```\n{COMMAND}\n```",
        markdown_table(_aims(measured)),
        "Aims were set before anything was measured.",
        *_year(measured["year"]),
        *_random_runs(measured["random_runs"]),
        *_large(measured["large"]),
        *_start_up(measured["start_up"]),
        *_curve(measured["curve"]),
    ]
    return "\n\n".join(paragraphs)


def _aims(measured: dict[str, Any]) -> pd.DataFrame:
    """What was aimed at, beside what was reached."""
    year, large = measured["year"], measured["large"]
    seconds = year["seconds"]
    entente, mesa = seconds["entente", "paper"], seconds["Mesa", "paper"]
    runs = _seconds_for_all(measured["random_runs"])
    rows = [
        (
            f"a historical year of {year['n']} states, all iterations kept",
            "≤ 0.1 ms",
            f"{1e3 * entente:.3f} ms",
        ),
        ("the same beside Mesa", "≥ 200 times faster", f"{mesa / entente:.0f} times"),
        (f"{ASKED_RUNS:,} random runs of {STATES} states, {PROCESSES} processes", "≤ 30 s", f"{runs:.0f} s"),
        ("one run of 10,000 states, density .01: time", "≤ 20 s", f"{large['seconds']:.1f} s"),
        ("one run of 10,000 states, density .01: memory", "≤ 2 GiB", f"{large['memory']:.2f} GiB"),
    ]
    return pd.DataFrame(rows, columns=["what", "aim", "measured"])


def _year(year: dict[str, Any]) -> list[str]:
    seconds = year["seconds"]
    table = pd.DataFrame(
        {
            "rule set": rules,
            "model": model,
            "ms": f"{1e3 * time:.3f}" if time < 1e-3 else f"{1e3 * time:.1f}",
            "times entente's": f"{time / seconds['entente', rules]:.0f}",
        }
        for (model, rules), time in seconds.items()
    )
    return [
        "## A historical year",
        f"The system: {year['words']}, {year['n']} states; {year['iterations']['paper']} iterations under "
        f"rule set `paper`, {year['iterations']['program']} under `program`. Every model starts from the "
        "same numpy arrays and ends with the wishes, alliances, reference groups and opportunity costs of "
        "all iterations; entente also checks its inputs. The models take turns in one process; a time is "
        "the median over rounds, without the first calls and with Python's garbage collector off.",
        markdown_table(table),
        "*Mesa* is the model in Mesa's own idiom: a search selects its candidates from the model's agents "
        "and sorts them. *Mesa, agents with lists* sorts them once, in lists of its own, as *plain sets* "
        "does, which has no framework at all. All are in `benchmarks/`, and a test holds their results "
        "against entente's.",
    ]


def _random_runs(measured: dict[str, float]) -> list[str]:
    runs, seconds = int(measured["runs"]), measured["seconds"]
    estimate = "" if runs >= ASKED_RUNS else f"; {ASKED_RUNS:,} would take {_seconds_for_all(measured):.0f} s"
    return [
        "## Random runs",
        f"{runs:,} random systems of {STATES} states, over the ranges of densities that history spans, drawn"
        f" and simulated by {PROCESSES} processes: {seconds:.1f} s{estimate}. That is "
        f"{1e6 * PROCESSES * seconds / runs:.0f} µs of one process for a run of {measured['iterations']:.1f}"
        " iterations on average, the system's generation included. Starting the processes, which load all "
        f"that the benchmark imports, took {measured['start']:.1f} s more.",
    ]


def _seconds_for_all(measured: dict[str, float]) -> float:
    return measured["seconds"] * ASKED_RUNS / measured["runs"]


def _large(measured: dict[str, float]) -> list[str]:
    return [
        "## A large system",
        "One run of 10,000 states, all densities .01, only the last iteration kept, in a process of its "
        f"own: {measured['seconds']:.1f} s for {measured['iterations']} iterations "
        f"({'converged' if measured['converged'] else 'not converged'}). The process's memory peaked at "
        f"{measured['memory']:.2f} GiB; before the run, with the inputs made, its peak was "
        f"{measured['memory_before']:.2f} GiB.",
    ]


def _start_up(measured: dict[str, dict[str, float]]) -> list[str]:
    table = pd.DataFrame(
        {
            "new process": state,
            "import (s)": f"{seconds['import']:.2f}",
            "first run (s)": f"{seconds['first']:.2f}",
            "second run (ms)": f"{1e3 * seconds['second']:.2f}",
        }
        for state, seconds in measured.items()
    )
    return [
        "## Starting up",
        "Compiled code is kept, so that only the first run after installation, or after a change of the "
        "code, compiles. The times above are without this.",
        markdown_table(table),
    ]


def _curve(curve: pd.DataFrame) -> list[str]:
    slope, seconds = fit_curve(curve)
    table = pd.DataFrame(
        {
            "densities": curve["densities"],
            "n": curve["n"].map("{:,}".format),
            "nnz(MID)": curve["nnz(MID)"].map("{:,}".format),
            "iterations": curve["iterations"],
            "first (ms)": (1e3 * curve["first"]).map("{:.3g}".format),
            "each further (ms)": (1e3 * curve["iteration"]).map("{:.3g}".format),
            "ns per unit of work": (1e9 * curve["iteration"] / curve["work"]).map("{:.2f}".format),
        }
    )
    return [
        "## Cost per iteration",
        "Work is counted as nnz(MID)·n/64 + n log₂ n: for every dispute tie the opponent's row of allies, "
        "64 states a word, joins a reference group. An iteration's cost is the time between a run stopped "
        "after its first iteration and one stopped before its last, over the iterations between. *Sparse*: "
        "all densities .01. *Historical*: means of 1816–2001 (reference group .09, disputes .03, "
        "cooperation .16). *First* holds everything else, too: checks, packing, lists of candidates.",
        "![Cost of an iteration against the number of states](speed_curve.png)",
        markdown_table(table),
        f"From {FITTED_FROM:,} states on, cost grows as work to the power {slope:.2f}, at "
        f"{1e9 * seconds:.2g} ns a unit (the dashed lines). A power of at most 1 says that the cost is of "
        "this order. Small systems pay more per unit, presumably because "
        "what takes time in proportion to n² – sums "
        "over reference groups, wishes that are returned – and the calls themselves weigh more there.",
    ]
