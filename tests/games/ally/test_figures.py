"""Data of the figures of bargaining with an ally."""

import numpy as np
import pytest

from entente.core.errors import GameInputError
from entente.games.ally import War, optimism
from entente.games.ally.figures import belief_map, range_bars, screening_curve, window_curve

from .wars import WAR


def test_the_lectures_two_ranges():
    bars = range_bars(WAR)
    assert bars["ally_probability"].tolist() == [0, 1]
    np.testing.assert_allclose(bars[["win_probability", "low", "high", "settlement"]], [
        [0.4, 0.3, 0.5, 0.5], [0.6, 0.55, 0.75, 0.75]
    ])  # fmt: skip
    np.testing.assert_allclose(bars[["without_ally_low", "without_ally_high"]], [[0.3, 0.5]] * 2)


def test_the_map_of_beliefs_covers_the_probability_of_war():
    found = belief_map(WAR, points=401)
    assert len(found) == 401**2 and found["war"].mean() == pytest.approx(optimism(WAR), abs=2e-3)
    at = found.set_index(["belief_a", "belief_b"])["gap"]
    assert at[1.0, 0.0] == pytest.approx(0.25 - 0.2) and at[0.0, 1.0] == pytest.approx(-0.25 - 0.2)


def test_the_curve_of_screening_falls_at_the_threshold():
    curve = screening_curve(WAR, points=11).set_index("probability")
    assert len(curve) == 12 and curve.index.is_monotonic_increasing
    assert curve["war_probability"].loc[:0.5].tolist() == pytest.approx([0, 0.1, 0.2, 0.3, 0.4, 0.5])
    assert (curve["war_probability"].loc[5 / 9 - 1e-12 :] == 0).all()


def test_the_window_over_the_strength_of_the_ally():
    curve = window_curve(War(0.4, 0.1, 0.1, cost_share=0.5, damage=0.05), 0.6, [0, 0.4, 0.6])
    assert curve["strength"].tolist() == [0, 0.4, 0.6]
    assert curve["length"].tolist() == pytest.approx([0, 4 / 9, 0.3 / 0.65 - 0.1 / 0.65])
    assert curve["ambiguity_needed"].tolist() == [False, True, True]


@pytest.mark.parametrize(
    "figure", [range_bars, belief_map, screening_curve, lambda war: window_curve(war, 0.5, [0.1, 0.2])]
)
def test_a_figure_is_of_one_war(figure):
    with pytest.raises(GameInputError, match=r"shape \(2,\)"):
        figure(War([0.4, 0.5], 0.1, 0.1))
