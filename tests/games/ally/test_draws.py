"""Monte Carlo twins of bargaining with an ally."""

import numpy as np
import pytest

from entente.core.errors import GameInputError
from entente.games.ally import War
from entente.games.ally.draws import (
    ally_table,
    simulate_intervention,
    simulate_optimism,
    simulate_screening,
    simulate_size,
    simulate_value,
    simulate_window,
)

from .wars import WAR

POINTS = [
    (WAR, 0.5, 0.6),
    (War(0.4, 0.1, 0.1, 0.5, 0.5, 0.05), 0.3, 0.6),
    (War(0.1, 0.2, 0.05, 0.9, 0.3, 0.0), 0.35, 0.4),
    (War(0.05, 0.1, 0.05, 0.5, 1.0, 0.4), 0.8, 0.2),
]


@pytest.mark.parametrize(("war", "probability", "status_quo"), POINTS)
def test_twins_agree_with_closed_forms(war, probability, status_quo):
    table = ally_table(war, probability, status_quo, (1.0, 0.8, 0.1), seed=1)
    assert len(table) == 8 and (table["draws"] == 100_000).all()
    assert table["deviation"].abs().max() < 4, table.to_string()


def test_a_twin_sees_a_wrong_closed_form():
    """Twins are sharp enough to tell a share of the cost forgotten, an ally's damage, or a bound."""
    assert abs(simulate_optimism(War(0.4, 0.1, 0.1, 0.5, 0.5)).value - 1 / 50) > 0.01
    assert simulate_screening(War(0.1, 0.2, 0.1, 0.3), 0.45).value == 0


@pytest.mark.parametrize(
    "call",
    [
        lambda war: simulate_value(war, 0.5, "a"),
        lambda war: simulate_intervention(war, 1.0, 1.0),
        simulate_optimism,
        lambda war: simulate_screening(war, 0.5),
        simulate_size,
        lambda war: simulate_window(war, 0.5),
        lambda war: ally_table(war, 0.5, 0.5, (1.0, 1.0, 0.1)),
    ],
)
def test_a_twin_takes_numbers_alone(call):
    with pytest.raises(GameInputError, match=r"shape \(2,\)"):
        call(War(np.array([0.4, 0.5]), 0.1, 0.1))
