"""Level I: agreement, splits and expected shares, against grids and iteration."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import GameInputError
from entente.games.winsets import agree, best_least_share, expected_share, split

RULES = [
    ("midpoint", {}),
    ("nash", {}),
    ("nash", {"outside": (0.1, 0.3)}),
    ("nash", {"outside": (0.0, 0.7)}),
    ("rubinstein", {"discount": 0.9}),
    ("rubinstein", {"discount": 0.9, "proposer": "x"}),
    ("rubinstein", {"discount": 0.4, "proposer": "x"}),
    ("rubinstein", {"discount": 0.0}),
    ("rubinstein", {"discount": 0.0, "proposer": "x"}),
]

bounds = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted)


def test_reference_points_of_expected_shares():
    assert expected_share([0, 1 / 3]) == pytest.approx([1 / 4, 1 / 3], abs=1e-12)
    assert expected_share([0, 2 / 5], "nash") == pytest.approx([3 / 8, 59 / 200], abs=1e-12)
    # At y = 1/2 the two forms meet.
    assert expected_share([0.5, 0.5 + 1e-13], "nash") == pytest.approx([0.25, 0.25], abs=1e-12)


@pytest.mark.parametrize(("y", "expected"), [(0, (10 / 19, 9 / 19)), (3 / 5, (16 / 25, 3 / 5))])
def test_reference_points_of_alternating_offers(y, expected):
    found = [split(y, 1, "rubinstein", discount=0.9, proposer=proposer) for proposer in "yx"]
    assert found == pytest.approx(expected, abs=1e-12)


@given(bounds, st.floats(0, 0.95))
def test_alternating_offers_are_what_patience_comes_to(within, discount):
    """The limit of a game with a last round, found backwards, offer by offer."""
    y, x_1 = within
    of_y, of_x = x_1, y
    for _ in range(1000):
        of_y, of_x = min(x_1, 1 - discount * (1 - of_x)), max(y, discount * of_y)
    found = [split(y, x_1, "rubinstein", discount=discount, proposer=proposer) for proposer in "yx"]
    assert found == pytest.approx([of_y, of_x], abs=1e-12)


@given(bounds, st.floats(0, 1), st.floats(0, 1))
def test_nash_is_the_largest_product_within_the_win_sets(within, of_y, left):
    y, x_1 = within
    of_x = (1 - of_y) * left
    shares = np.linspace(y, x_1, 2001)
    gains = (shares - of_y) * (1 - shares - of_x)
    # Where the product is of two losses, or of one, negotiators come as near to gains as voters let them.
    gains = np.where((shares < of_y) | (1 - shares < of_x), -np.abs(shares - (1 + of_y - of_x) / 2), gains)
    found = split(y, x_1, "nash", outside=(of_y, of_x))
    assert found == pytest.approx(shares[gains.argmax()], abs=(x_1 - y) / 1000 + 1e-9)


@pytest.mark.parametrize(("rule", "of_rule"), RULES)
def test_shares_are_within_the_win_sets_and_missing_without_agreement(rule, of_rule):
    y, x_1 = np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 1, 21))
    found = split(y, x_1, rule, **of_rule)
    some = agree(y, x_1)
    np.testing.assert_array_equal(np.isnan(found), ~some)
    assert ((found >= y - 1e-12) & (found <= x_1 + 1e-12))[some].all()


@pytest.mark.parametrize(("rule", "of_rule"), RULES)
def test_expected_shares_are_means_over_the_bound_of_x(rule, of_rule):
    x_1 = (np.arange(20_000) + 0.5) / 20_000
    for y in (0, 0.1, 0.25, 0.4, 0.55, 0.7, 0.9, 1):
        share = np.nan_to_num(split(y, x_1, rule, **of_rule)).mean()
        assert expected_share(y, rule, **of_rule) == pytest.approx(share, abs=1e-4)


@pytest.mark.parametrize(("rule", "of_rule"), RULES)
def test_no_least_share_is_better_than_the_best(rule, of_rule):
    y = np.linspace(0, 1, 3001)
    found = expected_share(y, rule, **of_rule)
    assert best_least_share(rule, **of_rule) == pytest.approx(y[found.argmax()], abs=1e-3)


@pytest.mark.parametrize("discount", [1 / np.sqrt(3) - 1e-3, 1 / np.sqrt(3) + 1e-3])
def test_where_tied_hands_begin_to_pay_under_alternating_offers(discount):
    of_rule = {"discount": discount, "proposer": "x"}
    tied, untied = expected_share([0.5, 0], "rubinstein", **of_rule)
    assert (tied > untied) == (best_least_share("rubinstein", **of_rule) == 0.5)


def test_where_tied_hands_begin_to_pay_under_nash():
    for outside in ((0, 2 * np.sqrt(0.5) - 1 + 1e-3), (0, 2 * np.sqrt(0.5) - 1 - 1e-3)):
        tied, untied = expected_share([0.5, 0], "nash", outside=outside)
        assert (tied > untied) == (best_least_share("nash", outside=outside) == 0.5)


def test_labels_are_kept_and_never_aligned():
    y = pd.Series([0.2, 0.4], ["UKG", "FRN"])
    pd.testing.assert_series_equal(split(y, 0.6), pd.Series([0.4, 0.5], y.index))
    with pytest.raises(GameInputError, match="in another order"):
        split(y, y[::-1])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: agree(-0.1, 0.5), "y is -0.1"),
        (lambda: agree([0.5, np.nan], 0.5), "y is nan at position 1"),
        (lambda: split(0.1, 1.1), "x_1 is 1.1"),
        (lambda: split(0.1, 0.5, "kalai"), "rule is 'kalai'.\nGive one of midpoint, nash, rubinstein"),
        (lambda: split(0.1, 0.5, "rubinstein", discount=1), "discount is 1"),
        (lambda: split(0.1, 0.5, "rubinstein", discount=-0.1), "discount is -0.1"),
        (lambda: split(0.1, 0.5, "rubinstein", proposer="z"), "proposer is 'z'"),
        (lambda: expected_share(0.1, "nash", outside=(0.6, 0.5)), r"d_Y \+ d_X is 1.1"),
        (lambda: expected_share(0.1, "nash", outside=(-0.1, 0.5)), "d_Y is -0.1"),
        (lambda: best_least_share("nash", outside=(0, np.nan)), "d_X is nan"),
    ],
)
def test_impossible_bargains_are_refused(call, said):
    with pytest.raises(GameInputError, match=said):
        call()
