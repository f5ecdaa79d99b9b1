"""Monte Carlo twins of two-level games."""

import math

import pytest

from entente.games.winsets.draws import (
    iteration_table,
    ratification_table,
    reversion_table,
    simulate_learning,
    simulate_least_ratified,
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
