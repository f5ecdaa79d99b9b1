"""Why a state wished for whom: its decisions replayed step by step, with the running opportunity cost."""

from __future__ import annotations

import operator
from collections.abc import Hashable, Iterator

import numpy as np
import pandas as pd

from entente.abm.simulation import Run
from entente.core.checked_yaml import near_text
from entente.core.errors import ModelInputError
from entente.networks.kernel import unpack

#: What ends a search, by whether the cost is covered.
COVERED, EXHAUSTED = "cost covered", "lists exhausted"


def explain(run: Run, state: Hashable) -> pd.DataFrame:
    """Replay one state's decisions in every iteration of a run.

    The decisions are made again here from the inputs, one candidate at a time, not read from the run.

    Parameters
    ----------
    run : Run
        Made with ``keep="all"``.
    state : label or int
        Its label if the run knows the labels of its states, else its position in the inputs, from 0.

    Returns
    -------
    DataFrame
        One row a step, in their order; columns

        - iteration (int), from 1;
        - step (str): "group" (a member of the strategic reference group in force), "own capability",
          "carried ally", the module in which a candidate was added ("D", "EE", "JC", or "any" for the
          fallback), and at last what ended the search ("cost covered" or "lists exhausted");
        - partner: the member, ally or candidate, as the state is named (Int64 where these are whole numbers);
        - capability (float): by which the step moves the cost, in the unit of the inputs;
        - aoc (float): alliance opportunity cost after the step;
        - allied (boolean): whether the partner wished for the state too, for carried allies and candidates.

    Raises
    ------
    IndexError
        If there is no such position.
    ModelInputError
        If there is no such label.
    IterationNotHeld
        If the run did not keep all iterations.
    """
    state = _position(run, state)
    capability = run.system.capability[np.argsort(run.system.order)].tolist()
    lists, rows = _candidates(run, state), []
    carried: list[int] = []
    for t in range(run.iterations):
        allies = np.flatnonzero(run.alliances[t][state]).tolist()
        for step, partner, strength, aoc in _steps(run, t, state, carried, capability, lists):
            asked = partner is not None and step not in ("group", "own capability")
            rows.append((t + 1, step, partner, strength, aoc, partner in allies if asked else None))
        carried = allies if run.rules.carry_allies else []
    columns = ["iteration", "step", "partner", "capability", "aoc", "allied"]
    steps = pd.DataFrame(rows, columns=columns).astype({"partner": "Int64", "allied": "boolean"})
    if run.labels is None:
        return steps
    partners = steps["partner"].map(dict(enumerate(run.labels.tolist())), na_action="ignore")
    # Whole numbers can be missing as Int64 only.
    return steps.assign(partner=partners.astype("Int64" if run.labels.dtype.kind in "iu" else object))


def _position(run: Run, state: Hashable) -> int:
    if run.labels is None:
        return range(len(run.system.order))[operator.index(state)]
    if state not in run.labels:
        near = near_text(str(state), map(str, run.labels))
        raise ModelInputError(f"The run has no state {state!r}{near}.", "Name one of its labels.")
    return run.labels.get_loc(state)


def _steps(
    run: Run, t: int, state: int, carried: list[int], capability: list, lists: dict[str, list[int]]
) -> Iterator[tuple]:
    """The steps of one state in iteration t, from 0: step, partner, capability, cost after it."""
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
    for module, candidates in lists.items():
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


def _candidates(run: Run, state: int) -> dict[str, list[int]]:
    """The lists of candidates of one state, by module and in order; states as in the inputs."""
    system = run.system
    disputes, cooperation = (unpack(ties, system.order) for ties in (system.mid, system.cooperation))
    democracy = system.democracy[np.argsort(system.order)]
    candidates = {
        "D": democracy & democracy[state],
        "EE": disputes[disputes[state]].any(axis=0),
        "JC": cooperation[state],
        "any": np.ones_like(democracy),
    }
    return {module: np.flatnonzero(candidates[module]).tolist() for module in run.rules.searched}
