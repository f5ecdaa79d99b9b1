"""What a state weighed at each of its moves: the year replayed in plain Python from its inputs.

Of other states the moves are taken from the run, of the state asked for they are decided again.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from entente.burden.member_values import position_of
from entente.burden.needs.year_inputs import attraction_weights, unshared

if TYPE_CHECKING:
    from entente.burden.needs.rules import Rules
    from entente.burden.needs.year_inputs import States

#: What becomes of an offer.
ACCEPTED, NOT_IN_NEED, WORTH_NOTHING = "accepted", "partner not in need", "worth nothing to the partner"
OWN_LOSS, PARTNERS_LOSS = "own utility would fall", "partner's utility would fall"

#: What the end of a tie is, after an exchange was accepted.
REPLACED = "replaced"

_COLUMNS = [
    "time",
    "offer",
    "move",
    "partner",
    "A",
    "P",
    "R",
    "K",
    "u",
    "u_back",
    "utility",
    "gain",
    "answer",
]


def explain(states: States, rules: Rules, trace: pd.DataFrame, rounds: int, state: Hashable) -> pd.DataFrame:
    """Return what a state weighed at each of its moves.

    Parameters
    ----------
    states : States
    rules : Rules
    trace : DataFrame
        The run's.
    rounds : int
        How many there were.
    state : label or int
        Its label if the states have labels, else its position in the inputs, from 0.

    Returns
    -------
    DataFrame
        A row a move, in order; time (int64), the round, and offer (int64), which of the state's in it, both
        from 1; move and partner, as in the trace; A, P, R and K, and u, the worth u_ij of the partner that
        they make, at the moment before the move; u_back, what the state is worth to the partner; utility, the
        state's U before the move; gain, its change, 0 if the offer comes to nothing; answer: "accepted",
        "partner not in need", "worth nothing to the partner", "own utility would fall", "partner's utility
        would fall", or "replaced" of a tie that an exchange ends.

    Raises
    ------
    BurdenInputError
        If there is no such state.
    """
    position = position_of(state, states.labels, len(states.capability))
    rows = list(_Replay(states, rules).turns_of(position, rounds, _moves(states, trace)))
    found = pd.DataFrame(rows, columns=_COLUMNS)
    names = np.arange(len(states.capability)) if states.labels is None else states.labels
    return found.assign(partner=names[found["partner"].to_numpy(dtype=np.int64)])


def _moves(states: States, trace: pd.DataFrame) -> dict[tuple[int, int], list[tuple[int, bool]]]:
    """Partners of the accepted moves of each round and state, and whether they become allies."""
    kept = trace[trace["accepted"].astype(bool)]
    places = {states.name(i): i for i in range(len(states.capability))}
    found: dict[tuple[int, int], list[tuple[int, bool]]] = {}
    for move in kept.itertuples():
        moves = found.setdefault((move.time, places[move.state]), [])
        moves.append((places[move.partner], move.move != "end"))
    return found


class _Replay:
    """The network, what states stored, and their utilities, as the year goes on."""

    def __init__(self, states: States, rules: Rules):
        self.states, self.rules = states, rules
        self.n = len(states.capability)
        self.tied = states.allies.copy()
        self.stored = np.zeros((self.n, self.n))
        self.weights = attraction_weights(states, rules)
        self.unshared = unshared(states.primary_enemies)
        self.barred = np.eye(self.n, dtype=bool)
        if rules.enemies == "never":
            self.barred |= states.primary_enemies
        self.utility = self._utilities()

    # --- what an ally is worth ---

    def _second(self) -> np.ndarray:
        if self.rules.secondary == "given":
            return self.states.secondary_enemies
        return self.states.primary_enemies.astype(float) @ self.tied > 0

    def _drawn(self, i: int) -> np.ndarray:
        """A_ij for all j."""
        enemies = self.states.primary_enemies
        reference = enemies | self._second() if self.rules.reference == "all" else enemies
        common = (self.tied[:, self.tied[i]]).sum(axis=1)
        counted = common >= 2 if self.rules.common_allies == "two" else common
        known = (
            (reference[:, reference[i]]).any(axis=1),
            self.states.democracy,
            self.states.culture[i],
            (self.states.neighbours[:, reference[i]]).any(axis=1),
            counted,
        )
        return sum(weight * part for weight, part in zip(self.weights[i], known, strict=True))

    def _drawn_enemies(self, i: int) -> np.ndarray:
        """P_ij for all j."""
        enemies = np.flatnonzero(self.states.primary_enemies[i])
        total = sum((self._drawn(e) for e in enemies), np.zeros(self.n))
        return total / max(1, len(enemies)) if self.rules.averaged else total

    def _trust(self, i: int, j: int) -> float:
        """R_ij of what i has stored."""
        total = float(self.stored[i, self.tied[j]].sum())
        return total / max(1, int(self.tied[j].sum())) if self.rules.averaged else total

    def parts(self, i: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """A, P, R and K of i and all others."""
        trust = np.array([self._trust(i, j) for j in range(self.n)])
        return self._drawn(i), self._drawn_enemies(i), trust, self.unshared[i]

    def _worth(self, i: int, parts: tuple[np.ndarray, ...]) -> np.ndarray:
        """u_ij for all j, of the four parts."""
        rules = self.rules
        signed = (rules.attraction, rules.prevention, rules.trust, -rules.cost)
        value = self.states.capability * sum(w * part for w, part in zip(signed, parts, strict=True))
        halved = np.where(self.states.primary_enemies[i], 0.5 * value, value)
        return np.where(self.barred[i], 0.0, halved)

    def worth(self, i: int) -> np.ndarray:
        """u_ij for all j in the network as it stands."""
        return self._worth(i, self.parts(i))

    def utility_of(self, i: int) -> float:
        """U_i in the network as it stands."""
        capability, degree = self.states.capability, int(self.tied[i].sum())
        power = 2 if self.states.year < self.rules.crowding_changes else 1
        threat = capability[self.states.primary_enemies[i]].sum() + 0.5 * capability[self._second()[i]].sum()
        worth = self.worth(i)[self.tied[i]].sum()
        return float(capability[i] + worth - self.rules.crowding * degree**power - threat)

    def _utilities(self) -> np.ndarray:
        return np.array([self.utility_of(i) for i in range(self.n)])

    def renew(self, i: int) -> None:
        """Store u_ij for all j, one after the other or at once."""
        drawn, enemies, _, unshared_ = parts = self.parts(i)
        if self.rules.order == "synchronous":
            self.stored[i] = self._worth(i, parts)
            return
        for j in range(self.n):
            trust = np.zeros(self.n)
            trust[j] = self._trust(i, j)
            self.stored[i, j] = self._worth(i, (drawn, enemies, trust, unshared_))[j]

    def in_need(self, i: int) -> bool:
        """Whether a state asks for allies, and accepts offers."""
        return bool(self.rules.lower < self.utility[i] < self.rules.upper)

    def set_tie(self, i: int, j: int, made: bool) -> None:
        """Make or end an alliance."""
        self.tied[i, j] = self.tied[j, i] = made

    # --- the year ---

    def _turns(self) -> np.ndarray:
        by_capability = self.rules.turns == "capability"
        return np.argsort(-self.states.capability if by_capability else self.utility, kind="stable")

    def turns_of(self, state: int, rounds: int, moves: dict) -> Iterator[tuple]:
        """Replay the rounds; a tuple of the columns of :func:`explain` for each move of the state."""
        turns = self._turns()
        for i in range(self.n):
            self.renew(i)
        for time in range(1, rounds + 1):
            for i in range(self.n):
                self.renew(i)
            ahead = self._turns()
            for before, i in zip([None, *turns[:-1]], turns, strict=True):
                if i == state:
                    # The utilities are those at the end of the turn before, or of the round before.
                    if before is not None:
                        self.utility = self._utilities()
                    yield from self._turn(time, i)
                    continue
                self.renew(i)
                for partner, made in moves.get((time, i), ()):
                    self.set_tie(i, partner, made)
            self.utility = self._utilities()
            turns = ahead

    def _turn(self, time: int, i: int) -> Iterator[tuple]:
        self.renew(i)
        row = self.stored[i].copy()
        strangers = [j for j in range(self.n) if not (self.tied[i, j] or self.barred[i, j])]
        allies = np.flatnonzero(self.tied[i]).tolist()
        if self.in_need(i):
            for number, j in enumerate(sorted(strangers, key=lambda j: -row[j]), start=1):
                mutual = self.rules.offers == "mutual"
                if not (self.worth(i)[j] > 0 if mutual else self.in_need(i)):
                    return
                yield self._offer(time, number, "make", i, j)
                if not mutual:
                    self.utility[i] = self.utility_of(i)
        elif strangers and allies:
            best, worst = max(strangers, key=lambda j: row[j]), min(allies, key=lambda j: row[j])
            if row[worst] < row[best]:
                offered = self._offer(time, 1, "exchange", i, best)
                yield offered
                if offered[-1] == ACCEPTED:
                    weighed, before = self._weighed(i, worst), self.utility_of(i)
                    self.set_tie(i, worst, False)
                    yield time, 2, "end", worst, *weighed, before, self.utility_of(i) - before, REPLACED

    def _weighed(self, i: int, j: int) -> tuple[float, ...]:
        """A, P, R, K, u_ij and u_ji."""
        parts = self.parts(i)
        values = (*(part[j] for part in parts), self._worth(i, parts)[j], self.worth(j)[i])
        return tuple(float(value) for value in values)

    def _offer(self, time: int, number: int, move: str, i: int, j: int) -> tuple:
        weighed, before = self._weighed(i, j), self.utility_of(i)
        answer = self._answer(i, j, weighed[-1])
        gain = self.utility_of(i) - before if answer == ACCEPTED else 0.0
        return time, number, move, j, *weighed, before, gain, answer

    def _answer(self, i: int, j: int, back: float) -> str:
        """Make the tie if it is accepted and nobody loses, and return what became of the offer."""
        if not self.in_need(j):
            return NOT_IN_NEED
        if not back > 0:
            return WORTH_NOTHING
        self.set_tie(i, j, True)
        if self.rules.offers == "unchecked":
            return ACCEPTED
        mine, theirs = self.utility[i], self.utility[j]
        self.utility[i], self.utility[j] = self.utility_of(i), self.utility_of(j)
        if self.utility[i] >= mine and self.utility[j] >= theirs:
            return ACCEPTED
        loss = OWN_LOSS if self.utility[i] < mine else PARTNERS_LOSS
        self.set_tie(i, j, False)
        self.utility[i], self.utility[j] = self.utility_of(i), self.utility_of(j)
        return loss
