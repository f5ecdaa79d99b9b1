"""The window of probabilities of an ally in which nobody fights."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from entente.core.errors import GameInputError
from entente.games.ally import War, war_range, wiggle_room

from .wars import wars


def test_reference_point_of_the_window():
    found = wiggle_room(War(0.4, 0.1, 0.1, strength=0.4, cost_share=0.5, damage=0.05), 0.6)
    assert (found.low, found.high, found.length) == pytest.approx((2 / 9, 2 / 3, 4 / 9), abs=1e-12)
    assert found.ambiguity_needed


@given(wars(), st.floats(0.01, 0.99))
def test_within_the_window_nobody_would_rather_fight_and_outside_somebody_would(war, status_quo):
    found = wiggle_room(war, status_quo)
    probability = np.linspace(0, 1, 301)
    worth = war_range(war, probability)
    peace = (worth.b_value <= 1 - status_quo) & (worth.a_value < status_quo)
    near = np.abs(worth.b_value - 1 + status_quo) < 1e-9
    near |= np.abs(worth.a_value - status_quo) < 1e-9
    inside = (probability >= found.deters_from) & (probability < found.emboldens_from)
    np.testing.assert_array_equal(peace | near, inside | near)
    if not near.any():
        in_window = (probability >= found.low) & (probability <= found.high)
        np.testing.assert_array_equal(peace, in_window & (probability < found.emboldens_from))
        if found.ambiguity_needed:
            assert not peace[0] and not peace[-1] and found.length > 0


@given(wars(), st.floats(0.01, 0.99))
def test_only_the_bounds_close_the_window_if_the_adversary_pays_as_much_as_the_friend_saves(war, status_quo):
    # An ally that adds nothing neither deters nor emboldens anybody.
    assume(war.strength + war.damage > 0)
    assume(war.damage >= war.cost_share * war.c_a and status_quo > war.p - war.c_a)
    found = wiggle_room(war, status_quo)
    assert found.deters_from < found.emboldens_from


def test_where_a_challenges_alone_there_may_be_no_window_even_without_bounds():
    found = wiggle_room(War(0.8, 0.1, 0.1, 0.0, cost_share=0.1, damage=0.1), 0.3)
    assert found.emboldens_from == pytest.approx(-40) and found.deters_from == pytest.approx(-6)
    assert np.isnan(found.low) and np.isnan(found.high) and found.length == 0


def test_an_ally_that_changes_nothing_leaves_all_or_nothing():
    useless = War([0.3, 0.3, 0.9], 0.1, 0.1)
    found = wiggle_room(useless, [0.35, 0.6, 0.5])
    assert found.deters_from.tolist() == [-np.inf, np.inf, -np.inf]
    assert found.emboldens_from.tolist() == [np.inf, np.inf, -np.inf]
    assert found.length.tolist() == [1, 0, 0] and not found.ambiguity_needed.any()


@pytest.mark.parametrize("status_quo", [0, 1, -0.1, np.nan, [0.5, np.nan]])
def test_a_status_quo_leaves_something_to_both(status_quo):
    with pytest.raises(GameInputError, match="status_quo is"):
        wiggle_room(War(0.4, 0.1, 0.1), status_quo)
