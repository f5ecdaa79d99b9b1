"""Monte Carlo twins of collective security."""

from entente.games.collective.draws import coalition_table, simulate_gain, threshold_table


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
