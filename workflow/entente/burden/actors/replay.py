"""What a state weighed at each of its opportunities, computed anew from inputs and moves, in plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from entente.burden.actors.actor_system import ActorSystem
from entente.burden.actors.coevolution_kernel import END, LEAVE, MAKE, MOVES, Trace
from entente.burden.actors.objectives import chances, consent, effort_gains, tie_gains, toggled

if TYPE_CHECKING:
    import pandas as pd

#: Steps of effort, as moves.
_STEPS = {-1: "lower", 0: "nothing", 1: "raise"}

#: Columns of what was weighed.
COLUMNS = "step time kind move partner gain probability consent chosen".split()


def alternatives(system: ActorSystem, moves: Trace, times: np.ndarray, state: int) -> pd.DataFrame:
    """Return what a state, by position, had to choose from; `ActorRun.explain` describes the columns.

    The moves that were made are replayed, and where the state had an opportunity what it could do is computed
    from the formulas, nothing of it read from the run.
    """
    import pandas as pd

    rows = list(_weighed(system, moves, times.tolist(), state))
    return pd.DataFrame(rows, columns=COLUMNS).astype({"partner": "Int64", "chosen": bool})


def _weighed(system: ActorSystem, moves: Trace, times: list[float], state: int) -> Iterator[tuple]:
    network, effort = system.network.copy(), system.effort.copy()
    made = zip(*(values.tolist() for values in moves), strict=True)
    for step, (i, partner, code, accepted, _) in enumerate(made):
        move, of_ties = MOVES[code], code in (LEAVE, MAKE, END)
        if i == state:
            weigh = _tie_rows if of_ties else _effort_rows
            for alternative in weigh(system, network, effort, i):
                chosen = alternative[0] == move and alternative[1] in (None, partner)
                yield step + 1, times[step], "ties" if of_ties else "effort", *alternative, chosen
        if move in ("make", "end") and accepted:
            network = toggled(network, i, partner)
        elif move in ("raise", "lower"):
            effort[i] += 1 if move == "raise" else -1


def _tie_rows(system: ActorSystem, network: np.ndarray, effort: np.ndarray, i: int) -> Iterator[tuple]:
    gains = tie_gains(system, network, effort, i)
    for j, (gain, probability) in enumerate(zip(gains, chances(gains), strict=True)):
        if j == i:
            yield "nothing", None, gain, probability, 1.0
        elif network[i, j]:
            yield "end", j, gain, probability, 1.0
        else:
            yield "make", j, gain, probability, consent(system, network, effort, i, j)


def _effort_rows(system: ActorSystem, network: np.ndarray, effort: np.ndarray, i: int) -> Iterator[tuple]:
    gains = effort_gains(system, network, effort, i)
    for step, probability in zip(gains, chances(gains.values()), strict=True):
        yield _STEPS[step], None, gains[step], probability, 1.0
