"""The rounds of one year, from its states to ties, utilities and burdens."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.burden.needs.rounds import MOVES, STORED, TIED, UTILITY, Log, play
from entente.burden.needs.rules import Burden, Rules
from entente.burden.needs.year_inputs import States, read_states, with_change, world_at_start
from entente.core.errors import BurdenInputError, ConfigurationError, IterationNotHeld

if TYPE_CHECKING:
    import pandas as pd

#: How a year ends.
SETTLED, LIMIT = "settled", "limit"


@dataclass(frozen=True, eq=False, repr=False)
class Run:
    """What became of the states in a year; arrays, or pandas objects if the states have labels.

    Attributes
    ----------
    allies : ndarray or DataFrame of bool, shape (n, n)
        Ties at the end.
    utility : ndarray or Series of float64, shape (n,)
        U, in the unit of capability.
    burden : ndarray or Series of float64, shape (n,)
        B, the burden that is asked of a state; missing where a state has allies or primary enemies, but the
        change of nobody's burden among them is known.
    rounds : int
        How often all states acted.
    status : {"settled", "limit"}
        Whether rounds passed without a new tie, or there were as many as the rules allow.
    states : States
        The inputs, checked.
    rules : Rules
    esteem : ndarray of float64, shape (n,)
        Σ u_ji over allies, as B takes it.
    """

    allies: np.ndarray | pd.DataFrame
    utility: np.ndarray | pd.Series
    burden: np.ndarray | pd.Series
    rounds: int
    status: str
    states: States
    rules: Rules
    esteem: np.ndarray
    _trace: pd.DataFrame | None

    def __repr__(self) -> str:
        ties, n = int(np.asarray(self.allies).sum()) // 2, len(self.states.capability)
        return f"<Run: {n} states in {self.states.year}, {self.rounds} rounds, {self.status}, ties: {ties}>"

    @property
    def trace(self) -> pd.DataFrame:
        """What was offered.

        Returns
        -------
        DataFrame
            A row a move, in order; columns

            - step (int64), from 1; time (int64): the round, from 1;
            - state, partner: labels, or else positions from 0;
            - move (str): "make", an offer, "exchange", the offer of a state that would end its worst tie for
              it, or "end", that tie's end;
            - accepted (boolean): whether the partner agreed and the tie was kept;
            - gain (float64): the change of the state's own U, 0 if not.

        Raises
        ------
        IterationNotHeld
            If the run was not made with ``keep="all"``.
        """
        if self._trace is None:
            raise IterationNotHeld("The run kept its end alone.", 'Call run with keep="all".')
        return self._trace

    def burden_by(self, change: Any) -> np.ndarray | pd.Series:
        """Return B by other changes of observed burdens, such as those of another source.

        Ties and utilities do not depend on them.

        Parameters
        ----------
        change : array_like of float, shape (n,)
            As ``burden_change`` of :func:`run`, with the labels of the states if they have any.

        Returns
        -------
        ndarray or Series of float64, shape (n,)

        Raises
        ------
        BurdenInputError
            If the labels are others, or a change is infinite.
        """
        states = with_change(self.states, change)
        tied, utility = np.asarray(self.allies), np.asarray(self.utility)
        found = burdens_of(states, self.rules.burden, tied, utility, self.esteem)
        return _named(found, self.states.labels)

    def explain(self, state: Hashable) -> pd.DataFrame:
        """Return what a state weighed at each of its moves: :func:`entente.burden.needs.replay.explain`."""
        from entente.burden.needs.replay import explain

        return explain(self.states, self.rules, self.trace, self.rounds, state)

    def handed_on(self, labels: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the ties with which the next year starts, and how long they have lasted.

        Parameters
        ----------
        labels : sequence
            The states of that year; those that are gone lose their ties, new ones begin without.

        Returns
        -------
        allies : DataFrame of bool, shape (m, m)
        duration : DataFrame of float64, shape (m, m)
            A year more than in this year for each tie, else 0.

        Raises
        ------
        BurdenInputError
            If the states have no labels, or one stands twice.
        """
        import pandas as pd

        if self.states.labels is None:
            raise BurdenInputError("The states have no labels.", "Give pandas objects to hand ties on.")
        index = pd.Index(labels)
        if index.has_duplicates:
            twice = index[index.duplicated()].tolist()[0]
            raise BurdenInputError(f"State {twice!r} stands twice.", "Give each state once.")
        allies = self.allies.reindex(index=index, columns=index, fill_value=False)
        lasted = pd.DataFrame(self.states.duration + 1, index=self.states.labels, columns=self.states.labels)
        return allies, lasted.reindex(index=index, columns=index).where(allies, 0.0)


def run(
    *,
    capability: Any,
    democracy: Any,
    culture: Any,
    neighbours: Any,
    primary_enemies: Any,
    allies: Any,
    year: int,
    secondary_enemies: Any = None,
    burden_change: Any = None,
    duration: Any = None,
    rules: Rules | str = "program",
    keep: str = "last",
) -> Run:
    """Let states ask each other for alliances until a year settles, and return ties, utilities and burdens.

    To state i an ally j is worth u_ij = c_j (.6 A_ij + .2 P_ij + .2 R_ij − .1 K_ij), half of it if j is a
    primary enemy.  A is what draws i to j (a common enemy, democracy, culture, an enemy's neighbour, two
    common allies), P the mean of what draws i's primary enemies to j, R the mean worth to i of j's allies, K
    the price of j's other enemies.  Its utility is U_i = c_i + Σ u_ij over allies − Σ c over primary enemies
    − ½ Σ c over secondary ones.  States act in turn, the least utility first.  One with U below .7 makes
    offers, best first, as long as u_ij is positive; who is asked accepts with U below .7 and u_ji > 0, and
    the tie stays if neither's U falls.  One that has enough may exchange its worst ally for the best other.

    Which u_il R uses, and when, decides which ties are made, and is as in the project's program: those that i
    stored when it acted last, and at each round's end, one after the other in the order of the states; turns
    are by the utility before the round that went before.  So the order in which the states are given can
    matter; with ``order="synchronous"`` it does only among equals.  Nothing is drawn.

    Inputs that are Series or DataFrames must have the same labels in the same order; networks may be graphs
    of networkx beside an input with labels.  Networks and ``democracy`` hold bools, or 0 and 1.

    Parameters
    ----------
    capability : array_like of float, shape (n,)
        c, 0 or more, as shares or in another unit, in which the bounds of the rules must be then.
    democracy : array_like of bool, shape (n,)
    culture : array_like of float, shape (n, n)
        Similarity from 0 to 1, symmetric; the diagonal is zero, like those of all matrices here.
    neighbours : array_like of bool, shape (n, n)
        Symmetric.
    primary_enemies : array_like of bool, shape (n, n)
        Row i marks the primary enemies of i: who threatens it.  May be asymmetric.
    allies : array_like of bool, shape (n, n)
        The network at the start, symmetric: that of the year before, or none.
    year : int
        By which α of the burdens, and in ``v2`` the cost of allies, are chosen.
    secondary_enemies : array_like of bool, shape (n, n), optional
        Row i marks its secondary enemies: the allies of those who threaten it, who are no primary enemies.
        Left out if the rules take them from the network as it stands, as ``v2`` does, and given otherwise.
    burden_change : array_like of float, shape (n,), optional
        Change of each state's observed burden; may be missing.  Means are of those that are known (a choice;
        the program counts others as 0).
    duration : array_like of float, shape (n, n), optional
        Years that ties at the start have lasted, symmetric; 0 if it is not given.
    rules : Rules or {"program", "v2"}
        Weights and switches.
    keep : {"last", "all"}
        Whether to keep the moves, for ``trace`` and ``explain``.

    Returns
    -------
    Run

    Raises
    ------
    BurdenInputError
        If an input is malformed, which names it and the first cell; or if u grows beyond all bounds, which
        happens if capabilities are far above 1.
    ConfigurationError
        If there are no such rules, or ``keep`` is neither "last" nor "all".

    Notes
    -----
    Need, detection, punishment and emulation: the project's program of November 2022, whose allies, U and B
    this gives digit by digit.  B_i = α N + β D·P + γ E + δ Be + η L with N = 1 if U_i < 0; D = Σ d_j/(n−1)
    and P = Σ u_ji/(n−1) over allies j; E and Be the mean change of the allies' and the primary enemies'
    burdens; L = Σ duration/(n−1).  The u_ji are what the program has then: renewed for states up to i.
    """
    rules = Rules.named(rules) if isinstance(rules, str) else rules
    if not isinstance(rules, Rules):
        raise ConfigurationError(f"rules is {rules!r}.", 'Pass Rules(...), "program" or "v2".')
    if keep not in ("last", "all"):
        raise ConfigurationError(f"keep is {keep!r}.", 'Choose "last" or "all".')
    vectors = {"capability": capability, "democracy": democracy, "burden_change": burden_change}
    networks = {
        "culture": culture,
        "neighbours": neighbours,
        "primary_enemies": primary_enemies,
        "secondary_enemies": secondary_enemies,
        "allies": allies,
        "duration": duration,
    }
    states = read_states(rules, year, vectors, networks)
    world, log = world_at_start(states, rules), _empty_log(len(states.capability), rules, keep)
    rounds, settled, esteem = play(world, log, rules.quiet, rules.max_rounds)
    allied, utilities = world.networks[TIED], world.of_state[UTILITY]
    if not np.isfinite(world.of_pair[STORED]).all():
        raise BurdenInputError(
            "What allies are worth grew beyond all bounds.", "Give capabilities as shares that sum to 1."
        )
    burden = burdens_of(states, rules.burden, allied, utilities, esteem)
    return Run(
        allies=_named(allied, states.labels),
        utility=_named(utilities, states.labels),
        burden=_named(burden, states.labels),
        rounds=rounds,
        status=SETTLED if settled else LIMIT,
        states=states,
        rules=rules,
        esteem=esteem,
        _trace=_trace(log, states) if keep == "all" else None,
    )


def burdens_of(
    states: States, weights: Burden, tied: np.ndarray, utility: np.ndarray, esteem: np.ndarray
) -> np.ndarray:
    """Return B of each state, given Σ u_ji over its allies."""
    others = len(utility) - 1
    degree = tied.sum(axis=1)
    detection, punishment = tied @ degree / others, esteem / others
    emulation = _mean_change(tied, states.burden_change)
    enemies = _mean_change(states.primary_enemies, states.burden_change)
    lasted = (tied * states.duration).sum(axis=1) / others
    need = weights.need_before if states.year < weights.changes else weights.need_from
    return (
        need * (utility < 0)
        + weights.punishment * detection * punishment
        + weights.emulation * emulation
        + weights.enemies * enemies
        + weights.duration * lasted
    )


def _mean_change(network: np.ndarray, change: np.ndarray) -> np.ndarray:
    """Mean change over those with data whom a state is tied to: 0 of nobody, NaN if none has data."""
    known = network & np.isfinite(change)
    count = known.sum(axis=1)
    mean = (known * np.nan_to_num(change)).sum(axis=1) / np.maximum(count, 1)
    return np.where(network.any(axis=1) & (count == 0), np.nan, mean)


def _empty_log(n: int, rules: Rules, keep: str) -> Log:
    """Room for all moves that there can be: an offer to each other state and turn, or an exchange in two."""
    rows = rules.max_rounds * n * max(2, n - 1) if keep == "all" else 0
    return Log(np.empty((rows, 5), np.int32), np.empty(rows), np.zeros(1, np.int64))


def _trace(log: Log, states: States) -> pd.DataFrame:
    import pandas as pd

    length = int(log.length[0])
    time, state, partner, move, accepted = log.moves[:length].T.astype(np.int64)
    names = np.arange(len(states.capability)) if states.labels is None else states.labels
    return pd.DataFrame(
        {
            "step": np.arange(1, length + 1),
            "time": time,
            "state": names[state],
            "partner": names[partner],
            "move": np.array(MOVES, dtype=object)[move],
            "accepted": pd.array(accepted.astype(bool), dtype="boolean"),
            "gain": log.gain[:length].copy(),
        }
    )


def _named(values: np.ndarray, labels: pd.Index | None) -> Any:
    """Return values with the labels of the states, if they have any."""
    if labels is None:
        return values
    import pandas as pd

    if values.ndim == 1:
        return pd.Series(values, index=labels)
    return pd.DataFrame(values, index=labels, columns=labels)
