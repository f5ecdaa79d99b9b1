"""States make and end ties, pair by pair in a random order, until no pair would, or a network returns."""

from __future__ import annotations

import warnings
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.burden.member_values import labelled, position_of
from entente.burden.networks.stability import all_pairs, read_utilities
from entente.burden.networks.visits import Start, Visits
from entente.burden.networks.weighed_ties import traced, weighed
from entente.burden.public_good.equilibrium import UnsettledWarning
from entente.burden.public_good.inputs import (
    count_states,
    labelled_matrix,
    labels_beside,
    read_network,
    read_terms,
    read_tie_costs,
)
from entente.burden.public_good.replies import settle_network, visit_pairs
from entente.core.errors import BurdenInputError, IterationNotHeld

if TYPE_CHECKING:
    import pandas as pd

#: How a run ends.
STABLE, CYCLE, LIMIT = "stable", "cycle", "limit"

#: What may be kept of a run.
KEPT = ("last", "all")


@dataclass(frozen=True, eq=False, repr=False)
class FormationRun:
    """A network that states formed, and what they contribute on it.

    Attributes
    ----------
    network : ndarray of bool or DataFrame, shape (n, n)
        Ties at the end.
    contributions : ndarray of float64 or Series, shape (n,)
        m at the end, as by :func:`entente.burden.commons` on that network.
    status : {"stable", "cycle", "limit"}
        How it ended: after a round without a change, with pairwise stability; when a network that stood at
        the end of an earlier round stood there again; or after the most rounds.
    rounds : int
        How many there were.
    unsettled : int
        How often contributions did not settle within the most sweeps.
    labels : Index or None
        What the states are called.
    """

    network: np.ndarray | pd.DataFrame
    contributions: np.ndarray | pd.Series
    status: str
    rounds: int
    unsettled: int
    labels: pd.Index | None
    _start: Start
    _visits: list[Visits] | None

    def __repr__(self) -> str:
        ties = int(np.asarray(self.network).sum()) // 2
        ended = f"{self.status} after {self.rounds} rounds"
        return f"<FormationRun: {len(self.network)} states, {ties} ties, {ended}>"

    @cached_property
    def trace(self) -> pd.DataFrame:
        """What happened.

        Returns
        -------
        DataFrame
            Two rows a visit of a pair, one a state, and, if the tie changed, a row a state whose contribution
            moved by more than 1e-9 of what it could pay; columns

            - step (int64), from 1: a visit, or contributions that settle after it; time (int64): the round;
            - state, partner: labels, or else positions from 0; of effort there is no partner (missing);
            - move (str): "make" or "end", as the two considered, or "effort";
            - accepted (boolean): whether it came true, as effort always does;
            - gain (float64): of ties, what the state gains by the change, as it judges it, costs of the tie
              included; of effort, what it gains by moving when all others are where they settle, which is
              negative where its floor rose.

        Raises
        ------
        IterationNotHeld
            If the run was not made with ``keep="all"``.
        """
        return traced(self._start, self._held(), self.labels)

    def explain(self, state: Hashable) -> pd.DataFrame:
        """Return what a state weighed whenever a pair of which it is one was visited, computed anew.

        Changes of ties are replayed from the run; contributions and utilities are computed from the inputs,
        in plain Python.

        Parameters
        ----------
        state : label or int
            Its label if the states have labels, else its position, from 0.

        Returns
        -------
        DataFrame
            Two rows a visit, what is and what could be; columns

            - step, time, partner: as in the trace;
            - move (str): "nothing", or "make" or "end";
            - contribution, received (float64): the state's own m, and what it can use of others', S;
            - tie_costs (float64): what all its ties cost it;
            - utility (float64): with them;
            - gain, partner_gain (float64): in utility over "nothing", the state's and the partner's;
            - chosen (bool): whether the two came to it.

        Raises
        ------
        IterationNotHeld
            If the run was not made with ``keep="all"``.
        BurdenInputError
            If there is no such label, or position.
        """
        visits = self._held()
        position = position_of(state, self.labels, len(self.network))
        return weighed(self._start, visits, position, self.labels)

    def _held(self) -> list[Visits]:
        if self._visits is None:
            raise IterationNotHeld("The run kept its end alone.", 'Call play with keep="all".')
        return self._visits


def play(
    *,
    resources: Any,
    weight: Any,
    tie_cost: Any,
    seed: int | np.random.SeedSequence,
    network: Any = None,
    phi0: float = 1,
    phi1: float = 0,
    floor: Any = 0,
    cost: Any = 1,
    utilities: str = "settled",
    rounds: int = 50,
    keep: str = "last",
) -> FormationRun:
    """Let states make and end ties, and contribute on the network that they have.

    Each round visits all pairs in a random order.  A missing tie is made if one gains by it and the other
    loses nothing, an existing one ends if either gains by that; a gain counts beyond 1e-9.  After each change
    contributions settle, as by :func:`entente.burden.commons`.

    Parameters
    ----------
    resources, weight, phi0, phi1, floor, cost
        As of :func:`entente.burden.commons`; without a network, resources one a state.
    tie_cost : float or array_like, shape (n, n)
        k, what a tie costs each of its two states, in units of utility: row i is what i pays.
    seed : int or SeedSequence
        Of the order of pairs.
    network : array_like, shape (n, n), or graph, optional
        Ties at the start; none if left out.
    utilities : {"settled", "present"}
        By which contributions a tie is judged: those that settle again after it, or those of the moment, in
        which only the two states' floors move.
    rounds : int, default 50
        The most rounds.
    keep : {"last", "all"}
        Whether to keep what was considered, for ``trace`` and ``explain``.

    Returns
    -------
    FormationRun

    Warns
    -----
    UnsettledWarning
        With how often contributions did not settle.

    Raises
    ------
    BurdenInputError, NetworkError
        As by :func:`entente.burden.commons`, and if costs of ties, rounds or a switch cannot be used.

    Notes
    -----
    Some systems have no stable network.  Commitment binds from below here: if it were to change preferences,
    utilities before and after could not be compared.
    """
    given = {"resources": resources, "weight": weight, "floor": floor, "cost": cost}
    if network is None:
        n, labels = count_states(given), labels_beside(given)
        first = np.zeros((n, n), dtype=bool)
    else:
        first, labels = read_network(network, given)
    terms = read_terms(given, phi0, phi1, len(first), labels)
    start = Start(first, terms, read_tie_costs(tie_cost, len(first), labels), read_utilities(utilities))
    if isinstance(rounds, bool) or not isinstance(rounds, int) or rounds < 1 or keep not in KEPT:
        raise BurdenInputError(
            f"rounds is {rounds!r}, keep is {keep!r}.",
            f"Give a whole number of 1 or more, and one of {', '.join(KEPT)}.",
        )
    visits: list[Visits] | None = [] if keep == "all" else None
    ties, contributions, status, count, unsettled = _play(start, seed, rounds, visits)
    if unsettled:
        warnings.warn(f"Contributions did not settle {unsettled} times.", UnsettledWarning, stacklevel=2)
    return FormationRun(
        labelled_matrix(ties, labels),
        labelled(contributions, labels),
        status,
        count,
        unsettled,
        labels,
        start,
        visits,
    )


def _play(
    start: Start, seed: int | np.random.SeedSequence, rounds: int, visits: list[Visits] | None
) -> tuple[np.ndarray, np.ndarray, str, int, int]:
    """Return network, contributions, status, rounds, and how often contributions did not settle."""
    generator = np.random.default_rng(seed)
    network = np.array(start.network, order="C")
    contributions, settled = settle_network(network, start.terms)
    pairs, unsettled, seen = all_pairs(len(network)), int(not settled), set()
    for count in range(1, rounds + 1):
        order = generator.permutation(pairs)
        gains, toggled = np.empty((len(pairs), 2)), np.zeros(len(pairs), dtype=bool)
        changes, failures = visit_pairs(
            network,
            contributions,
            start.tie_costs,
            start.terms,
            start.at_present,
            order,
            gains,
            toggled,
            False,
        )
        unsettled += failures
        if visits is not None:
            visits.append(Visits(order, gains, toggled))
        ended = np.packbits(network).tobytes()
        if not changes or ended in seen:
            return network, contributions, CYCLE if changes else STABLE, count, unsettled
        seen.add(ended)
    return network, contributions, LIMIT, rounds, unsettled
