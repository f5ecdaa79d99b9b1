"""The agent-based model from the first iteration to equilibrium."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.abm.inputs import StateSystem, read_system
from entente.abm.rules import Rules
from entente.core.errors import ConfigurationError, IterationNotHeld
from entente.networks.kernel import add_composition, add_pairs, run_model, unpack

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

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

    @property
    def held(self) -> range:
        """Indices of the iterations that were kept."""
        return range(self._length - len(self._packed), self._length)

    def __getitem__(self, index: int) -> np.ndarray:
        """Network of one iteration: bool (n, n), a fresh array; IterationNotHeld if it was not kept."""
        position = range(self._length)[operator.index(index)]
        if position not in self.held:
            raise IterationNotHeld(
                f"Iteration {position + 1} of {self._length} was not kept.", 'Call simulate with keep="all".'
            )
        return unpack(self._packed[position - self.held.start], self._order)


@dataclass(frozen=True, eq=False, repr=False)
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

    @property
    def labels(self) -> pd.Index | None:
        """What the states are called, in the order of all arrays; None if they were given without labels."""
        return self.system.labels

    def __repr__(self) -> str:
        ending = "converged" if self.converged else "not converged"
        allied, n = int(self.alliances[-1].sum()) // 2, len(self.system.order)
        return f"<Run: {n} states, {self.iterations} iterations, {ending}, alliances: {allied}>"

    def to_frame(self) -> pd.DataFrame:
        """Return who wished for whom, who was allied, and who was in whose reference group, as a tidy table.

        Returns
        -------
        DataFrame
            One row for each iteration that was kept and each ordered pair of states with a wish, an alliance
            or a place in the reference group, in this order; columns

            - iteration (int16), from 1;
            - state, partner: their labels, or else their positions in the inputs, from 0;
            - wish (bool): the state wishes for the partner as an ally;
            - alliance (bool): the partner wishes for the state too;
            - srg (bool): the partner is in the state's reference group in force during the iteration.
        """
        import pandas as pd

        return pd.concat([self._pairs(index) for index in self.alliances.held], ignore_index=True)

    def _pairs(self, index: int) -> pd.DataFrame:
        """Return the pairs of one iteration that have anything to do with each other."""
        import pandas as pd

        kinds = {"wish": self.wishes[index], "alliance": self.alliances[index], "srg": self.srg[index]}
        state, partner = np.nonzero(np.logical_or.reduce(list(kinds.values())))
        names = (state, partner) if self.labels is None else (self.labels[state], self.labels[partner])
        pairs = {"iteration": np.int16(index + 1), **dict(zip(("state", "partner"), names, strict=True))}
        return pd.DataFrame(pairs | {kind: ties[state, partner] for kind, ties in kinds.items()})

    def to_networkx(self, iteration: int = -1) -> nx.Graph:
        """Return the alliances of an iteration as an undirected graph.

        Parameters
        ----------
        iteration : int, default -1
            From 1, or from the end, where -1 is the last.

        Returns
        -------
        networkx.Graph
            Its nodes are all states, by label or else by position, in the order of the inputs, with the
            attributes capability and democracy.

        Raises
        ------
        IterationNotHeld
            If there is no such iteration, or it was not kept.
        """
        import pandas as pd

        from entente.networks.graphs import labelled_graph

        if not 1 <= abs(operator.index(iteration)) <= self.iterations:
            raise IterationNotHeld(
                f"The run has no iteration {iteration}.", f"It has iterations 1 to {self.iterations}."
            )
        allied = self.alliances[iteration - 1 if iteration > 0 else iteration]
        place = np.argsort(self.system.order)
        described = {"capability": self.system.capability[place], "democracy": self.system.democracy[place]}
        return labelled_graph(allied, pd.DataFrame(described, index=self.labels))


def simulate(
    *,
    capability: Any,
    srg: Any,
    mid: Any,
    democracy: Any,
    cooperation: Any,
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

    Inputs that are Series or DataFrames must have the same labels in the same order, DataFrames for rows and
    columns alike: nothing is aligned silently.  Networks may be graphs of networkx, in which every edge is a
    tie; they have no order, and their nodes are found by label: beside them another input must have labels,
    unless the nodes are called 0 to n − 1.  The run knows the labels.

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
