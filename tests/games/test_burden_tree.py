"""The closed form, and the numerical solver where there is none, against the game played through."""

from itertools import product

import numpy as np
import pytest

from entente.core.errors import GameInputError
from entente.games.burden import VARIANTS, Switches, solve
from entente.games.burden_numeric import solve_point
from entente.games.burden_tree import Grid, play

from .drawn_games import by_region, draw

GRID = Grid(forces=49, arms=241, demands=151)


def neighbours(game, grid=GRID):
    """The game, first, and others that differ by less than a grid of demands or arms can tell."""
    step = 1.5 / (grid.demands - 1)
    shifts = np.array(list(product([0, -step, step], repeat=3))).T
    drawn = {name: game[name] + shift for name, shift in zip(("q", "c_a", "c_b"), shifts, strict=True)}
    drawn = {name: np.clip(value, 1e-3, 1 - 1e-3 if name == "q" else None) for name, value in drawn.items()}
    stretch = np.array([0, -1, 1])[:, None] * 2 / grid.arms
    return {
        **{name: np.broadcast_to(value, (3, 27)) for name, value in drawn.items()},
        "k": game["k"] * (1 + stretch),
        "sigma": game["sigma"],
        "b": game["b"],
        "m": game["m"],
    }


def agrees(game, switches, grid=GRID):
    """Whether the tree plays what is solved of the game, or of one that the grid cannot tell from it.

    The second value says whether the region is the very same.
    """
    played = play(**game, switches=switches, grid=grid)
    near = solve(**neighbours(game, grid), switches=switches)
    same = near.region == played.region
    # Without a surplus almost safe is almost as good as safe, and may be cheaper by some steps of a grid.
    steps = 5 if switches.surplus == 0 else 1
    if switches.surplus == 0 and played.region == "deterrence":
        same |= near.region == "none_needed"
    if not same.any() or played.war:
        return False, False
    k, b = game["k"], game["b"]
    forces = played.s / b if np.isfinite(played.s) else 0.0
    step_s = b * game["q"] / (grid.forces - 1) * (1 + forces) ** 2
    arms = np.nanmax(near.a) / b if np.isfinite(near.a).any() else 0.0
    step = steps * (step_s + b / (1 + k * b) / (grid.arms - 1) * (1 + arms) ** 2)
    s, prize = near.s[same], near.prize[same]
    fits = s.min() - step <= played.s <= s.max() + step
    fits &= prize.min() - 0.03 <= played.prize <= prize.max() + 0.03
    return bool(fits), bool(near.region[0, 0] == played.region)


def test_games_of_all_regions():
    games = by_region(20, seed=1, switches=Switches())
    assert len(games) == 120
    found = [agrees(game, Switches()) for game in games]
    assert all(fits for fits, _ in found)
    assert sum(same for _, same in found) >= 115


@pytest.mark.parametrize(
    "variant", [name for name, how in VARIANTS.items() if not how.without_closed_form and how.surplus != 0.5]
)
def test_variants(variant):
    switches = VARIANTS[variant]
    games = by_region(4, seed=2, switches=switches)
    assert len(games) >= 12
    found = [agrees(game, switches) for game in games]
    assert all(fits for fits, _ in found)
    assert sum(same for _, same in found) >= 0.8 * len(games)


@pytest.mark.slow
@pytest.mark.parametrize("surplus", [0, 1])
def test_many_games_on_finer_grids(surplus):
    switches, grid = Switches(surplus=surplus), Grid(forces=73, arms=401, demands=301)
    for game in by_region(40, seed=3, switches=switches):
        assert agrees(game, switches, grid)[0], game


@pytest.mark.parametrize("variant", ["blunt", "decisive", "distance", "credible", "answers"])
def test_what_has_no_closed_form(variant):
    switches, drawn = VARIANTS[variant], draw(12, seed=4)
    answers = variant == "answers"
    grid = Grid(forces=33, arms=121, demands=81, answers=25) if answers else GRID
    for i in range(5 if answers else 12):
        game = {name: float(column[i]) for name, column in drawn.items()}
        found, played = solve_point(**game, switches=switches), play(**game, switches=switches, grid=grid)
        assert found.region == played.region and not played.war
        assert found.prize == pytest.approx(played.prize, abs=0.03)
        assert np.isinf(found.s) == np.isinf(played.s)
        if np.isfinite(found.s):
            power, other = (s / (s + game["b"]) for s in (found.s, played.s))
            assert power == pytest.approx(other, abs=0.05)


def test_the_worked_example():
    found = play(q=0.35, c_a=0.1, c_b=0.1, k=11 / 30)
    assert found.region == "restraint" and found.prize == 0.35
    assert found.s == pytest.approx(2 / 33, abs=0.01) and found.a == pytest.approx(3 / 11, abs=0.02)
    assert found.prize_alone == pytest.approx(0.55, abs=0.01)


@pytest.mark.parametrize(
    ("given", "said"),
    [({"k": [1, 2]}, "A parameter is an array"), ({"switches": Switches(surplus=0.5)}, "surplus is 0.5")],
)
def test_what_cannot_be_played(given, said):
    with pytest.raises(GameInputError, match=said):
        play(**{"q": 0.35, "c_a": 0.1, "c_b": 0.1, "k": 1} | given)
