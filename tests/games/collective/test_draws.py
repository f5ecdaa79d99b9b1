"""Monte Carlo twins of collective security."""

import pytest

from entente.core.errors import GameInputError
from entente.games.collective.draws import (
    coalition_table,
    simulate_gain,
    simulate_provision,
    threshold_table,
)


def test_twins_agree_with_mixed_equilibria():
    games = [
        (2, 1, 0.5, False),
        (5, 3, 3 / 8, False),
        (5, 3, 0.2, False),
        (5, 3, 0.2, True),
        (9, 9, 0.3, False),
    ]
    table = threshold_table(games, seed=1)
    assert len(table) == 2 * 6
    assert table["deviation"].abs().max() < 4, table.to_string()


def test_twins_agree_with_numbers_of_groups():
    table = coalition_table([5, 3, 2, 1, 1, 0.5], [2, 6, 20], seed=1)
    assert table["closed_form"].tolist()[-1] == 0
    assert table["deviation"].abs().max() < 4, table.to_string()


def test_out_of_equilibrium_contributing_gains_or_loses():
    low, high = (simulate_gain(5, 3, 0.2, q, seed=1) for q in (0.05, 0.5))
    assert low.value < -4 * low.standard_error and high.value > 4 * high.standard_error


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: simulate_provision(3, 4, 0.5), "k is 4"),
        (lambda: simulate_provision(3, 2, 1.5), "probability is 1.5"),
        (lambda: simulate_gain(3, 0, 0.5, 0.5), "k is 0"),
        (lambda: simulate_gain(3, 2, 0, 0.5), "cost is 0"),
        (lambda: simulate_gain(3, 2, 0.5, -0.5), "probability is -0.5"),
    ],
)
def test_twins_refuse_what_closed_forms_refuse(call, said):
    with pytest.raises(GameInputError, match=said):
        call()
