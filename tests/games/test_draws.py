"""Monte Carlo: means, streams and tables."""

import numpy as np
import pytest

from entente.core.errors import GameInputError
from entente.games.draws import Case, Estimate, compare, generator, mean


def twin(draws, seed):
    return mean(generator(draws, seed).random(draws))


def test_a_mean_has_its_standard_error():
    assert mean(np.array([0.0, 1.0, 1.0, 2.0])) == pytest.approx((1, np.sqrt(2 / 3) / 2))
    assert mean(np.array([False, True])) == pytest.approx((0.5, 0.5))


def test_a_table_holds_closed_forms_beside_twins():
    cases = [
        Case("uniform", "mean", {"from": 0.0, "to": 1}, 0.5, twin),
        Case("uniform", "mean", {"of": "certain"}, 1 / 3, lambda draws, seed: Estimate(1 / 3 + 1e-16, 0.0)),
        Case("uniform", "mean", {"of": "error"}, 0.4, lambda draws, seed: Estimate(0.5, 0.05)),
    ]
    table = compare(cases, draws=1000, seed=3)
    assert table["setting"].tolist() == ["from = 0, to = 1", "of = certain", "of = error"]
    assert (table["draws"] == 1000).all() and table["closed_form"].tolist() == [0.5, 1 / 3, 0.4]
    assert 0 < abs(table["deviation"][0]) < 4
    assert table["deviation"][1:].tolist() == pytest.approx([0, 2])


def test_a_case_has_its_own_stream_wherever_it_stands():
    one, other = (Case("uniform", name, {}, 0.5, twin) for name in ("one", "other"))
    both = compare([one, other], draws=100, seed=1).set_index("quantity")["estimate"]
    assert both["one"] != both["other"]
    assert compare([other], draws=100, seed=1)["estimate"][0] == both["other"]
    assert compare([other], draws=100, seed=2)["estimate"][0] != both["other"]


@pytest.mark.parametrize("draws", [1, 0, 10.0, True, None])
def test_a_standard_error_needs_two_draws(draws):
    with pytest.raises(GameInputError, match="Give draws as a whole number of at least 2"):
        generator(draws, 0)
