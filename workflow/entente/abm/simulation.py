"""The agent-based model from the first iteration to equilibrium."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from entente.abm.inputs import StateSystem, read_system
from entente.abm.rules import Rules
from entente.core.errors import ConfigurationError, IterationNotHeld
from entente.networks.kernel import add_composition, add_pairs, run_model, unpack

_PAPER = Rules.named("paper")


class Iterations(Sequence):
    """A network per iteration, bit-packed; index 0 is iteration 1, index -1 the last.

    Its length is the number of iterations of the run, and an index always means the same iteration, also
    where earlier ones were not kept: those held are the last ones.
    """

    def __init__(self, packed: Sequence[np.ndarray], order: np.ndarray, length: int):
        self._packed, self._order, self._length = packed, order, length

    def __len__(self) -> int:
        """Count the iterations of the run, kept or not."""
        return self._length

    def __getitem__(self, index: int) -> np.ndarray:
        """Network of one iteration: bool (n, n), a fresh array; IterationNotHeld if it was not kept."""
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
    networks, costs, converged = run_model(
        system.capability,
        system.tolerance,
        system.srg,
        system.mid,
        candidate_lists(system, rules),
        together=rules.ties == "together",
        carry=rules.carry_allies,
        cumulative=rules.srg_update == "cumulative",
        on_wishes=rules.converged_on == "wishes",
        limit=rules.max_iterations,
        keep_all=keep == "all",
    )
    wishes, alliances, groups = (
        Iterations(packed, system.order, len(costs)) for packed in zip(*networks, strict=True)
    )
    aoc = np.empty((len(costs), len(system.order)))
    aoc[:, system.order] = costs
    return Run(wishes, alliances, groups, aoc, converged, system, rules)


def candidate_lists(system: StateSystem, rules: Rules) -> np.ndarray:
    """Candidates of every state, a packed network for each module of the rules and the fallback, in order.

    Who is in the strategic reference group, already wished or without capability is left to the search.
    Rows of states that are no democracy are empty in module D: they go on to the next module at once.  They
    are uint64 (lists, n, ceil(n / 64)).
    """
    lists = np.zeros((len(rules.searched), *system.srg.shape), np.uint64)
    for candidates, name in zip(lists, rules.searched, strict=True):
        if name == "D":
            add_pairs(candidates, system.democracy)
        elif name == "EE":
            add_composition(candidates, system.mid, system.mid)
        elif name == "JC":
            candidates[:] = system.cooperation
        else:
            add_pairs(candidates, np.ones_like(system.democracy))
    return lists
