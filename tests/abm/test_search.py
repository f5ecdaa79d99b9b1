"""The search for allies of one iteration."""

import numpy as np
import pytest

from entente.abm.search import opportunity_cost, search, tie_starts


def wishes_of_first(cost, candidates, capability, *, ties="position", tolerance=0):
    """Positions that the first of states with these capabilities adds, from lists of positions."""
    capability = np.array(capability)
    n = len(capability)
    costs = np.zeros(n, dtype=capability.dtype)
    costs[0] = cost
    lists = [np.zeros((n, n), dtype=bool) for _ in candidates]
    for listed, positions in zip(lists, candidates, strict=True):
        listed[0, positions] = True
    barred = np.zeros((n, n), dtype=bool)
    found = search(costs, barred, lists, tie_starts(capability, ties), capability, tolerance)
    assert not found[1:].any()
    return np.flatnonzero(found[0]).tolist()


def test_opportunity_cost_is_the_groups_capability_less_ones_own_and_the_allies():
    srg = np.array([[0, 1, 1], [0, 0, 1], [0, 0, 0]], dtype=bool)
    allies = np.array([[0, 0, 1], [0, 0, 0], [1, 0, 0]], dtype=bool)
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


def test_candidates_without_capability_and_the_state_itself_are_never_added():
    assert wishes_of_first(9, [[0, 1, 2, 3]], [5, 2, 0, 0]) == [1]


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


def test_barred_states_are_passed_over():
    capability = np.array([9, 5, 4])
    barred = np.zeros((3, 3), dtype=bool)
    barred[0, 1] = True
    everyone = np.ones((3, 3), dtype=bool)
    found = search(np.array([5, 0, 0]), barred, [everyone], np.arange(3), capability, 0)
    assert found.tolist() == [[False, False, True], [False] * 3, [False] * 3]
