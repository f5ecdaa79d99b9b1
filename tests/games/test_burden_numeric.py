"""The numerical solver against the closed form, and what it says of games that have none."""

import numpy as np
import pytest

from entente.core.errors import GameInputError
from entente.games.burden import VARIANTS, Switches, solve
from entente.games.burden_numeric import solve_point, solve_points

from .drawn_games import draw

BASE = {"q": 0.35, "c_a": 0.1, "c_b": 0.1}


@pytest.mark.parametrize(
    "variant", [name for name, how in VARIANTS.items() if not how.without_closed_form and name != "hold_arms"]
)
def test_what_has_a_closed_form(variant):
    switches = VARIANTS[variant]
    games = draw(60, seed=[5, len(variant)])
    exact, found = solve(**games, switches=switches), solve_points(**games, switches=switches)
    assert found.method == "numerical"
    assert found.region.tolist() == exact.region.tolist()
    for name in ("s", "a", "share", "prize", "prize_alone", "payoff", "payoff_alone", "margin"):
        np.testing.assert_allclose(
            getattr(found, name), getattr(exact, name), rtol=1e-5, atol=1e-5, err_msg=name
        )
    np.testing.assert_allclose(found.a_alone, exact.a_alone, rtol=1e-4, atol=1e-4)
    if variant != "surplus_none":
        np.testing.assert_allclose(found.alternative, exact.alternative, atol=1e-5)


@pytest.mark.parametrize(
    "switches",
    [
        {"surplus": 0.2, "alliance": "offensive", "autonomy_cost": 0.05},
        {"surplus": 0.8, "contract": "shares", "autonomy_cost": 0.05, "alliance": "offensive"},
        {"surplus": 0.5, "timing": "arms_first", "autonomy_cost": 0.2, "alliance": "offensive"},
    ],
)
def test_switches_turned_together(switches):
    games = draw(20, seed=6)
    exact, found = (solver(**games, switches=Switches(**switches)) for solver in (solve, solve_points))
    assert found.region.tolist() == exact.region.tolist()
    for name in ("s", "share", "prize", "payoff"):
        np.testing.assert_allclose(getattr(found, name), getattr(exact, name), rtol=1e-5, atol=1e-5)


def test_a_promise_that_is_dear_to_keep_takes_more_forces():
    k = [1.0066, 3.0]
    binding = solve(q=0.333, c_a=0.185, c_b=0.037, k=k)
    credible = solve_points(
        q=0.333, c_a=0.185, c_b=0.037, k=k, switches=Switches(commitment="credible", c_s=0.1)
    )
    assert (credible.region == "deterrence").all()
    assert (credible.s > binding.s).tolist() == [True, False]
    hopeless = solve_point(**BASE, k=3, switches=Switches(commitment="credible", c_s=1))
    assert hopeless.region == "concession_dear" and np.isinf(hopeless.s)


def test_an_S_that_minds_the_distance_may_help_an_ally_to_concede_less():
    # Arms are so dear that A has none.  All is kept for nearly 3; p'(s) = 1/(1 + s)² is what more saves.
    game = {"q": 0.8, "c_a": 0.05, "c_b": 0.05, "k": 10.0}
    minds = Switches(superpower_benefit="distance")
    keeps = solve_point(**game, sigma=2.5)
    assert keeps.region == "concession_dear" and keeps.prize == 0 and not keeps.allied
    some = solve_point(**game, sigma=4.0, switches=minds)
    assert some.region == "concession_dear"
    assert some.s == pytest.approx(1, abs=1e-4) and some.prize == pytest.approx(0.45, abs=1e-4)
    assert some.share == 1 and np.isnan(some.a)
    assert not solve_point(**game, sigma=1.0, switches=minds).allied
    assert solve_point(**game, sigma=50.0, switches=minds).region == "deterrence"


def test_an_adversary_that_answers_makes_deterrence_dearer():
    fixed = solve_point(**BASE, k=3)
    answers = solve_point(**BASE, k=3, switches=Switches(adversary_arms="answers", k_b=0.3))
    assert answers.region == fixed.region == "deterrence"
    assert answers.s > fixed.s + 0.05 and answers.adversary <= answers.adversary_alone
    dear = solve_point(**BASE, k=3, switches=Switches(adversary_arms="answers", k_b=5000))
    assert dear.s == pytest.approx(float(fixed.s), abs=1e-4) and dear.adversary == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"timing": "arms_first", "commitment": "credible"},
            "timing is arms_first with commitment = credible",
        ),
        (
            {"contract": "shares", "adversary_arms": "answers"},
            "contract is shares with adversary_arms = answers",
        ),
        (
            {"alliance": "offensive", "superpower_benefit": "distance"},
            "alliance is offensive with superpower",
        ),
    ],
)
def test_switches_that_do_not_go_together(given, said):
    with pytest.raises(GameInputError, match=said):
        solve_points(**BASE, k=1, switches=Switches(**given))


def test_one_game_or_many():
    with pytest.raises(GameInputError, match="k is an array"):
        solve_point(**BASE, k=[1, 2])
    with pytest.raises(GameInputError, match="k is -1"):
        solve_point(**BASE, k=-1)
    decisive = Switches(decisiveness=2)
    both = solve_points(**BASE, k=[0.4, 3], switches=decisive)
    assert both.s[1] == solve_point(**BASE, k=3, switches=decisive).s
    shared = Switches(decisiveness=2, contract="shares")
    assert solve_point(**BASE, k=3, switches=shared).s <= both.s[1]
