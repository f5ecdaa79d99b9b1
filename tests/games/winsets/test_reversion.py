"""Win-sets on a line, against a vote on each point of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import GameInputError
from entente.games.winsets import both_gain, reversion_win_set

IDEALS = [0.9, 0.1, 0.6, 0.2, 0.3]


def test_reference_points_of_reversion():
    found = reversion_win_set(0.5, IDEALS, 3)
    assert (found.low, found.high) == pytest.approx((0.1, 0.5), abs=1e-12) and not found.gridlock
    found = reversion_win_set(0.5, IDEALS, 4)
    assert (found.low, found.high) == pytest.approx((0.5, 0.5), abs=1e-12) and found.gridlock


@given(st.lists(st.integers(-20, 20), min_size=1, max_size=7), st.integers(-20, 20), st.data())
def test_the_win_set_is_what_enough_voters_prefer(ideals, reversion, data):
    m = data.draw(st.integers(len(ideals) // 2 + 1, len(ideals)))
    found = reversion_win_set(reversion, ideals, m)
    points = np.arange(-62, 63)
    accepted = (np.abs(points[:, None] - ideals) <= np.abs(reversion - np.array(ideals))).sum(axis=1) >= m
    np.testing.assert_array_equal(accepted, (points >= found.low) & (points <= found.high))
    assert found.gridlock == (accepted.sum() == 1)


def test_reversion_points_broadcast():
    found = reversion_win_set([0, 0.5, 1], IDEALS)
    assert found.low.tolist() == pytest.approx([0, 0.1, -0.4]) and found.high.tolist() == pytest.approx(
        [0.6, 0.5, 1]
    )


@pytest.mark.parametrize(
    ("reversion", "ideals", "rule", "said"),
    [
        (
            0.5,
            [0.1, 0.2, 0.3, 0.4],
            2,
            "quota is 2 of 4.\nGive quota as more than half of the voters, from 3 to 4",
        ),
        (0.5, IDEALS, 6, "quota is 6"),
        (0.5, [], "majority", "shape"),
        (0.5, [0.1, np.nan], "majority", "ideals is nan at position 1"),
        ([0.5, np.nan], IDEALS, "majority", "reversion is nan at position 1"),
    ],
)
def test_impossible_votes_are_refused(reversion, ideals, rule, said):
    with pytest.raises(GameInputError, match=said):
        reversion_win_set(reversion, ideals, rule)


@given(*[st.integers(-9, 9)] * 3)
def test_two_states_gain_if_some_point_is_nearer_to_both(reversion, ideal_x, ideal_y):
    points = np.arange(-20, 20, 0.25)
    nearer = np.abs(points - ideal_x) < abs(reversion - ideal_x)
    nearer &= np.abs(points - ideal_y) < abs(reversion - ideal_y)
    assert both_gain(reversion, ideal_x, ideal_y) == nearer.any()
