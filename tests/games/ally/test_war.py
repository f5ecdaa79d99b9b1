"""What war is worth beside an ally, the range of settlements, and whether the ally comes."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import GameInputError
from entente.games.ally import War, intervention, treaty_effect, war_range

from .wars import WAR, wars


def test_reference_points_of_the_range():
    alone = war_range(War(0.4, 0.1, 0.1))
    assert (alone.low, alone.high) == pytest.approx((0.3, 0.5), abs=1e-12)
    found = war_range(WAR, [0.5, 1])
    np.testing.assert_allclose(found.low, [17 / 40, 11 / 20], atol=1e-12)
    np.testing.assert_allclose(found.high, [5 / 8, 3 / 4], atol=1e-12)


@given(wars(), st.floats(0, 1))
def test_any_settlement_in_the_range_is_as_good_as_war_to_both_and_none_outside(war, probability):
    found = war_range(war, probability)
    shares = np.linspace(0, 1, 400)
    good = (shares >= found.a_value - 1e-9) & (1 - shares >= found.b_value - 1e-9)
    inside = (shares >= found.low - 1e-9) & (shares <= found.high + 1e-9)
    np.testing.assert_array_equal(good, inside)
    assert 0 <= found.low <= found.high <= 1
    assert found.width == pytest.approx(1 - found.b_value - found.a_value, abs=1e-12)


@given(wars(), st.floats(0, 0.99))
def test_who_proposes_takes_the_surplus_and_more_of_it_the_surer_the_ally(war, probability):
    shares = {rule: war_range(war, probability, rule) for rule in ("a_proposes", "b_proposes", "midpoint")}
    ends = shares["midpoint"].low, shares["midpoint"].high
    assert (shares["b_proposes"].settlement, shares["a_proposes"].settlement) == pytest.approx(ends)
    assert shares["midpoint"].settlement == pytest.approx(sum(ends) / 2)
    if shares["midpoint"].a_value > 0 and war_range(war, probability + 0.01).b_value > 0:
        for rule, found in shares.items():
            step = war_range(war, probability + 0.01, rule).settlement - found.settlement
            assert step / 0.01 == pytest.approx(found.demand_effect, abs=1e-9)


def test_demand_effect_of_the_proposer():
    assert war_range(WAR).demand_effect == pytest.approx(0.2 + 0.05)
    assert war_range(WAR, division="b_proposes").demand_effect == pytest.approx(0.2 + 0.5 * 0.1)


def test_the_ally_fights_if_the_gain_is_worth_the_cost():
    cost = (np.arange(100_000) + 0.5) / 100_000 * 0.4
    for value, abandonment in [(1, 0), (1, 0.1), (0, 0), (5, 0.3), (0.4, 0.02)]:
        fights = value * 0.2 + abandonment >= cost + 0.5 * 0.1
        assert intervention(WAR, value, 0.4, abandonment) == pytest.approx(fights.mean(), abs=1e-5)


def test_a_treaty_makes_it_likelier_unless_it_was_certain():
    assert treaty_effect(WAR, 1, 0.4, [0, 0.1, 9]) == pytest.approx([0, 0.25, 0.625])
    assert treaty_effect(WAR, 9, 0.4, 1) == 0


def test_labels_are_kept_and_never_aligned():
    states = pd.Index(["UKG", "FRN"])
    p = pd.Series([0.4, 0.5], states)
    found = war_range(War(p, 0.1, 0.1))
    pd.testing.assert_series_equal(found.low, pd.Series([0.3, 0.4], states))
    assert treaty_effect(War(p, 0.1, 0.1, 0.2), 1, 1, 0.5).index.equals(states)
    with pytest.raises(GameInputError, match="in another order"):
        war_range(War(p, 0.1, 0.1), p[::-1])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"p": 1.1}, "p is 1.1"),
        ({"p": np.nan}, "p is nan"),
        ({"c_a": 0}, "c_a is 0"),
        ({"c_b": [0.1, -0.1]}, "c_b is -0.1.* at position 1"),
        ({"strength": -0.1}, "strength is -0.1"),
        ({"strength": [0.2, np.nan]}, "strength is nan at position 1"),
        ({"strength": 0.61}, r"p \+ strength is 1.01.*\n.*sum is at most 1"),
        ({"cost_share": 1.01}, "cost_share is 1.01"),
        ({"damage": -1}, "damage is -1"),
        ({"damage": np.inf}, "damage is inf"),
        ({"p": [0.1, 0.2], "c_a": [0.1, 0.1, 0.1]}, "do not broadcast"),
    ],
)
def test_an_impossible_war_is_refused(changed, said):
    with pytest.raises(GameInputError, match=said):
        War(**{"p": 0.4, "c_a": 0.1, "c_b": 0.1} | changed)


def test_impossible_allies_and_divisions_are_refused():
    for probability in (-0.1, 1.1, np.nan, [0.5, np.nan]):
        with pytest.raises(GameInputError, match="probability is"):
            war_range(WAR, probability)
    with pytest.raises(GameInputError, match="a_proposes, b_proposes, midpoint"):
        war_range(WAR, division="c_proposes")
    for name, arguments in [("value", (-1, 1, 0)), ("largest_cost", (1, 0, 0)), ("abandonment", (1, 1, -1))]:
        with pytest.raises(GameInputError, match=f"{name} is"):
            intervention(WAR, *arguments)


def test_rounding_does_not_make_a_war_impossible():
    assert War(0.7, 0.1, 0.1, 0.1 + 0.2).p == 0.7
