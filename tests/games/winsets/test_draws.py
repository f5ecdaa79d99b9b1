"""Monte Carlo twins of two-level games."""

import math

import pytest

from entente.core.errors import GameInputError
from entente.games.winsets.draws import (
    iteration_table,
    ratification_table,
    reversion_table,
    simulate_agreement,
    simulate_learning,
    simulate_least_ratified,
    simulate_ratification,
    simulate_redraw,
    simulate_reversion,
    split_table,
)

TABLES = {
    "splits": (lambda: split_table([0.0, 0.3, 0.6, 0.9], (0.1, 0.2), 0.7, seed=2), 20),
    "ratification": (lambda: ratification_table([(1, 1), (2, 3), (5, 9)], 0.45, veto=2, seed=2), 15),
    "reversion": (lambda: reversion_table(0.5, [0.1, 0.2, 0.3, 0.6, 0.9], [0.4, math.pi / 2], seed=2), 5),
    "iteration": (lambda: iteration_table(0.25, [1, 3, 5], 0.4, 0.9, seed=2), 18),
}


@pytest.mark.parametrize("name", TABLES)
def test_twins_agree_with_closed_forms(name):
    make, rows = TABLES[name]
    table = make()
    assert len(table) == rows and not table.duplicated(["model", "quantity", "setting"]).any()
    assert table["deviation"].abs().max() < 4, table.to_string()


def test_heterogeneous_voters_by_draws():
    found = simulate_least_ratified(3, 4, 0.4, 0.6, seed=1)
    assert abs(found.value - (0.4 + 0.6 * (3 / 5 - 0.5))) < 4 * found.standard_error


def test_worse_offers_are_worth_less():
    best, worse = (simulate_learning(offers, seed=1)[1].value for offers in ([1 / 3, 2 / 3], [0.2, 0.9]))
    assert worse < best - 0.05


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: simulate_agreement(1.5), "y is 1.5"),
        (lambda: simulate_least_ratified(4, 3), "m is 4|quota is 4"),
        (lambda: simulate_least_ratified(2, 3, 0.5, -1), "heterogeneity is -1"),
        (lambda: simulate_least_ratified(2, 3, 1.5), "mean_share is 1.5"),
        (lambda: simulate_ratification(1.5, 2, 3), "x_1 is 1.5"),
        (lambda: simulate_ratification(0.5, 2, 3, -1), "veto is -1"),
        (lambda: simulate_reversion(math.nan, [0.1]), "reversion is nan"),
        (lambda: simulate_redraw(1.5, 2), "probability is 1.5"),
        (lambda: simulate_redraw(0.5, 0), "rounds is 0"),
        (lambda: simulate_redraw(0.5, 2, 1.5), "persistence is 1.5"),
        (lambda: simulate_learning([0.5, 1.5]), "offers is 1.5 at position 1"),
        (lambda: simulate_learning([0.5], 1.5), "discount is 1.5"),
    ],
)
def test_twins_refuse_what_closed_forms_refuse(call, said):
    with pytest.raises(GameInputError, match=said):
        call()
