"""The model on history: a run for every year, kept as tables that can be asked who wanted whom."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd

from entente.abm.explanation import explain
from entente.abm.rules import Rules
from entente.abm.simulation import Run, simulate
from entente.core.errors import CoverageError
from entente.core.storage import read_table
from entente.systems.international_system import InternationalSystem, ModelInputs
from entente.systems.matrices import by_year

System = TypeVar("System", bound=ModelInputs)


def run_systems(
    systems: Iterable[System], rules: Rules, *, keep: str = "all"
) -> Iterator[tuple[System, Run]]:
    """Run the model on one system after the other, and yield each with its run.

    States are in the order of the system's; see :func:`entente.abm.simulate`.
    """
    for system in systems:
        yield system, simulate(**system.arguments, rules=rules, keep=keep)


def explain_state(system: InternationalSystem, rules: Rules, ccode: int) -> pd.DataFrame:
    """Tell why a state of history wished for whom, step by step.

    Parameters
    ----------
    system : InternationalSystem
    rules : Rules
    ccode : int
        COW code of the state, a member in the year.

    Returns
    -------
    DataFrame
        See :func:`entente.abm.explanation.explain`; partners are COW codes.

    Raises
    ------
    CoverageError
        If the state is no member in the year.
    """
    codes = system.axis.codes
    if ccode not in codes:
        raise CoverageError(f"State {ccode} is no member of the system of {system.year}.")
    labelled = {"capability": pd.Series(system.capability, index=codes)}
    return explain(simulate(**system.arguments | labelled, rules=rules), ccode)


def run_years(systems: Iterable[InternationalSystem], rules: Rules) -> dict[str, pd.DataFrame]:
    """Run the model on each year's system, of which there is one at least.

    Made are "ties", "states" and "runs", the tables of the schemas abm_ties (one row for each ordered pair
    with a wish, an alliance or a place in the reference group), abm_states (opportunity costs, share of the
    system) and abm_runs.  ModelInputError is raised if a system's arrays are no input of the model.
    """
    years = [_tables(run, system.year, system.axis.codes) for system, run in run_systems(systems, rules)]
    return {name: pd.concat([year[name] for year in years], ignore_index=True) for name in years[0]}


def _tables(run: Run, year: int, codes: np.ndarray) -> dict[str, pd.DataFrame]:
    """Return the three tables of one year."""
    n, ended = len(codes), {"iterations": run.iterations, "converged": run.converged}
    states = {
        "year": np.int16(year),
        "iteration": np.repeat(np.arange(1, run.iterations + 1, dtype=np.int16), n),
        "ccode": np.tile(codes, run.iterations),
        "aoc": run.aoc.ravel(),
    }
    return {
        "ties": _ties(run, year, codes),
        "states": pd.DataFrame(states),
        "runs": pd.DataFrame([{"year": year, "n": n, **ended}]),
    }


def _ties(run: Run, year: int, codes: np.ndarray) -> pd.DataFrame:
    """Return the pairs of states with a tie of any kind, of a run that knows them by position."""
    ties = run.to_frame()
    states = {"ccode": codes[ties.pop("state")], "partner": codes[ties.pop("partner")]}
    return pd.DataFrame({"year": np.int16(year), "iteration": ties.pop("iteration"), **states}).join(ties)


def stored_alliances(
    systems: Iterable[InternationalSystem], ties: pd.DataFrame, runs: pd.DataFrame
) -> Iterator[tuple[InternationalSystem, list[np.ndarray]]]:
    """Read back from the tables of :func:`run_years` which alliances the runs had.

    Yielded are each system, of a year that was run, and the alliances of its iterations, bool (n, n) each.
    """
    allied_in = by_year(ties[ties["alliance"]])
    iterations = runs.set_index("year")["iterations"]
    for system in systems:
        allied = allied_in.get(system.year, ties.iloc[:0])
        of_iteration = [
            allied[allied["iteration"] == number + 1] for number in range(iterations[system.year])
        ]
        yield system, [system.axis.directed(rows["ccode"], rows["partner"]) for rows in of_iteration]


def who_wanted_whom(folder: str | Path, year: int, iteration: int | None = None) -> pd.DataFrame:
    """Return the wishes of one year: one row for each state and the partner that it wanted.

    Parameters
    ----------
    folder : path
        Holds the tables of :func:`run_years` as ``ties.parquet`` and ``runs.parquet``.
    year : int
    iteration : int, optional
        From 1; the last by default.

    Returns
    -------
    DataFrame
        ccode, partner, alliance (bool: whether the wish was mutual).

    Raises
    ------
    CoverageError
        If the model was not run for the year or did not reach the iteration.
    """
    runs = read_table(Path(folder) / "runs.parquet", years=(year, year))
    if runs.empty:
        raise CoverageError(f"{folder} has no run of the model for {year}.", "Choose a year that was run.")
    iterations = int(runs["iterations"].iloc[0])
    iteration = iterations if iteration is None else operator.index(iteration)
    if not 1 <= iteration <= iterations:
        raise CoverageError(
            f"The run of {year} has no iteration {iteration}.", f"It has iterations 1 to {iterations}."
        )
    ties = read_table(Path(folder) / "ties.parquet", years=(year, year))
    wished = ties[ties["wish"] & (ties["iteration"] == iteration)]
    return wished[["ccode", "partner", "alliance"]].reset_index(drop=True)
