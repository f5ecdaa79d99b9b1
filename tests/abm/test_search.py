"""The search for allies of one iteration."""

import numpy as np
import pytest

from entente.abm import Rules
from entente.abm.inputs import read_system
from entente.abm.simulation import candidate_lists
from entente.networks.kernel import opportunity_cost, pack, search_allies, unpack


def packed(n, *pairs):
    """Packed network with these directed ties."""
    network = np.zeros((n, n), dtype=bool)
    for i, j in pairs:
        network[i, j] = True
    return pack(network, np.arange(n))[0]


def ties_of(words):
    return [tuple(pair) for pair in np.argwhere(unpack(words, np.arange(len(words)))).tolist()]


def wishes_of_first(cost, candidates, capability, *, ties="position", tolerance=0, barred=()):
    """Positions that the first of states with these capabilities adds, from lists of positions."""
    capability = np.array(capability)
    n = len(capability)
    costs = np.zeros(n, dtype=capability.dtype)
    costs[0] = cost
    lists = np.stack([packed(n, *((0, j) for j in positions)) for positions in candidates])
    srg = packed(n, *((0, j) for j in barred))
    found = ties_of(search_allies(costs, srg, packed(n), lists, capability, tolerance, ties == "together"))
    assert all(i == 0 for i, _ in found)
    return [j for _, j in found]


def test_opportunity_cost_is_the_groups_capability_less_ones_own_and_the_allies():
    srg, allies = packed(3, (0, 1), (0, 2), (1, 2)), packed(3, (0, 2), (2, 0))
    assert opportunity_cost(np.array([4, 2, 1]), srg, allies).tolist() == [2 + 1 - 4 - 1, 1 - 2, -1 - 4]


@pytest.mark.parametrize(
    ("cost", "expected"),
    [(0, []), (-1, []), (1, [1]), (5, [1]), (6, [1, 3]), (8, [1, 3]), (9, [1, 3, 4]), (99, [1, 3, 4])],
)
def test_candidates_are_added_strongest_first_until_the_cost_is_covered(cost, expected):
    assert wishes_of_first(cost, [[1, 3, 4]], [9, 5, 4, 3, 1]) == expected


def test_later_modules_continue_where_the_earlier_ended():
    capability = [9, 5, 4, 3, 1]
    assert wishes_of_first(3, [[3], [1, 2]], capability) == [3]
    assert wishes_of_first(4, [[3], [1, 2]], capability) == [1, 3]
    assert wishes_of_first(9, [[3], [1, 2]], capability) == [1, 2, 3]


def test_a_candidate_of_two_modules_counts_once():
    assert wishes_of_first(6, [[1], [1, 2]], [9, 5, 4, 3, 1]) == [1, 2]
    assert wishes_of_first(5, [[1], [1, 2]], [9, 5, 4, 3, 1]) == [1]


def test_candidates_without_capability_are_never_added():
    assert wishes_of_first(9, [[1, 2, 3]], [5, 2, 0, 0]) == [1]


def test_equal_candidates_go_by_position_or_together():
    capability = [9, 3, 3, 3, 1]
    assert wishes_of_first(4, [[1, 2, 3, 4]], capability, ties="position") == [1, 2]
    assert wishes_of_first(4, [[1, 2, 3, 4]], capability, ties="together") == [1, 2, 3]
    assert wishes_of_first(3, [[2, 4]], capability, ties="together") == [2]


def test_ties_are_within_a_module():
    assert wishes_of_first(3, [[3], [1, 2]], [9, 3, 3, 3], ties="together") == [3]
    assert wishes_of_first(4, [[3], [1, 2]], [9, 3, 3, 3], ties="together") == [1, 2, 3]


def test_an_exact_balance_of_floats_stops_the_search():
    cost = 0.3 - (0.1 + 0.1 + 0.1) + 0.2  # 0.2 in exact arithmetic, a little less or more in floats
    costs = [cost, np.nextafter(0.2, 1), np.nextafter(0.2, 0)]
    found = [wishes_of_first(c, [[1, 2]], [0.4, 0.2, 0.1], tolerance=1e-11) for c in costs]
    assert found == [[1], [1], [1]]
    assert wishes_of_first(0.2 + 1e-9, [[1, 2]], [0.4, 0.2, 0.1], tolerance=1e-11) == [1, 2]


def test_members_of_the_group_are_passed_over():
    assert wishes_of_first(5, [[1, 2]], [9, 5, 4], barred=[1]) == [2]


def test_allies_carried_over_stay_and_are_not_added_again():
    capability, everyone = np.array([9, 5, 4, 1]), packed(4, (0, 1), (0, 2), (0, 3))
    costs = np.array([5, 0, 0, 0])
    found = search_allies(
        costs, packed(4), packed(4, (0, 1), (3, 2)), everyone[np.newaxis], capability, 0, False
    )
    assert ties_of(found) == [(0, 1), (0, 2), (0, 3), (3, 2)]


@pytest.mark.parametrize("position", [63, 64, 127, 128, 149])
def test_candidates_beyond_the_first_word_of_a_row_are_found(position):
    capability = np.arange(300, 150, -1)
    assert wishes_of_first(1, [[position]], capability) == [position]
    assert wishes_of_first(400, [[5, position]], capability) == [5, position]


def test_lists_of_candidates_follow_the_modules():
    # In descending order of capability 2, 1, 0, 3; democracies 0 and 2; 0 and 3 share the enemy 1.
    enmity, partners = np.zeros((2, 4, 4), dtype=bool)
    enmity[[0, 1, 1, 3], [1, 0, 3, 1]] = True
    partners[[2, 3], [3, 2]] = True
    system = read_system([2, 3, 4, 1], enmity, enmity, [True, False, True, False], partners)
    assert system.order.tolist() == [2, 1, 0, 3]
    democracies, shared, cooperation = [(0, 2), (2, 0)], [(2, 3), (3, 2)], [(0, 3), (3, 0)]
    lists = candidate_lists(system, Rules.named("paper"))
    assert [ties_of(listed) for listed in lists] == [democracies, shared, cooperation]
    lists = candidate_lists(system, Rules.named("program"))
    everyone = [(i, j) for i in range(4) for j in range(4) if i != j]
    assert [ties_of(listed) for listed in lists] == [democracies, cooperation, shared, everyone]
