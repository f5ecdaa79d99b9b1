"""Minimal winning groups, against all subsets."""

from itertools import chain, combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import GameInputError
from entente.games.collective import capability as module
from entente.games.collective import coalitions


def by_subsets(weights, needed, willing):
    members = [i for i, is_willing in enumerate(willing) if is_willing]
    groups = chain.from_iterable(combinations(members, size) for size in range(len(members) + 1))
    winning = [group for group in groups if sum(weights[i] for i in group) >= needed]
    return {
        group for group in winning if all(sum(weights[j] for j in group if j != i) < needed for i in group)
    }


def test_reference_point_of_capabilities():
    found = coalitions([5, 3, 2, 1], 6)
    assert set(found.sets) == {(0, 1), (0, 2), (0, 3), (1, 2, 3)} and found.nobody
    assert found.n_sets == 4 and found.membership.tolist() == [0.75, 0.5, 0.5, 0.5]
    assert found.most_frequent == [0] and found.free_riders == pytest.approx(7 / 16)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=9), st.integers(1, 30), st.data())
def test_groups_are_those_of_all_subsets(weights, needed, data):
    willing = data.draw(st.lists(st.booleans(), min_size=len(weights), max_size=len(weights)))
    found, expected = coalitions(weights, needed, willing=willing), by_subsets(weights, needed, willing)
    assert set(found.sets) == expected and len(found.sets) == found.n_sets == len(expected)
    assert found.nobody == (not any(len(group) == 1 for group in expected))
    if expected:
        share = [sum(i in group for group in expected) / len(expected) for i in range(len(weights))]
        assert found.membership == pytest.approx(share)
        outside = np.mean([1 - len(group) / len(weights) for group in expected])
        assert found.free_riders == pytest.approx(outside)
    else:
        assert np.isnan(found.membership).all() and np.isnan(found.free_riders) and found.most_frequent == []


def test_every_group_is_an_equilibrium_and_no_other_profile_is():
    """Fighting costs half of what the aggressor's defeat is worth."""
    weights, needed = np.array([4, 3, 3, 2, 1]), 6
    found = set()
    for bits in range(2**5):
        fights = (bits >> np.arange(5)) & 1 == 1

        def payoff(i, fights=fights, changed=False):
            chosen = fights.copy()
            chosen[i] ^= changed
            return (weights[chosen].sum() >= needed) - 0.5 * chosen[i]

        if all(payoff(i) >= payoff(i, changed=True) for i in range(5)):
            found.add(tuple(np.flatnonzero(fights)))
    of_game = coalitions(weights, needed)
    assert found == set(of_game.sets) | ({()} if of_game.nobody else set())


def test_superiority_asks_for_more():
    assert coalitions([5, 3, 2, 1], 3, superiority=2).sets == coalitions([5, 3, 2, 1], 6).sets
    assert coalitions([5, 3, 2, 1], 6, superiority=2).n_sets == 0


def test_who_wins_alone_leaves_nobody_idle():
    found = coalitions([7, 3, 2, 2], 6)
    assert not found.nobody and found.sets == [(0,), (1, 2, 3)]


def test_rounding_loses_no_group():
    """0.1 + 0.2 is enough against 0.3, and against three times 0.1."""
    assert coalitions([0.1, 0.2, 0.05], 0.3).sets == [(0, 1)]
    assert coalitions([0.3, 0.05], 0.1, superiority=3).sets == [(0,)]


def test_states_are_named_by_their_labels():
    capability = pd.Series([5, 3, 2, 1], ["USA", "UKG", "FRN", "ITA"])
    found = coalitions(capability, 6, willing=pd.Series([False, True, True, True], capability.index))
    assert found.sets == [("UKG", "FRN", "ITA")] and found.membership["USA"] == 0
    with pytest.raises(GameInputError, match="in another order"):
        coalitions(capability, 6, willing=pd.Series([True] * 4, capability.index[::-1]))
    with pytest.raises(GameInputError, match="stands twice"):
        coalitions(pd.Series([1, 2], ["USA", "USA"]), 1)


def test_groups_too_many_to_list_are_counted(monkeypatch):
    found = coalitions(np.ones(30), 15)
    assert found.n_sets == 155_117_520 and found.membership == pytest.approx(np.full(30, 0.5))
    with pytest.raises(GameInputError, match="155117520 minimal winning groups"):
        _ = found.sets
    monkeypatch.setattr(module, "MAX_SETS", 3)
    with pytest.raises(GameInputError, match="At most 3"):
        _ = coalitions([5, 3, 2, 1], 6).sets


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (([1, -1], 1), "capability is -1 at position 1"),
        (([1, np.nan], 1), "capability is nan at position 1"),
        (([], 1), "shape"),
        (([[1]], 1), "shape"),
        (([1], 0), "aggressor is 0"),
        (([1], 1, 0), "superiority is 0"),
        (([1], [1, 2]), "aggressor has shape"),
        (([1, 2], 1, 1, [True]), "true or false for each of 2 states"),
        (([1, 2], 1, 1, [1, 0]), "true or false"),
        ((np.ones(41), 1), "at most 40"),
    ],
)
def test_impossible_aggressions_are_refused(arguments, said):
    with pytest.raises(GameInputError, match=said):
        coalitions(*arguments)
