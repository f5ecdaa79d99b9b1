"""What states weighed in a run that formed ties: its trace, and decisions computed anew in plain Python."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from entente.burden.networks.visits import Start, Visits
from entente.burden.public_good.replies import (
    SETTLED,
    SWEEPS,
    received,
    rows_of,
    settle_network,
    shares_of,
    worth,
)

if TYPE_CHECKING:
    import pandas as pd

#: Contributions that move by less than this part of what a state could pay are not told of.
TOLD = 1e-9

_TRACE = ["step", "time", "state", "partner", "move", "accepted", "gain"]
_WEIGHED = [
    "step", "time", "partner", "move", "contribution", "received", "tie_costs", "utility", "gain",
    "partner_gain", "chosen",
]  # fmt: skip

Partners = list[set[int]]


def traced(start: Start, visits: list[Visits], labels: pd.Index | None) -> pd.DataFrame:
    """Return the trace of a run, as `FormationRun.trace` describes it."""
    import pandas as pd

    frame = pd.DataFrame(list(_traced(start, visits)), columns=_TRACE)
    frame = frame.astype({"partner": "Int64", "accepted": "boolean", "gain": float})
    return frame if labels is None else _named(frame, labels, ("state", "partner"))


def _named(frame: pd.DataFrame, labels: pd.Index, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return a frame with labels for positions; whole numbers can be missing as Int64 only."""
    names = dict(enumerate(labels.tolist()))
    kind = "Int64" if labels.dtype.kind in "iu" else object
    return frame.assign(
        **{column: frame[column].map(names, na_action="ignore").astype(kind) for column in columns}
    )


def _traced(start: Start, visits: list[Visits]) -> Iterator[tuple]:
    network = np.array(start.network, order="C")
    contributions, _ = settle_network(network, start.terms)
    step = 0
    for time, of_round in enumerate(visits, 1):
        for pair, gains, toggled in zip(*(values.tolist() for values in of_round), strict=True):
            i, j = pair
            step += 1
            move = "end" if network[i, j] else "make"
            yield step, time, i, j, move, toggled, gains[0]
            yield step, time, j, i, move, toggled, gains[1]
            if toggled:
                network[i, j] = network[j, i] = not network[i, j]
                settled, _ = settle_network(network, start.terms)
                efforts = list(_efforts(start, network, contributions, settled))
                step += bool(efforts)
                for state, gain in efforts:
                    yield step, time, state, None, "effort", True, gain
                contributions = settled


def _efforts(
    start: Start, network: np.ndarray, before: np.ndarray, after: np.ndarray
) -> Iterator[tuple[int, float]]:
    """States whose contribution moved, with what each gains by it when all others have moved."""
    terms = start.terms
    rows = rows_of(network)
    shares = shares_of(*rows, terms.phi0, terms.phi1)
    for i in np.flatnonzero(np.abs(after - before) > TOLD * terms.resources / terms.cost).tolist():
        usable = received(i, *rows, shares, after)
        yield i, worth(i, after[i], usable, terms) - worth(i, before[i], usable, terms)


def weighed(start: Start, visits: list[Visits], state: int, labels: pd.Index | None) -> pd.DataFrame:
    """Return what a state weighed, as `FormationRun.explain` describes it."""
    import pandas as pd

    frame = pd.DataFrame(list(_weighed(start, visits, state)), columns=_WEIGHED)
    frame = frame.astype({"partner": "Int64", "chosen": bool})
    return frame if labels is None else _named(frame, labels, ("partner",))


def _weighed(start: Start, visits: list[Visits], state: int) -> Iterator[tuple]:
    plain = _Plain(start)
    partners = [set(np.flatnonzero(row).tolist()) for row in start.network]
    steps = _steps(start, visits)
    for time, of_round in enumerate(visits, 1):
        for pair, toggled in zip(of_round.pairs.tolist(), of_round.toggled.tolist(), strict=True):
            step = next(steps)
            if state in pair:
                partner = sum(pair) - state
                yield from (
                    (step, time, partner, *alternative, chosen)
                    for alternative, chosen in zip(
                        plain.alternatives(partners, state, partner), (not toggled, toggled), strict=True
                    )
                )
            if toggled:
                partners = _toggled(partners, *pair)


def _steps(start: Start, visits: list[Visits]) -> Iterator[int]:
    """Steps of the trace at which pairs were visited."""
    seen = 0
    for row in _traced(start, visits):
        if row[0] != seen and row[4] != "effort":
            yield row[0]
        seen = row[0]


def _toggled(partners: Partners, i: int, j: int) -> Partners:
    """Return networks with the tie of two states made or ended, the given one as it was."""
    changed = list(partners)
    changed[i], changed[j] = partners[i] ^ {j}, partners[j] ^ {i}
    return changed


class _Plain:
    """Contributions and utilities by the formulas alone, one state at a time."""

    def __init__(self, start: Start):
        self._at_present, self._costs = start.at_present, start.tie_costs.tolist()
        terms = start.terms
        self._w, self._a, self._c, self._kappa, self._order = (
            values.tolist()
            for values in (terms.resources, terms.weight, terms.cost, terms.commitment, terms.order)
        )
        self._phi0, self._phi1 = terms.phi0, terms.phi1

    def alternatives(self, partners: Partners, state: int, partner: int) -> Iterator[tuple]:
        """What is and what could be, of which a state and its partner have to decide."""
        now = self._settled(partners)
        changed = _toggled(partners, state, partner)
        then = self._after(partners, changed, now, (state, partner))
        before, after = (
            [self._utility(ties, effort, one) for one in (state, partner)]
            for ties, effort in ((partners, now), (changed, then))
        )
        gains = [later - earlier for earlier, later in zip(before, after, strict=True)]
        for move, ties, effort, utility, gain in (
            ("nothing", partners, now, before[0], [0.0, 0.0]),
            ("end" if partner in partners[state] else "make", changed, then, after[0], gains),
        ):
            spent = sum(self._costs[state][j] for j in ties[state])
            yield move, effort[state], self._received(ties, effort, state), spent, utility, *gain

    def _after(
        self, partners: Partners, changed: Partners, now: list[float], two: tuple[int, int]
    ) -> list[float]:
        """Contributions by which a change of a tie is judged."""
        if not self._at_present:
            return self._settled(changed)
        then = list(now)
        for i in two:
            then[i] = max(self._floor(changed, i), self._free(partners, now, i))
        return then

    def _settled(self, partners: Partners) -> list[float]:
        effort = [self._floor(partners, i) for i in range(len(partners))]
        floors, closed = list(effort), self._shares(partners)
        for _ in range(SWEEPS):
            moved = False
            for i in self._order:
                usable = sum(share * effort[j] for j, share in closed[i])
                reply = max(floors[i], self._a[i] * self._w[i] / self._c[i] - (1 - self._a[i]) * usable)
                moved |= abs(reply - effort[i]) >= SETTLED * self._w[i] / self._c[i]
                effort[i] = reply
            if not moved:
                break
        return effort

    def _shares(self, partners: Partners) -> list[list[tuple[int, float]]]:
        return [[(j, self._share(partners, i, j)) for j in sorted(ties)] for i, ties in enumerate(partners)]

    def _share(self, partners: Partners, i: int, j: int) -> float:
        fewer = min(len(partners[i]), len(partners[j]))
        closed = min(1.0, len(partners[i] & partners[j]) / max(1, fewer - 1))
        return min(1.0, self._phi0 + self._phi1 * closed)

    def _floor(self, partners: Partners, i: int) -> float:
        degree = len(partners[i])
        return self._kappa[i] * self._w[i] / self._c[i] * degree / (1 + degree)

    def _free(self, partners: Partners, effort: list[float], i: int) -> float:
        usable = self._received(partners, effort, i)
        return self._a[i] * self._w[i] / self._c[i] - (1 - self._a[i]) * usable

    def _received(self, partners: Partners, effort: list[float], i: int) -> float:
        return sum(self._share(partners, i, j) * effort[j] for j in sorted(partners[i]))

    def _utility(self, partners: Partners, effort: list[float], i: int) -> float:
        security = effort[i] + self._received(partners, effort, i)
        if security <= 0:
            return -math.inf
        left = self._w[i] - self._c[i] * effort[i]
        spent = sum(self._costs[i][j] for j in sorted(partners[i]))
        return (1 - self._a[i]) * math.log(left) + self._a[i] * math.log(security) - spent
