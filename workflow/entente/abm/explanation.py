"""Why a state wished for whom: its decisions replayed step by step, with the running opportunity cost."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from entente.abm.search import candidate_lists
from entente.networks.bits import unpack

if TYPE_CHECKING:
    from entente.abm.simulation import Run

#: What ends a search, by whether the cost is covered.
COVERED, EXHAUSTED = "cost covered", "lists exhausted"


def explain(run: Run, state: int) -> pd.DataFrame:
    """Replay one state's decisions in every iteration of a run.

    The decisions are made again here from the inputs, one candidate at a time, not read from the run.

    Parameters
    ----------
    run : Run
        Made with ``keep="all"``.
    state : int
        Its position in the inputs, from 0.

    Returns
    -------
    DataFrame
        One row a step, in their order; columns

        - iteration (int), from 1;
        - step (str): "group" (a member of the strategic reference group in force), "own capability",
          "carried ally", the module in which a candidate was added ("D", "EE", "JC", or "any" for the
          fallback), and at last what ended the search ("cost covered" or "lists exhausted");
        - partner (Int64): the member, ally or candidate;
        - capability (float): by which the step moves the cost, in the unit of the inputs;
        - aoc (float): alliance opportunity cost after the step;
        - allied (boolean): whether the partner wished for the state too, for carried allies and candidates.

    Raises
    ------
    IndexError
        If there is no such state.
    IterationNotHeld
        If the run did not keep all iterations.
    """
    n = len(run.system.capability)
    state = range(n)[operator.index(state)]
    rows = []
    carried: list[int] = []
    for t in range(run.iterations):
        allies = np.flatnonzero(run.alliances[t][state]).tolist()
        for step, partner, capability, aoc in _steps(run, t, state, carried):
            asked = partner is not None and step not in ("group", "own capability")
            rows.append((t + 1, step, partner, capability, aoc, partner in allies if asked else None))
        carried = allies if run.rules.carry_allies else []
    columns = ["iteration", "step", "partner", "capability", "aoc", "allied"]
    return pd.DataFrame(rows, columns=columns).astype({"partner": "Int64", "allied": "boolean"})


def _steps(run: Run, t: int, state: int, carried: list[int]) -> Iterator[tuple]:
    """The steps of one state in iteration t, from 0: step, partner, capability, cost after it."""
    capability = _by_state(run)
    group = np.flatnonzero(run.srg[t][state]).tolist()
    cost = 0
    for member in group:
        cost += capability[member]
        yield "group", member, capability[member], cost
    cost -= capability[state]
    yield "own capability", None, capability[state], cost
    for ally in carried:
        cost -= capability[ally]
        yield "carried ally", ally, capability[ally], cost

    wished = set(carried)
    barred = {state, *group}
    for module, candidates in _candidates(run, state):
        open_to_state = [j for j in candidates if j not in barred | wished and capability[j] > 0]
        while open_to_state and cost > run.system.tolerance:
            strongest = max(capability[j] for j in open_to_state)
            tied = [j for j in open_to_state if capability[j] == strongest]
            for partner in tied if run.rules.ties == "together" else tied[:1]:
                wished.add(partner)
                open_to_state.remove(partner)
                cost -= strongest
                yield module, partner, strongest, cost
    yield (COVERED if cost <= run.system.tolerance else EXHAUSTED), None, None, cost


def _candidates(run: Run, state: int) -> Iterator[tuple[str, list[int]]]:
    """The lists of candidates of one state, by module and in order."""
    names = [*run.rules.modules, *(["any"] if run.rules.fallback == "any" else [])]
    for module, packed in zip(names, candidate_lists(run.system, run.rules), strict=True):
        yield module, np.flatnonzero(unpack(packed, run.system.order)[state]).tolist()


def _by_state(run: Run) -> list:
    """Capabilities in the order of the inputs, as numbers of Python."""
    return run.system.capability[run.system.position].tolist()
