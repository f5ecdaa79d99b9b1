"""Ties and effort of states in continuous time, and what became of them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.burden.actors.actor_system import ActorSystem, read_actors
from entente.burden.actors.coevolution_kernel import (
    MOVES,
    EffortTerms,
    Situation,
    TieTerms,
    Trace,
    coevolve,
)
from entente.burden.actors.replay import alternatives
from entente.burden.effort_categories import CATEGORIES
from entente.burden.member_values import position_of
from entente.core.errors import ConfigurationError, IterationNotHeld

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class ActorRun:
    """How a run ended, and how it came to that.

    Attributes
    ----------
    network : ndarray of bool, shape (n, n)
        Ties at the end.
    effort : ndarray of int64, shape (n,)
        Categories of effort at the end.
    status : str
        "ended": time is up; there is no other ending.
    opportunities : int
        How many there were.
    system : ActorSystem
        The inputs.
    """

    network: np.ndarray
    effort: np.ndarray
    status: str
    opportunities: int
    system: ActorSystem
    _trace: Trace
    _times: np.ndarray

    @property
    def labels(self) -> pd.Index | None:
        """What the states are called, in the order of all arrays; None if they were given without labels."""
        return self.system.labels

    def __repr__(self) -> str:
        ties = int(self.network.sum()) // 2
        return f"<ActorRun: {len(self.effort)} states, {self.opportunities} opportunities, ties: {ties}>"

    @property
    def moves(self) -> Trace:
        """What was done with each opportunity, as arrays, with states by position, and codes of moves.

        IterationNotHeld is raised if the run was not made with ``keep="all"``.
        """
        if len(self._times) < self.opportunities:
            raise IterationNotHeld("The run kept its end alone.", 'Call simulate with keep="all".')
        return self._trace

    @property
    def trace(self) -> pd.DataFrame:
        """What was done with each opportunity, in their order.

        Returns
        -------
        DataFrame
            Columns

            - step (int64), from 1; time (float64), between 0 and 1;
            - state, partner: labels, or else positions from 0; of effort there is no partner (missing);
            - move (str): "make", "end", "raise", "lower" or "nothing";
            - accepted (boolean): whether the move came true; missing where nothing was done;
            - gain (float64): by which the move raises the state's objective function; of an offer that was
              not accepted, by which it would have.

        Raises
        ------
        IterationNotHeld
            If the run was not made with ``keep="all"``.
        """
        import pandas as pd

        move = MOVES[self.moves.move]
        frame = pd.DataFrame(
            {
                "step": np.arange(1, self.opportunities + 1),
                "time": self._times,
                "state": self._trace.state.astype(np.int64),
                "partner": pd.array(self._trace.partner, dtype="Int64"),
                "move": move,
                "accepted": pd.array(self._trace.accepted, dtype="boolean"),
                "gain": self._trace.gain,
            }
        )
        frame["partner"] = frame["partner"].mask(self._trace.partner < 0)
        frame["accepted"] = frame["accepted"].mask(move == "nothing")
        return frame if self.labels is None else self._labelled(frame)

    def explain(self, state: Hashable) -> pd.DataFrame:
        """Return the alternatives that a state weighed at each of its opportunities, with probabilities.

        They are computed anew, in plain Python from the inputs and the moves of the trace: see
        :mod:`entente.burden.actors.replay`.

        Parameters
        ----------
        state : label or int
            Its label if the states have labels, else its position, from 0.

        Returns
        -------
        DataFrame
            One row an alternative, in the order of opportunities, those of ties by partner; columns

            - step (int64), time (float64): those of the trace;
            - kind (str): "ties" or "effort";
            - move (str): "make", "end", "nothing", "raise" or "lower";
            - partner: with whom; missing where there is none;
            - gain (float64): by which the move would raise the state's objective function;
            - probability (float64): of choosing it;
            - consent (float64): the probability that the partner agrees; 1 where nobody is asked;
            - chosen (bool).

        Raises
        ------
        BurdenInputError
            If there is no such label, or position.
        IterationNotHeld
            If the run was not made with ``keep="all"``.
        """
        position = position_of(state, self.labels, len(self.effort))
        found = alternatives(self.system, self.moves, self._times, position)
        return found if self.labels is None else self._labelled(found)

    def _labelled(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a table with states by their labels in place of positions."""
        names = dict(enumerate(self.labels.tolist()))
        # Whole numbers can be missing as Int64 only.
        kind = "Int64" if self.labels.dtype.kind in "iu" else object
        named = {"partner": frame["partner"].map(names, na_action="ignore").astype(kind)}
        if "state" in frame:
            named["state"] = frame["state"].map(names)
        return frame.assign(**named)


def simulate(
    network: Any,
    effort: Any,
    *,
    ties: Any = None,
    efforts: Any = None,
    rates: Any = 1.0,
    rule: str = "confirm",
    seed: int | Sequence[int] | np.random.SeedSequence,
    categories: int = CATEGORIES,
    centre: float | None = None,
    keep: str = "last",
) -> ActorRun:
    """Let ties and effort change in continuous time, from 0 to 1 (Kinne and Kang 2023).

    Each state has opportunities to change a tie, at rate λ_x, and its effort, at rate λ_z, after exponential
    waiting times.  With one for ties, state i chooses whom to toggle its tie with, or to do nothing, with
    probabilities ∝ exp f_i of what would be; with one for effort it lowers, keeps or raises its category by
    one, within the categories, ∝ exp f_i of what would be.  Objective functions f are those of
    :mod:`entente.burden.actors.coefficients`; a tie is offered in view of the present effort and the other
    way round.  By the rule ``confirm`` a new tie needs its partner's consent, which is given with the
    probability exp f_j(x + ij)/(exp f_j(x) + exp f_j(x + ij)); ties are ended by one side.

    Opportunities are drawn as a Poisson process: their number first, then what is made of each, their times
    last, if they are kept.  The numbers of a run come from one stream of numpy, ``default_rng(seed)``, which
    no other run shares: the same seed gives the same bytes, in whatever batch, and kept whole or not.

    Inputs that are pandas objects must have the same labels in the same order; nothing is aligned silently.

    Parameters
    ----------
    network : array_like of bool, DataFrame or networkx Graph, shape (n, n)
        Ties at the beginning: symmetric, with a zero diagonal; n is 2 or more.
    effort : array_like or Series of int, shape (n,)
        Categories of effort at the beginning, from 1.
    ties : TieCoefficients or mapping, optional
        What ties are worth; nothing if left out.
    efforts : EffortCoefficients or mapping, optional
        What effort is worth.
    rates : float, mapping or Rates
        λ_x and λ_z, under ``ties`` and ``efforts``, or one number for both.
    rule : {"confirm", "unilateral"}
        Whether a new tie needs both.
    seed : int or sequence of int
        What the random numbers depend on, e.g. (seed, index).
    categories : int, default 11
        How many categories there are.
    centre : float, optional
        z̄; the mean of effort at the beginning if left out.
    keep : {"last", "all"}
        Whether the run keeps its trace.

    Returns
    -------
    ActorRun

    Raises
    ------
    NetworkError
        If the network is no undirected network, or labels differ.
    BurdenInputError
        If another input cannot be used; names it.
    ConfigurationError
        If ``keep`` is neither "last" nor "all".
    """
    if keep not in ("last", "all"):
        raise ConfigurationError(f"keep is {keep!r}.", 'Choose "all" or "last".')
    system = read_actors(
        network,
        effort,
        ties=ties,
        efforts=efforts,
        rates=rates,
        rule=rule,
        categories=categories,
        centre=centre,
    )
    return run_actors(system, np.random.default_rng(seed), keep == "all")


def run_actors(system: ActorSystem, generator: np.random.Generator, keep_all: bool = False) -> ActorRun:
    """Run a system whose inputs have been checked, with the numbers of a stream."""
    situation = _situation(system)
    total = system.rates.ties + system.rates.efforts
    opportunities = int(generator.poisson(total * len(system.effort)))
    held = opportunities if keep_all else 0
    trace = Trace(*(np.empty(held, dtype) for dtype in (np.int32, np.int32, np.int8, np.bool_, np.float64)))
    coevolve(
        generator,
        opportunities,
        system.rates.ties / total if total else 0.0,
        system.rule == "confirm",
        situation,
        _tie_terms(system),
        _effort_terms(system),
        trace,
    )
    # Given their number, the times of a Poisson process are uniform, and independent of what is done at them.
    times = np.sort(generator.random(held))
    return ActorRun(situation.network, situation.effort, "ended", opportunities, system, trace, times)


def _situation(system: ActorSystem) -> Situation:
    network, effort = system.network.copy(order="C"), system.effort.copy()
    walks = network.astype(np.float32) @ network.astype(np.float32)  # exact up to 2^24 partners
    shared = walks.astype(np.int32)
    return Situation(
        network,
        effort,
        network.sum(axis=1),
        (shared * network).sum(axis=1) // 2,
        shared,
        network @ effort,
    )


def _tie_terms(system: ActorSystem) -> TieTerms:
    ties, degree = system.ties, np.arange(len(system.effort) + 1.0)
    scaled = ties.degree * (degree if ties.scale == "linear" else np.sqrt(degree))
    return TieTerms(
        ties.density + system.pairs,
        scaled + ties.partner_degree * degree,
        degree * scaled,
        float(ties.closure * (1 if ties.triangles == "once" else 2)),
        float(ties.partner_effort),
        system.centre,
    )


def _effort_terms(system: ActorSystem) -> EffortTerms:
    efforts = system.efforts
    return EffortTerms(
        float(efforts.linear),
        float(efforts.quadratic),
        float(efforts.direct),
        float(efforts.indirect),
        float(efforts.conditional),
        system.states,
        system.centre,
        system.categories,
    )
