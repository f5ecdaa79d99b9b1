"""The agent-based model from the first iteration to equilibrium."""

from __future__ import annotations

import operator
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from entente.abm.inputs import StateSystem, read_system
from entente.abm.rules import Rules
from entente.abm.search import candidate_lists, opportunity_cost, search
from entente.core.errors import ConfigurationError, IterationNotHeld
from entente.networks.bits import joined_with_composition, mutual, unpack

if TYPE_CHECKING:
    import pandas as pd

_PAPER = Rules.named("paper")


class Iterations(Sequence):
    """A network per iteration, bit-packed; index 0 is iteration 1, index -1 the last.

    Its length is the number of iterations of the run, and an index always means the same iteration, also
    where earlier ones were not kept.

    Parameters
    ----------
    packed : iterable of ndarray of uint64, shape (n, ceil(n / 64))
        The iterations held, which are the last ones: packed networks.
    order : ndarray of int64, shape (n,)
        Which state stands in each position of the packed networks.
    length : int
        Number of iterations of the run.
    """

    def __init__(self, packed: Iterable[np.ndarray], order: np.ndarray, length: int):
        self._packed = tuple(packed)
        self._order = order
        self._length = length

    def __len__(self) -> int:
        """Count the iterations of the run, kept or not."""
        return self._length

    def __getitem__(self, index: int) -> np.ndarray:
        """Network of one iteration: bool (n, n), a fresh array.

        Raises
        ------
        IndexError
            If the run has no such iteration.
        IterationNotHeld
            If it was not kept.
        """
        position = range(self._length)[operator.index(index)]
        held = position - (self._length - len(self._packed))
        if held < 0:
            raise IterationNotHeld(
                f"Iteration {position + 1} of {self._length} was not kept.", 'Call simulate with keep="all".'
            )
        return unpack(self._packed[held], self._order)


@dataclass(frozen=True, eq=False)
class Run:
    """What happened in a run of K iterations, the one that repeats its predecessor included.

    Attributes
    ----------
    wishes : Iterations
        Row i: the states that i wishes for as allies, carried allies included.
    alliances : Iterations
        Mutual wishes.
    srg : Iterations
        Row i: strategic reference group of i in force during the iteration.
    aoc : ndarray of float64, shape (K, n)
        Alliance opportunity cost of each state before the search of each iteration, in the unit of
        capability.
    converged : bool
        Whether the last iteration repeated the one before.
    system : StateSystem
        The inputs, sorted and packed.
    rules : Rules
        The switches of the run.
    """

    wishes: Iterations
    alliances: Iterations
    srg: Iterations
    aoc: np.ndarray
    converged: bool
    system: StateSystem
    rules: Rules

    @property
    def iterations(self) -> int:
        """Number of iterations K."""
        return len(self.aoc)

    def explain(self, state: int) -> pd.DataFrame:
        """Tell why a state wished for whom, module by module with the running opportunity cost.

        Parameters
        ----------
        state : int
            Its position in the inputs, from 0.

        Returns
        -------
        DataFrame
            See :func:`entente.abm.explanation.explain`.

        Raises
        ------
        IndexError
            If there is no such state.
        IterationNotHeld
            If the run was made with ``keep="last"``.
        """
        from entente.abm.explanation import explain

        return explain(self, state)


def simulate(
    *,
    capability: ArrayLike,
    srg: ArrayLike,
    mid: ArrayLike,
    democracy: ArrayLike,
    cooperation: ArrayLike,
    rules: Rules = _PAPER,
    keep: str = "all",
) -> Run:
    """Let states search for allies until the alliance network repeats (Maoz 2011, pp. 11-13, 38-40).

    In each iteration a state whose opportunity cost is positive adds candidates outside its strategic
    reference group (SRG), strongest first, module by module, until the cost is covered.  An alliance needs
    both wishes.  Then every SRG takes in the allies of the state's dispute opponents, B(SRG + MID·A), and
    the search runs again.

    Two points follow from carrying allies over (see `Rules`): an ally that comes to be in the new SRG stays
    an ally, counted on both sides of the cost, though nobody newly wishes for a member of its SRG; and the
    empty network before iteration 1 is not compared, so that a run converges in its second iteration at best.

    Parameters
    ----------
    capability : array_like of float or int, shape (n,)
        Non-negative capabilities.  The paper's are shares that sum to 1; any unit will do.  Floats count as
        balanced up to 1e-11 of their sum, so that exact balances stop the search; whole numbers are exact.
    srg : array_like of bool, shape (n, n)
        Row i marks the initial SRG of state i; may be asymmetric.  Zero diagonal, like all networks here.
    mid, cooperation : array_like of bool, shape (n, n)
        Militarized interstate disputes; history of cooperation.  Symmetric.
    democracy : array_like of bool, shape (n,)
        Which states are democracies.
    rules : Rules
        Switches; the paper's by default.
    keep : {"all", "last"}
        Which iterations' networks to hold.  The opportunity costs are held for all.

    Returns
    -------
    Run

    Raises
    ------
    ModelInputError
        If an input is malformed; names the argument and the first cell.
    ConfigurationError
        If ``rules`` is not a `Rules`, or ``keep`` neither "all" nor "last".
    """
    if not isinstance(rules, Rules):
        raise ConfigurationError(f"rules is {rules!r}.", 'Pass Rules(...), or Rules.named("program").')
    if keep not in ("all", "last"):
        raise ConfigurationError(f"keep is {keep!r}.", 'Choose "all" or "last".')
    system = read_system(capability, srg, mid, democracy, cooperation)
    trace = _Trace(keep)
    converged = _iterate(system, rules, trace)
    length = len(trace.costs)
    wishes, alliances, groups = (
        Iterations(packed, system.order, length) for packed in zip(*trace.networks, strict=True)
    )
    costs = np.array(trace.costs, dtype=np.float64)[:, system.position]
    return Run(wishes, alliances, groups, costs, converged, system, rules)


class _Trace:
    """The iterations so far: their packed networks, all or only the last, and all opportunity costs."""

    def __init__(self, keep: str):
        self.networks = deque(maxlen=1 if keep == "last" else None)
        self.costs = []

    def record(self, wishes: np.ndarray, alliances: np.ndarray, srg: np.ndarray, cost: np.ndarray) -> None:
        self.networks.append((wishes, alliances, srg))
        self.costs.append(cost)


def _iterate(system: StateSystem, rules: Rules, trace: _Trace) -> bool:
    """Run the iterations; return whether they converged."""
    lists = candidate_lists(system, rules)
    capability, tolerance, together = system.capability, system.tolerance, rules.ties == "together"
    nobody = np.zeros_like(system.srg)
    srg, carried, previous = system.srg, nobody, None
    for _ in range(rules.max_iterations):
        cost = opportunity_cost(capability, srg, carried)
        wishes = search(cost, srg, carried, lists, capability, tolerance, together)
        alliances = mutual(wishes)
        trace.record(wishes, alliances, srg, cost)
        compared = alliances if rules.converged_on == "alliances" else wishes
        if previous is not None and np.array_equal(compared, previous):
            return True
        previous = compared
        carried = alliances if rules.carry_allies else nobody
        base = srg if rules.srg_update == "cumulative" else system.srg
        srg = joined_with_composition(base, system.mid, alliances)
    return False
