"""Compiled rounds of offers: what an ally is worth in the network as it stands, and who makes which tie.

It is one file because compiled functions call each other, see :mod:`entente.networks.kernel`; it has few
arrays, with constants for what stands where in them, because each makes each function longer to compile.

Allies of each state are listed in the order of the states, so that every sum is made in this order.  What a
tie changes is brought up to date when it is made or ended, so that the worth of an ally is looked up:

- common allies, and with them A and the sums of A over primary enemies (P);
- the sums of u over the allies of each state (R).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from entente.networks.kernel import compiled

#: Moves of the log, by number.
MOVES = ("make", "exchange", "end")
_MAKE, _EXCHANGE, _END = range(3)

#: Numbers of a state: c, D, the capability of enemies that U counts, and the U that was last computed; then
#: its weights of EE, D, S, NE and T.
CAPABILITY, DEMOCRACY, THREAT, UTILITY = range(4)
FOR_ENEMY, FOR_DEMOCRACY, FOR_CULTURE, FOR_NEIGHBOUR, FOR_ALLIES = range(4, 9)

#: Numbers of a pair: S and K; A without T, A, Σ A_ej over the primary enemies e of i, Σ u_il over the allies
#: l of j, and the u_ij that i stored last.
CULTURE, UNSHARED, BARE, DRAWN, DRAWN_ENEMIES, FRIENDS, STORED = range(7)

#: Lists of each state: its allies, its primary enemies, those whose primary enemy it is.
ALLIES, ENEMIES, HOSTILE = range(3)

#: Networks: alliances as they stand, neighbours, primary and secondary enemies, and who can be no ally.
TIED, NEIGHBOURS, PRIMARY, SECONDARY, BARRED = range(5)

#: Numbers of the rules: weights of A, P, R and K, weight and power of the cost of allies, bounds of need.
OF_A, OF_P, OF_R, OF_K, CROWDING, POWER, LOWER, UPPER = range(8)

#: Switches of the rules.
AVERAGED, TWO_ALLIES, ALL_ENEMIES, CURRENT_ENEMIES, MUTUAL, SYNCHRONOUS, BY_CAPABILITY = range(7)


class World(NamedTuple):
    """What is and becomes of n states in a year; see the constants of this module."""

    of_state: np.ndarray  # float64 (9, n)
    of_pair: np.ndarray  # float64 (7, n, n)
    listed: np.ndarray  # int64 (3, n, n): positions, as many in each row as are counted
    counted: np.ndarray  # int64 (3, n)
    common: np.ndarray  # int64 (n, n): allies in common
    networks: np.ndarray  # bool (5, n, n)
    numbers: np.ndarray  # float64 (8,)
    switches: np.ndarray  # bool (7,)


class Log(NamedTuple):
    """Moves in order: round, state, partner, move, whether accepted; gain; and how many there are."""

    moves: np.ndarray  # int32 (m, 5)
    gain: np.ndarray  # float64 (m,)
    length: np.ndarray  # int64 (1,)


# --- what an ally is worth ---------------------------------------------------------------------------------


@compiled
def worth(world, i, j):
    """Return u_ij in the network as it stands, with the u_il that i stored."""
    if world.networks[BARRED, i, j]:
        return 0.0
    prevention, trust = world.of_pair[DRAWN_ENEMIES, i, j], world.of_pair[FRIENDS, i, j]
    if world.switches[AVERAGED]:
        prevention /= max(1, world.counted[ENEMIES, i])
        trust /= max(1, world.counted[ALLIES, j])
    weighed = world.numbers[OF_A] * world.of_pair[DRAWN, i, j] + world.numbers[OF_P] * prevention
    weighed += world.numbers[OF_R] * trust
    weighed -= world.numbers[OF_K] * world.of_pair[UNSHARED, i, j]
    value = world.of_state[CAPABILITY, j] * weighed
    return 0.5 * value if world.networks[PRIMARY, i, j] else value


@compiled
def utility_of(world, i):
    """Return U_i in the network as it stands."""
    total = 0.0
    for k in range(world.counted[ALLIES, i]):
        total += worth(world, i, world.listed[ALLIES, i, k])
    crowd = world.numbers[CROWDING] * world.counted[ALLIES, i] ** world.numbers[POWER]
    return world.of_state[CAPABILITY, i] + total - crowd - world.of_state[THREAT, i]


@compiled
def renew(world, i):
    """Store u_ij for all j in their order, with R of what is stored now or, synchronously, was before."""
    n = len(world.common)
    if not world.switches[SYNCHRONOUS]:
        for j in range(n):
            world.of_pair[FRIENDS, i, j] = worth_of_friends(world, i, j)
            world.of_pair[STORED, i, j] = worth(world, i, j)
    else:
        for j in range(n):
            world.of_pair[STORED, i, j] = worth(world, i, j)
    for j in range(n):
        world.of_pair[FRIENDS, i, j] = worth_of_friends(world, i, j)


@compiled
def worth_of_friends(world, i, j):
    """Sum the stored u_il over the allies l of j."""
    total = 0.0
    for k in range(world.counted[ALLIES, j]):
        total += world.of_pair[STORED, i, world.listed[ALLIES, j, k]]
    return total


@compiled
def all_utilities(world):
    """Bring the utility of each state up to date."""
    for i in range(len(world.common)):
        world.of_state[UTILITY, i] = utility_of(world, i)


@compiled
def in_need(world, i):
    """Whether a state asks for allies, and accepts offers."""
    return world.numbers[LOWER] < world.of_state[UTILITY, i] < world.numbers[UPPER]


# --- what attracts -----------------------------------------------------------------------------------------


@compiled
def look_around(world):
    """Compute threats, and A and its sums over enemies, from the network as it stands."""
    n = len(world.common)
    reference, neighbours = np.zeros((n, n), np.bool_), world.networks[NEIGHBOURS]
    for i in range(n):
        second = world.networks[SECONDARY, i].copy()
        for k in range(world.counted[ENEMIES, i]):
            enemy = world.listed[ENEMIES, i, k]
            reference[i, enemy] = True
            if world.switches[CURRENT_ENEMIES]:
                second |= world.networks[TIED, enemy]
        if world.switches[ALL_ENEMIES]:
            reference[i] |= second
        world.of_state[THREAT, i] = threat(world, i, second)
    words, of_neighbours = packed(reference), packed(neighbours)
    for i in range(n):
        weights = world.of_state[:, i]
        for j in range(n):
            bare = weights[FOR_ENEMY] * meet(words[i], words[j])
            bare += weights[FOR_DEMOCRACY] * world.of_state[DEMOCRACY, j]
            bare += weights[FOR_CULTURE] * world.of_pair[CULTURE, i, j]
            bare += weights[FOR_NEIGHBOUR] * meet(words[i], of_neighbours[j])
            world.of_pair[BARE, i, j] = bare
            world.of_pair[DRAWN, i, j] = drawn(world, i, j)
    for i in range(n):
        for j in range(n):
            world.of_pair[DRAWN_ENEMIES, i, j] = drawn_enemies(world, i, j)


@compiled
def threat(world, i, second):
    """Capability of primary enemies and half that of secondary ones."""
    total = 0.0
    for k in range(world.counted[ENEMIES, i]):
        total += world.of_state[CAPABILITY, world.listed[ENEMIES, i, k]]
    for j in range(len(second)):
        if second[j]:
            total += 0.5 * world.of_state[CAPABILITY, j]
    return total


@compiled
def packed(network):
    """Rows of a network as bits, uint64 (n, ceil(n / 64))."""
    n = len(network)
    words = np.zeros((n, (n + 63) // 64), np.uint64)
    for i in range(n):
        for j in range(n):
            if network[i, j]:
                words[i, j // 64] |= np.uint64(1) << np.uint64(j % 64)
    return words


@compiled
def meet(one, other):
    """Whether two rows of bits have one in common: 1.0 or 0.0."""
    for w in range(len(one)):
        if one[w] & other[w]:
            return 1.0
    return 0.0


@compiled
def drawn(world, i, j):
    """A_ij of what is known of enemies, and the common allies as they are."""
    counted = world.common[i, j]
    if world.switches[TWO_ALLIES]:
        counted = int(counted >= 2)
    return world.of_pair[BARE, i, j] + world.of_state[FOR_ALLIES, i] * counted


@compiled
def drawn_enemies(world, i, j):
    """Σ A_ej over the primary enemies e of i."""
    total = 0.0
    for k in range(world.counted[ENEMIES, i]):
        total += world.of_pair[DRAWN, world.listed[ENEMIES, i, k], j]
    return total


# --- ties --------------------------------------------------------------------------------------------------


@compiled
def set_tie(world, i, j, made):
    """Make or end the alliance of i and j, as far as these two have to know of it; then see `spread`."""
    if not made:
        recount(world, i, j, -1)
    world.networks[TIED, i, j] = world.networks[TIED, j, i] = made
    for one in (i, j):
        length = 0
        for other in range(len(world.common)):
            if world.networks[TIED, one, other]:
                world.listed[ALLIES, one, length] = other
                length += 1
        world.counted[ALLIES, one] = length
    if made:
        recount(world, i, j, 1)
    for one in (i, j):
        for other in (i, j):
            world.of_pair[FRIENDS, one, other] = worth_of_friends(world, one, other)


@compiled
def recount(world, i, j, by):
    """Count i among the allies that j has in common with the allies of i, and the other way round."""
    for one, other in ((i, j), (j, i)):
        for k in range(world.counted[ALLIES, other]):
            third = world.listed[ALLIES, other, k]
            count_common(world, one, third, by)
            if third != one:
                count_common(world, third, one, by)


@compiled
def count_common(world, i, j, by):
    """Change the number of common allies of i and j, and what attracts i and its enemies to j."""
    world.common[i, j] += by
    before = world.of_pair[DRAWN, i, j]
    world.of_pair[DRAWN, i, j] = drawn(world, i, j)
    if world.of_pair[DRAWN, i, j] != before:
        for k in range(world.counted[HOSTILE, i]):
            other = world.listed[HOSTILE, i, k]
            world.of_pair[DRAWN_ENEMIES, other, j] = drawn_enemies(world, other, j)


@compiled
def spread(world, i, j):
    """Bring up to date for all states what depends on a tie of i and j that was made or ended."""
    for one in range(len(world.common)):
        world.of_pair[FRIENDS, one, i] = worth_of_friends(world, one, i)
        world.of_pair[FRIENDS, one, j] = worth_of_friends(world, one, j)
    if world.switches[CURRENT_ENEMIES]:
        look_around(world)


# --- offers ------------------------------------------------------------------------------------------------


@compiled
def offer(world, i, j):
    """Let i offer j an alliance; return whether it stands."""
    if not (in_need(world, j) and worth(world, j, i) > 0):
        return False
    mine, theirs = world.of_state[UTILITY, i], world.of_state[UTILITY, j]
    set_tie(world, i, j, True)
    if world.switches[MUTUAL] and fall(world, i, j, mine, theirs):
        set_tie(world, i, j, False)
        fall(world, i, j, mine, theirs)
        return False
    spread(world, i, j)
    return True


@compiled
def fall(world, i, j, mine, theirs):
    """Bring the utilities of i and j up to date; return whether one is below what it was."""
    world.of_state[UTILITY, i], world.of_state[UTILITY, j] = utility_of(world, i), utility_of(world, j)
    return world.of_state[UTILITY, i] < mine or world.of_state[UTILITY, j] < theirs


@compiled
def note(log, round_, i, j, move, accepted, gain):
    """Enter a move in the log, if one is kept."""
    if len(log.gain):
        row = log.length[0]
        entered = log.moves[row]
        entered[0], entered[1], entered[2], entered[3], entered[4] = round_, i, j, move, accepted
        log.gain[row] = gain
        log.length[0] += 1


@compiled
def act(world, log, round_, i):
    """Let a state make its offers, or its one exchange; return the number of new ties."""
    renew(world, i)
    row = world.of_pair[STORED, i].copy()
    asks = in_need(world, i)
    made = ask(world, log, round_, i, row) if asks else exchange(world, log, round_, i, row)
    all_utilities(world)
    return made


@compiled
def ask(world, log, round_, i, row):
    """Make offers in the order of what was stored: as long as they are worth something, or i is in need."""
    made = 0
    left = ~(world.networks[TIED, i] | world.networks[BARRED, i])
    while True:
        j = best_of(row, left)
        if j < 0 or not (worth(world, i, j) > 0 if world.switches[MUTUAL] else in_need(world, i)):
            return made
        left[j] = False
        before = utility_of(world, i)
        accepted = offer(world, i, j)
        after = utility_of(world, i)
        if not world.switches[MUTUAL]:
            world.of_state[UTILITY, i] = after
        note(log, round_, i, j, _MAKE, accepted, after - before if accepted else 0.0)
        made += accepted


@compiled
def best_of(values, among):
    """Return the position of the first largest value among some, −1 if there are none."""
    best = -1
    for j in range(len(values)):
        if among[j] and (best < 0 or values[j] > values[best]):
            best = j
    return best


@compiled
def exchange(world, log, round_, i, row):
    """Offer the best state that is no ally to take the place of the worst that is one."""
    best = best_of(row, ~(world.networks[TIED, i] | world.networks[BARRED, i]))
    worst = best_of(-row, world.networks[TIED, i])
    if best < 0 or worst < 0 or row[worst] >= row[best]:
        return 0
    before = utility_of(world, i)
    accepted = offer(world, i, best)
    between = utility_of(world, i)
    note(log, round_, i, best, _EXCHANGE, accepted, between - before if accepted else 0.0)
    if accepted:
        set_tie(world, i, worst, False)
        spread(world, i, worst)
        note(log, round_, i, worst, _END, True, utility_of(world, i) - between)
    return int(accepted)


# --- the year ----------------------------------------------------------------------------------------------


@compiled
def order_of_turns(world):
    """Return states in the order in which they act, equals as they are given."""
    values = -world.of_state[CAPABILITY] if world.switches[BY_CAPABILITY] else world.of_state[UTILITY]
    turns = np.arange(len(values))
    for i in range(1, len(values)):
        k = i
        while k > 0 and values[turns[k - 1]] > values[i]:
            turns[k] = turns[k - 1]
            k -= 1
        turns[k] = i
    return turns


@compiled
def play(world, log, quiet, limit):
    """Let states act in rounds until some pass without a new tie, or the limit is reached.

    Returned are the number of rounds, whether they settled, and Σ u_ji over the allies j of i, as it stands
    when i has stored its own u after the last round, but later states have not.  The order of a round is made
    before the one that precedes it: turns are given out a round ahead.
    """
    n = len(world.common)
    look_around(world)
    all_utilities(world)
    turns = order_of_turns(world)
    for i in range(n):
        renew(world, i)
    esteem = np.empty(n)
    rounds = silent = made = 0
    while True:
        silent = silent + 1 if made == 0 else 0
        for i in range(n):
            renew(world, i)
            esteem[i] = esteem_of(world, i)
        if silent == quiet or rounds == limit:
            return rounds, silent == quiet, esteem
        ahead = order_of_turns(world)
        rounds += 1
        made = 0
        for i in turns:
            made += act(world, log, rounds, i)
        turns = ahead


@compiled
def esteem_of(world, i):
    """Sum what i is worth to its allies."""
    total = 0.0
    for k in range(world.counted[ALLIES, i]):
        total += world.of_pair[STORED, world.listed[ALLIES, i, k], i]
    return total
