"""War from doubt about the ally, against the other ways to find it: integrals, offers compared one by one."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from entente.core.errors import GameInputError
from entente.games.ally import War, optimism, optimism_gap, screening, size

from .wars import WAR, wars


def test_reference_points_of_doubt():
    assert optimism(WAR) == pytest.approx(1 / 50, abs=1e-12)
    found = screening(WAR, [0.5, 5 / 9, 0.6])
    np.testing.assert_allclose(found.threshold, 5 / 9, atol=1e-12)
    np.testing.assert_allclose(found.war_probability, [0.5, 0, 0], atol=1e-12)
    np.testing.assert_allclose(found.offer, [0.3, 0.55, 0.55], atol=1e-12)
    found = size(War(0.4, 0.1, 0.1, strength=0.5, cost_share=0.5, damage=0.05))
    assert found == pytest.approx((0.55, 3 / 5), abs=1e-12)


@pytest.mark.parametrize(
    "war",
    [
        WAR,
        War(0.1, 0.05, 0.05, 0.9),
        War(0.1, 0.9, 0.001, 0.1, 1.0),
        War(0.0, 0.1, 0.1, 1.0, 1.0, 1.0),
        War(0.4, 0.1, 0.1),
        War(0.4, 0.1, 0.1, 0.0, 1.0, 0.3),
    ],
)
def test_optimism_is_the_area_of_beliefs_that_leave_nothing_to_settle_on(war):
    points = (np.arange(2000) + 0.5) / 2000
    gap = optimism_gap(war, points[:, None], points)
    assert optimism(war) == pytest.approx((gap > 0).mean(), abs=1e-3)


@given(wars())
def test_an_ally_of_little_use_never_leads_to_war_by_optimism(war):
    chance = optimism(war)
    assert 0 <= chance < 1
    if war.strength + war.cost_share * war.c_a <= war.c_a + war.c_b:
        assert chance == 0


@given(wars(), st.floats(0, 1))
def test_b_makes_the_offer_that_is_best_of_all(war, probability):
    """Also where A expects less than nothing, so that a bound of [0, 1] binds."""
    found = screening(war, probability)
    assume(abs(probability - found.threshold) > 1e-6)
    worth = war.p - war.c_a + np.array([0, war.strength + war.cost_share * war.c_a])
    in_war = 1 - war.p - war.c_b - np.array([0, war.strength + war.damage])
    chances = np.array([1 - probability, probability])
    # Reservation values are on the grid: between them B would only give away more.
    offers = np.union1d(np.linspace(0, 1, 500), np.maximum(worth, 0))
    accepts = offers[:, None] >= worth
    payoffs = np.where(accepts, 1 - offers[:, None], in_war) @ chances
    best = payoffs.argmax()
    of_offer = np.where(found.offer >= worth - 1e-15, 1 - found.offer, in_war) @ chances
    assert of_offer == pytest.approx(payoffs[best], abs=1e-9)
    assert found.war_probability == pytest.approx(~accepts[best] @ chances, abs=1e-12)


def test_bounds_of_the_offer_move_the_threshold():
    inside = screening(War(0.4, 0.2, 0.1, 0.3), 0.1).threshold
    assert inside == pytest.approx(0.3 / (0.3 + 0.3), abs=1e-12)
    # p − c_A = −0.1: B need not go below 0, and X / (Y + Z) = 0.3/0.6 would be too high.
    clipped = screening(War(0.1, 0.2, 0.1, 0.3), 0.1)
    assert clipped.threshold == pytest.approx(0.2 / 0.5, abs=1e-12) and clipped.offer == 0
    hopeless = screening(War(0.1, 0.5, 0.1, 0.3), [0, 0.5])
    assert hopeless.threshold.tolist() == [0, 0] and hopeless.war_probability.tolist() == [0, 0]


@given(wars())
def test_b_bets_on_a_strength_as_is_best(war):
    found = size(war)
    if war.strength == 0:
        assert found.war_probability == 0
        return
    offers = np.linspace(0, 1, 2001)
    needed = offers - war.p + (1 - war.cost_share) * war.c_a
    settled = np.clip(needed, 0, war.strength) / war.strength
    # In war B expects the mean over the stronger allies.
    rest = (np.clip(needed, 0, war.strength) + war.strength) / 2
    payoffs = settled * (1 - offers) + (1 - settled) * (1 - war.p - rest - war.c_b - war.damage)
    best = payoffs.argmax()
    assert found.offer == pytest.approx(offers[best], abs=1e-3)
    slack = 1e-3 / war.strength
    assert found.war_probability == pytest.approx(1 - settled[best], abs=slack + 1e-9)


@pytest.mark.parametrize("belief", [-0.01, 1.01, np.nan])
def test_beliefs_are_probabilities(belief):
    for call in (optimism_gap, lambda war, x, _: screening(war, x)):
        with pytest.raises(GameInputError):
            call(WAR, belief, 0.5)


def test_doubts_broadcast():
    wars = War(0.4, 0.1, 0.1, np.array([[0.2], [0.6]]), [0, 0.5, 1], 0.05)
    assert optimism(wars).shape == size(wars).war_probability.shape == (2, 3)
    assert screening(wars, 0.5).offer.shape == (2, 3)
    one = War(0.4, 0.1, 0.1, 0.6, 0.5, 0.05)
    assert optimism(wars)[1, 1] == optimism(one) and size(wars).offer[1, 1] == size(one).offer
