"""Compiled code of the rule set ``actors``: opportunities one by one, with counts kept up as ties change.

It is one file because compiled functions call each other, see :mod:`entente.networks.kernel`.  A state's
choice among all its ties takes a pass over its rows; a tie that is made or ended, and a step of effort,
another.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from entente.networks.kernel import compiled

#: What a state does with an opportunity to change a tie, and with one to change effort.
LEAVE, MAKE, END, KEEP, RAISE, LOWER = range(6)

#: What these are called.
MOVES = np.array(["nothing", "make", "end", "nothing", "raise", "lower"])


class TieTerms(NamedTuple):
    """Worth of ties, taken apart so that the gain of each change is a sum of what stands here."""

    base: np.ndarray  # (n, n), α + u_ij
    met: np.ndarray  # (n + 1,), by the partner's degree d: δ g(d) + π d
    held: np.ndarray  # (n + 1,), by the own degree d: δ d g(d)
    closure: float  # θ, doubled if triangles count twice
    partner_effort: float
    centre: float


class EffortTerms(NamedTuple):
    """Worth of effort."""

    linear: float
    quadratic: float
    direct: float
    indirect: float
    conditional: float
    states: np.ndarray  # (n,)
    centre: float
    categories: int


class Situation(NamedTuple):
    """Where the states are, in arrays that change in place."""

    network: np.ndarray  # bool (n, n)
    effort: np.ndarray  # int64 (n,)
    degree: np.ndarray  # int64 (n,)
    triangles: np.ndarray  # int64 (n,)
    shared: np.ndarray  # int32 (n, n): partners in common; the diagonal is not read
    partners_effort: np.ndarray  # int64 (n,), Σ_j x_ij z_j


class Trace(NamedTuple):
    """What was done with each opportunity; of length 0 if it is not kept."""

    state: np.ndarray  # int32
    partner: np.ndarray  # int32, −1 if there is none
    move: np.ndarray  # int8
    accepted: np.ndarray  # bool
    gain: np.ndarray  # float64


@compiled
def coevolve(generator, opportunities, tie_share, confirm, situation, ties, efforts, trace):
    """Give states opportunities one by one; the situation, and the trace if it has length, change in place.

    A share of them is to change a tie, the others to change effort; all states are equally likely.
    """
    n = len(situation.degree)
    gains, cumulated = np.empty(n), np.empty(n)
    for step in range(opportunities):
        i = int(generator.random() * n)
        if generator.random() < tie_share:
            partner, move, accepted, gain = _choose_tie(
                generator, i, confirm, situation, ties, gains, cumulated
            )
        else:
            move, gain = _choose_effort(generator, i, situation, efforts)
            partner, accepted = -1, True
        if len(trace.gain):
            trace.state[step], trace.partner[step], trace.move[step] = i, partner, move
            trace.accepted[step], trace.gain[step] = accepted, gain


@compiled
def _choose_tie(generator, i, confirm, situation, ties, gains, cumulated):
    """Let a state toggle a tie or do nothing; return the partner, the move, if it came true, and its gain."""
    network, effort, degree = situation.network, situation.effort, situation.degree
    n = len(degree)
    one_more = ties.held[degree[i] + 1] - ties.held[degree[i]]
    one_less = ties.held[max(degree[i] - 1, 0)] - ties.held[degree[i]]
    most = 0.0
    for j in range(n):
        worth = (
            ties.base[i, j]
            + ties.partner_effort * (effort[j] - ties.centre)
            + ties.closure * situation.shared[i, j]
        )
        if network[i, j]:
            gains[j] = one_less - worth - ties.met[degree[j]]
        else:
            gains[j] = one_more + worth + ties.met[degree[j] + 1]
        if j != i and gains[j] > most:
            most = gains[j]
    gains[i] = 0.0  # to be tied to itself is to do nothing
    total = 0.0
    for j in range(n):
        total += np.exp(gains[j] - most)
        cumulated[j] = total
    chosen = np.searchsorted(cumulated, generator.random() * total, side="right")
    if chosen == i:
        return -1, LEAVE, True, 0.0
    if network[i, chosen]:
        _toggle(situation, i, chosen, -1)
        return chosen, END, True, gains[chosen]
    accepted = True
    if confirm:
        gain = (
            ties.held[degree[chosen] + 1]
            - ties.held[degree[chosen]]
            + ties.base[chosen, i]
            + ties.partner_effort * (effort[i] - ties.centre)
            + ties.closure * situation.shared[i, chosen]
            + ties.met[degree[i] + 1]
        )
        accepted = generator.random() < 1 / (1 + np.exp(-gain))
    if accepted:
        _toggle(situation, i, chosen, 1)
    return chosen, MAKE, accepted, gains[chosen]


@compiled
def _toggle(situation, i, j, sign):
    """Make (1) or end (−1) the tie of two states, and keep the counts up."""
    network, effort, shared = situation.network, situation.effort, situation.shared
    for k in range(len(effort)):
        if k in (i, j):
            continue
        if network[i, k]:
            shared[j, k] += sign
            shared[k, j] += sign
            if network[j, k]:
                situation.triangles[k] += sign
        if network[j, k]:
            shared[i, k] += sign
            shared[k, i] += sign
    for one, other in ((i, j), (j, i)):
        network[one, other] = sign > 0
        situation.degree[one] += sign
        situation.triangles[one] += sign * shared[i, j]
        situation.partners_effort[one] += sign * effort[other]


@compiled
def _choose_effort(generator, i, situation, efforts):
    """Let a state lower, keep or raise its effort; return the move and its gain."""
    z, triangles = situation.effort[i], situation.triangles[i]
    appeal = (
        efforts.linear
        + efforts.direct * situation.degree[i]
        + efforts.indirect * triangles
        + efforts.conditional * triangles * situation.partners_effort[i]
        + efforts.states[i]
    )
    up = appeal + efforts.quadratic * (2 * (z - efforts.centre) + 1)
    down = -appeal - efforts.quadratic * (2 * (z - efforts.centre) - 1)
    most = max(0.0, up if z < efforts.categories else 0.0, down if z > 1 else 0.0)
    raised = np.exp(up - most) if z < efforts.categories else 0.0
    lowered = np.exp(down - most) if z > 1 else 0.0
    threshold = generator.random() * (raised + lowered + np.exp(-most))
    if threshold < raised:
        _step(situation, i, 1)
        return RAISE, up
    if threshold < raised + lowered:
        _step(situation, i, -1)
        return LOWER, down
    return KEEP, 0.0


@compiled
def _step(situation, i, sign):
    """Raise (1) or lower (−1) a state's effort, and what its partners have of it."""
    situation.effort[i] += sign
    for k in range(len(situation.effort)):
        if situation.network[i, k]:
            situation.partners_effort[k] += sign
