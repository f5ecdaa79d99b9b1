"""Contributions to a joint product, against best replies on a grid."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import GameInputError
from entente.games.collective import joint_product

wealths = st.lists(st.floats(0, 100, allow_subnormal=False), min_size=1, max_size=8)
weights = st.floats(0.05, 0.95)


def test_reference_point_of_the_joint_product():
    found = joint_product([8, 1, 1], 0.5)
    assert found.contribution == pytest.approx([4, 0, 0], abs=1e-12)
    assert found.free_rider.tolist() == [False, True, True] and found.n_contributors == 1


@given(wealths, weights)
def test_nobody_would_rather_give_otherwise(wealth, alpha):
    found = joint_product(wealth, alpha)
    assert found.total == pytest.approx(sum(found.contribution), abs=1e-9)
    others = found.total - found.contribution
    reply = np.maximum(0, alpha * np.array(wealth) - (1 - alpha) * others)
    assert found.contribution == pytest.approx(reply, abs=1e-9)
    assert found.n_contributors == (~found.free_rider).sum()
    for own, given_, rest in zip(wealth, found.contribution, others, strict=True):
        tried = np.linspace(0, own, 101)
        values = (own - tried) ** (1 - alpha) * np.maximum(tried + rest, 0) ** alpha
        value = (own - given_) ** (1 - alpha) * max(given_ + rest, 0) ** alpha
        assert value >= values.max() - 1e-9


@given(wealths, weights)
def test_the_great_are_exploited(wealth, alpha):
    found = joint_product(sorted(wealth), alpha)
    burden = found.burden[~np.isnan(found.burden)]
    assert (np.diff(burden) >= -1e-9).all()
    assert ((burden >= 0) & (burden <= alpha + 1e-12)).all()


@given(wealths, weights)
def test_there_is_no_other_set_of_contributors(wealth, alpha):
    """Of all numbers of the richest that may give, only one leaves these, and nobody else, willing."""
    rich = np.sort([w for w in wealth if w > 0.01])[::-1]
    if not len(rich):
        return
    fits = []
    for h in range(1, len(rich) + 1):
        total = alpha * rich[:h].sum() / (alpha + h * (1 - alpha))
        gap = alpha * rich - (1 - alpha) * total
        if (gap[:h] > 1e-9).all() and (gap[h:] <= 1e-9).all():
            fits.append((h, total))
    found = joint_product(rich, alpha)
    if fits:
        assert len(fits) == 1 and fits[0][1] == pytest.approx(found.total)


def test_no_wealth_no_burden():
    found = joint_product([0.0, 0.0])
    assert found.total == found.n_contributors == 0 and np.isnan(found.burden).all()


def test_members_who_would_give_just_nothing_ride_free():
    # αw = (1 − α)M with M = 0.5 · 8: a member with 4.
    found = joint_product([8, 4], 0.5)
    assert found.free_rider.tolist() == [False, True] and found.contribution.tolist() == [4, 0]
    # Rounded, 0.63 is more than 0.7 · 0.9.
    found = joint_product([0.9, 0.63], 0.3)
    assert found.n_contributors == 1 and found.contribution[1] == 0 and found.total == 0.3 * 0.9


def test_weights_and_rows_broadcast_and_labels_stay():
    found = joint_product([[8, 1, 1], [3, 3, 3]], [[0.5], [0.25]])
    assert found.contribution.shape == (2, 2, 3) and found.total.shape == found.n_contributors.shape == (2, 2)
    assert found.contribution[1, 1] == pytest.approx([0.3] * 3)
    wealth = pd.Series([8, 1], ["USA", "ITA"])
    found = joint_product(wealth)
    assert found.burden["USA"] == 0.5 and found.free_rider["ITA"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (([1, -1],), "wealth is -1 at position 1"),
        (([1, np.nan],), "wealth is nan at position 1"),
        (([],), "wealth has shape"),
        ((1.0,), "wealth has shape"),
        (([1], 0), "alpha is 0"),
        (([1], 1), "alpha is 1"),
        (([1], np.nan), "alpha is nan"),
        (([[1, 2], [3, 4]], [0.1, 0.2, 0.3]), "do not broadcast"),
        ((pd.Series([1, 2]), [0.1, 0.2]), "one number with labelled wealth"),
    ],
)
def test_impossible_members_are_refused(arguments, said):
    with pytest.raises(GameInputError, match=said):
        joint_product(*arguments)
