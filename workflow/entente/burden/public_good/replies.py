"""All compiled code of contributions to a public good: best replies, supports, rounds in which ties change.

It is one file because compiled functions call each other (see :mod:`entente.networks.kernel`).  A network is
rows of neighbours: those of state i are ``neighbours[start[i]:start[i + 1]]``, in ascending order, and of
what each contributes i can use the share that stands beside it in ``shares``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from entente.networks.kernel import compiled

#: Contributions have settled once none moves in a sweep by more than this part of what its state could pay.
SETTLED = 1e-12

#: The most sweeps.
SWEEPS = 100_000

#: So many states settle on a matrix, more along rows of neighbours.
_FEW = 128

#: Of a few, those who contribute beyond their floors are solved for after the first so many sweeps, and again
#: whenever there were twice as many.
_FIRST = 6

#: A solution is taken if all others' replies stay below their floors by this part of what they could pay.
_CLEAR = 1e-9

#: What a state gains counts beyond this, in units of utility.
GAIN = 1e-9


class Terms(NamedTuple):
    """What the states of a system are given; vectors are float64 (n,).

    ``resources`` w, ``weight`` a, ``cost`` c, ``commitment`` κ, ``order`` in which states reply, int64 (n,),
    ``phi0`` and ``phi1``, float.
    """

    resources: np.ndarray
    weight: np.ndarray
    cost: np.ndarray
    commitment: np.ndarray
    order: np.ndarray
    phi0: float
    phi1: float


# --- networks ----------------------------------------------------------------------------------------------


@compiled
def rows_of(network):
    """Return start and neighbours of a network, bool (n, n)."""
    n = len(network)
    start = np.zeros(n + 1, np.int64)
    for i in range(n):
        degree = 0
        for j in range(n):
            degree += network[i, j]
        start[i + 1] = start[i] + degree
    neighbours = np.empty(start[n], np.int32)
    k = 0
    for i in range(n):
        for j in range(n):
            if network[i, j]:
                neighbours[k] = j
                k += 1
    return start, neighbours


@compiled
def is_mutual(start, neighbours):
    """Whether every tie goes both ways and none is of a state with itself; rows are ascending."""
    n = len(start) - 1
    place = start[:n].copy()
    for i in range(n):
        for k in range(start[i], start[i + 1]):
            # Rows are met in order, so each state's next neighbour must be the one that is met now.
            j = neighbours[k]
            if j == i or place[j] == start[j + 1] or neighbours[place[j]] != i:
                return False
            place[j] += 1
    return True


@compiled
def shares_of(start, neighbours, phi0, phi1):
    """Return what a state can use of each neighbour's contribution, φ = min(1, φ₀ + φ₁ s).

    s = min(1, partners in common / max(1, min(d_i, d_j) − 1)) is how closed the tie is.
    """
    n = len(start) - 1
    shares = np.full(len(neighbours), min(1.0, phi0))
    if phi1 == 0:
        return shares
    met_by = np.full(n, -1, np.int64)
    for i in range(n):
        for k in range(start[i], start[i + 1]):
            met_by[neighbours[k]] = i
        for k in range(start[i], start[i + 1]):
            j = neighbours[k]
            common = 0
            for other in range(start[j], start[j + 1]):
                common += met_by[neighbours[other]] == i
            fewer = min(start[i + 1] - start[i], start[j + 1] - start[j])
            shares[k] = min(1.0, phi0 + phi1 * min(1.0, common / max(1, fewer - 1)))
    return shares


# --- contributions -----------------------------------------------------------------------------------------


@compiled
def received(i, start, neighbours, shares, contributions):
    """Return what a state can use of all that its neighbours contribute, S_i."""
    total = 0.0
    for k in range(start[i], start[i + 1]):
        total += shares[k] * contributions[neighbours[k]]
    return total


@compiled
def floor_of(i, degree, terms):
    """Return what a state of this degree is bound to contribute, f_i = κ (w_i/c_i) d/(1 + d)."""
    return terms.commitment[i] * (terms.resources[i] / terms.cost[i]) * (degree / (1.0 + degree))


@compiled
def free_reply(i, terms, usable):
    """Return what a state would contribute without floor and above or below 0, a w/c − (1 − a) S."""
    weight = terms.weight[i]
    return weight * terms.resources[i] / terms.cost[i] - (1.0 - weight) * usable


@compiled
def settle(start, neighbours, shares, terms):
    """Return contributions in equilibrium, sweeps, and whether they settled within the limit.

    Gauss–Seidel: states reply in their order, from the floors on.
    """
    n = len(start) - 1
    floors, alone = np.empty(n), np.empty(n)
    for i in range(n):
        floors[i] = floor_of(i, start[i + 1] - start[i], terms)
        alone[i] = free_reply(i, terms, 0.0)
    slopes, part = 1.0 - terms.weight, terms.cost / terms.resources
    if n > _FEW:
        return _settle_many(start, neighbours, shares, terms.order, floors, alone, slopes, part)
    order, place, matrix = terms.order, np.empty(n, np.int64), np.zeros((n, n))
    for turn in range(n):
        place[order[turn]] = turn
    for i in range(n):
        for k in range(start[i], start[i + 1]):
            matrix[place[i], place[neighbours[k]]] = shares[k]
    found, sweeps, settled = _settle_few(matrix, floors[order], alone[order], slopes[order], part[order])
    return found[place], sweeps, settled


@compiled
def _settle_many(start, neighbours, shares, order, floors, alone, slopes, part):
    """Settle along rows of neighbours.

    A change is told to neighbours at once, and who was told nothing since the last reply has no other one to
    give; what rounding this gathers, sweeps at the end, in which all reply to what the others contribute,
    take out.
    """
    n = len(order)
    contributions, usable, place = floors.copy(), np.empty(n), np.empty(n, np.int64)
    for i in range(n):
        usable[i] = received(i, start, neighbours, shares, contributions)
        place[order[i]] = i
    told = np.ones(n, np.bool_)
    by_word = True
    for sweep in range(1, SWEEPS + 1):
        farthest = 0.0
        for turn in range(n):
            if by_word and not told[turn]:
                continue
            told[turn] = False
            i = order[turn]
            if not by_word:
                usable[i] = received(i, start, neighbours, shares, contributions)
            reply = max(floors[i], alone[i] - slopes[i] * usable[i])
            change = reply - contributions[i]
            if change == 0:
                continue
            farthest = max(farthest, abs(change) * part[i])
            contributions[i] = reply
            if by_word:
                for k in range(start[i], start[i + 1]):
                    usable[neighbours[k]] += shares[k] * change
                    told[place[neighbours[k]]] = True
        if farthest < SETTLED:
            if not by_word:
                return contributions, sweep, True
            by_word = False
    return contributions, SWEEPS, False


@compiled
def _settle_few(matrix, floors, alone, slopes, part):
    """Settle with what each can use of each other, all in the order in which states reply.

    Where replies are bound to end at a solution it is taken; sweeps after it start from what can be used of
    contributions anew, as do the last ones otherwise.
    """
    n = len(floors)
    contributions, usable = floors.copy(), np.zeros(n)
    at_end, solve_at = False, _FIRST
    for sweep in range(1, SWEEPS + 1):
        if at_end or sweep == 1:
            usable[:] = 0.0
            for i in range(n):
                for j in range(n):
                    usable[j] += matrix[i, j] * contributions[i]
        farthest = 0.0
        for i in range(n):
            reply = max(floors[i], alone[i] - slopes[i] * usable[i])
            change = reply - contributions[i]
            farthest = max(farthest, abs(change) * part[i])
            contributions[i] = reply
            for j in range(n):
                usable[j] += matrix[i, j] * change
        if farthest < SETTLED:
            if at_end:
                return contributions, sweep, True
            at_end = True
        elif sweep == solve_at and not at_end:
            at_end = _solve_for_those_beyond(matrix, floors, alone, slopes, part, contributions)
            solve_at *= 2
    return contributions, SWEEPS, False


@compiled
def _solve_for_those_beyond(matrix, floors, alone, slopes, part, contributions):
    """Put those who contribute beyond their floors where replies are bound to end, if they are; whether so.

    Contributions change in place.  The replies of those beyond, divided by 1 − a, are a symmetric system Am =
    b, and every reply lowers V = ½ m'Am − b'm.  If A is positive definite, contributions never come to be
    farther from the solution than now: e'Ae ≤ R², e what they are away.  Within that the reply of another
    state, who can use φ of theirs, is at most (1 − a) R √(φ'A⁻¹φ) above that to the solution.  If that leaves
    all others at their floors, replies can only lead where V is convex, and end at the solution.
    """
    n, size = len(floors), 0
    beyond = np.empty(n, np.int64)
    for i in range(n):
        if contributions[i] > floors[i]:
            beyond[size] = i
            size += 1
    system, found, away = np.empty((size, size)), np.empty(size), np.empty(size)
    others = floors.copy()
    others[beyond[:size]] = 0.0
    for row in range(size):
        i = beyond[row]
        for column in range(row, size):
            system[row, column] = matrix[i, beyond[column]]
        system[row, row] = 1 / slopes[i]
        found[row] = alone[i] / slopes[i] - _product(matrix[i], others)
    if not _factorise(system):
        return False
    _eliminate(system, found)
    for row in range(size - 1, -1, -1):
        for column in range(row + 1, size):
            found[row] -= system[row, column] * found[column]
        found[row] /= system[row, row]
        if found[row] < floors[beyond[row]]:
            return False
    for row in range(size):
        away[row] = found[row] - contributions[beyond[row]]
        others[beyond[row]] = found[row]
    distance = 0.0
    for row in range(size):
        along = _product(system[row, row:], away[row:])
        distance += along * along / system[row, row]
    for i in range(n):
        if contributions[i] > floors[i]:
            continue
        room = floors[i] - alone[i] + slopes[i] * _product(matrix[i], others) - _CLEAR / part[i]
        if not room > 0:
            return False
        for column in range(size):
            away[column] = matrix[i, beyond[column]]
        _eliminate(system, away)
        spread = 0.0
        for row in range(size):
            spread += away[row] * away[row] / system[row, row]
        if not room > slopes[i] * np.sqrt(distance * spread):
            return False
    contributions[:] = others
    return True


@compiled
def _product(one, other):
    """Return the inner product of two vectors."""
    total = 0.0
    for k in range(len(one)):
        total += one[k] * other[k]
    return total


@compiled
def _factorise(system):
    """Leave U of A = U'D⁻¹U, D its diagonal, of a symmetric matrix; False if it is not positive definite."""
    size = len(system)
    for column in range(size):
        if system[column, column] <= 1e-9:
            return False
        for row in range(column + 1, size):
            if system[column, row] != 0:
                factor = system[column, row] / system[column, column]
                for k in range(row, size):
                    system[row, k] -= factor * system[column, k]
    return True


@compiled
def _eliminate(factors, right):
    """Put D(U')⁻¹ times a vector in its place, of factors U with the diagonal D."""
    for column in range(len(right)):
        if right[column] != 0:
            factor = right[column] / factors[column, column]
            for row in range(column + 1, len(right)):
                right[row] -= factor * factors[column, row]


@compiled
def settle_network(network, terms):
    """Return contributions in equilibrium on a network, bool (n, n), and whether they settled."""
    start, neighbours = rows_of(network)
    shares = shares_of(start, neighbours, terms.phi0, terms.phi1)
    contributions, _, settled = settle(start, neighbours, shares, terms)
    return contributions, settled


@compiled
def worth(i, contribution, usable, terms):
    """Return a state's utility but for what its ties cost; −∞ if there is no security at all."""
    if contribution + usable <= 0:
        return -np.inf
    left = terms.resources[i] - terms.cost[i] * contribution
    weight = terms.weight[i]
    return (1.0 - weight) * np.log(left) + weight * np.log(contribution + usable)


# --- ties --------------------------------------------------------------------------------------------------


@compiled
def worths_if_toggled(network, i, j, contributions, terms, at_present):
    """Return what two states would have, but for costs of ties, if the tie between them were toggled.

    With them: by which contributions, and whether they settled again.  At present contributions, those of the
    two move with their floors alone.  The network is as before in the end.
    """
    settled = True
    if at_present:
        start, neighbours = rows_of(network)
        shares = shares_of(start, neighbours, terms.phi0, terms.phi1)
        after = contributions.copy()
        for one in (i, j):
            after[one] = free_reply(one, terms, received(one, start, neighbours, shares, contributions))
    network[i, j] = network[j, i] = not network[i, j]
    start, neighbours = rows_of(network)
    shares = shares_of(start, neighbours, terms.phi0, terms.phi1)
    if at_present:
        for one in (i, j):
            after[one] = max(after[one], floor_of(one, start[one + 1] - start[one], terms))
    else:
        after, _, settled = settle(start, neighbours, shares, terms)
    network[i, j] = network[j, i] = not network[i, j]
    usable_i = received(i, start, neighbours, shares, after)
    usable_j = received(j, start, neighbours, shares, after)
    return worth(i, after[i], usable_i, terms), worth(j, after[j], usable_j, terms), after, settled


@compiled
def worths(network, contributions, terms):
    """Return what all states have at these contributions, but for costs of ties."""
    start, neighbours = rows_of(network)
    shares = shares_of(start, neighbours, terms.phi0, terms.phi1)
    found = np.empty(len(network))
    for i in range(len(network)):
        usable = received(i, start, neighbours, shares, contributions)
        found[i] = worth(i, contributions[i], usable, terms)
    return found


@compiled
def toggles(tied, gain_i, gain_j):
    """Whether two states toggle the tie between them, given what they gain by it."""
    if tied:
        return gain_i > GAIN or gain_j > GAIN
    return (gain_i > GAIN and gain_j >= -GAIN) or (gain_j > GAIN and gain_i >= -GAIN)


@compiled
def visit_pairs(network, contributions, tie_costs, terms, at_present, pairs, gains, toggled, stop_at_first):
    """Let pairs, int64 (p, 2), toggle their ties in turn; network and contributions change in place.

    ``gains``, float64 (p, 2), receives what each of a pair gains by toggling, and ``toggled``, bool (p,),
    whether they do.  Returned are how many did, and how often contributions did not settle.  The first change
    can be made to end the visits.
    """
    present = worths(network, contributions, terms)
    changes = unsettled = 0
    for visit in range(len(pairs)):
        i, j = pairs[visit]
        tied = network[i, j]
        worth_i, worth_j, after, settled = worths_if_toggled(network, i, j, contributions, terms, at_present)
        unsettled += not settled
        sign = 1.0 if tied else -1.0
        gains[visit, 0] = worth_i - present[i] + sign * tie_costs[i, j]
        gains[visit, 1] = worth_j - present[j] + sign * tie_costs[j, i]
        toggled[visit] = toggles(tied, gains[visit, 0], gains[visit, 1])
        if toggled[visit]:
            changes += 1
            if stop_at_first:
                break
            network[i, j] = network[j, i] = not tied
            if at_present:
                after, settled = settle_network(network, terms)
                unsettled += not settled
            contributions[:] = after
            present = worths(network, contributions, terms)
    return changes, unsettled


# --- supports ----------------------------------------------------------------------------------------------

#: What a support may be: no equilibrium, one, or a system of replies that has no or many solutions.
NONE, ONE, SINGULAR = 0, 1, 2


@compiled
def try_supports(matrix, constant, floors, unit, inside, outside):
    """Say of each support, its states the bits of a number from 0, what it is, int8 (2ⁿ,).

    Replies are max(floors, constant − matrix·m), ``matrix`` (n, n) with a zero diagonal.  A support is one if
    those in it contribute more than their floors by ``inside`` units of their own and the replies of the
    others exceed theirs by no more than ``outside`` units.
    """
    n = len(constant)
    found = np.zeros(1 << n, np.int8)
    members = np.empty(n, np.int64)
    system = np.empty((n, n + 1))
    solution = np.empty(n)
    for support in range(1 << n):
        size = 0
        for i in range(n):
            solution[i] = floors[i]
            if support >> i & 1:
                members[size] = i
                size += 1
        for row in range(size):
            i = members[row]
            system[row, size] = constant[i]
            for j in range(n):
                if not support >> j & 1:
                    system[row, size] -= matrix[i, j] * floors[j]
            for column in range(size):
                system[row, column] = matrix[i, members[column]] + (row == column)
        if not _solve(system, size):
            found[support] = SINGULAR
            continue
        for row in range(size):
            solution[members[row]] = system[row, size]
        fits = True
        for i in range(n):
            if support >> i & 1:
                fits &= solution[i] - floors[i] > inside * unit[i]
            else:
                reply = constant[i]
                for j in range(n):
                    reply -= matrix[i, j] * solution[j]
                fits &= reply - floors[i] <= outside * unit[i]
        found[support] = ONE if fits else NONE
    return found


@compiled
def _solve(system, size):
    """Solve a system of equations, right-hand side last, in place; False if it is near a singular one."""
    for column in range(size):
        best = column
        for row in range(column + 1, size):
            if abs(system[row, column]) > abs(system[best, column]):
                best = row
        if abs(system[best, column]) < 1e-9:
            return False
        for k in range(column, size + 1):
            system[column, k], system[best, k] = system[best, k], system[column, k]
        for row in range(size):
            if row != column:
                factor = system[row, column] / system[column, column]
                for k in range(column, size + 1):
                    system[row, k] -= factor * system[column, k]
    for row in range(size):
        system[row, size] /= system[row, row]
    return True
