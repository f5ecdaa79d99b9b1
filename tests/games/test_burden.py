"""The closed form, at exact points, between its thresholds and against what must hold everywhere."""

import doctest
from fractions import Fraction as F
from math import inf, nan, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import entente.games.burden
import entente.games.burden_maps
from entente.core.errors import GameInputError
from entente.games.burden import Switches, solve, thresholds
from entente.games.burden_numeric import solve_points

BASE = {"q": 0.35, "c_a": 0.1, "c_b": 0.1}


@pytest.mark.parametrize(
    ("k", "region", "s", "a", "a_alone", "share"),
    [
        (F(1, 200), "revision", inf, nan, 9, nan),
        (F(1, 5), "revision", inf, nan, sqrt(5) - 1, nan),
        (F(169, 625), "restraint", F(529, 2028), F(49, 676), F(12, 13), F(529, 676)),
        (F(11, 30), "restraint", F(2, 33), F(3, 11), F(9, 11), F(2, 11)),
        (F(33, 80), "none_needed", 0, F(1, 3), F(1, 3), nan),
        (F(9, 16), "none_needed", 0, F(1, 3), F(1, 3), nan),
        (F(21, 20), "none_needed", 0, F(1, 3), F(1, 3), nan),
        (F(7, 5), "deterrence", F(1, 12), F(1, 4), 0, F(1, 4)),
        (F(3), "deterrence", F(1, 4), F(1, 12), 0, F(3, 4)),
    ],
)
def test_exact_points(k, region, s, a, a_alone, share):
    found = solve(**BASE, k=float(k))
    assert found.region == region and found.method == "closed form"
    for name, expected in (("s", s), ("a", a), ("a_alone", a_alone), ("share", share)):
        np.testing.assert_allclose(getattr(found, name), float(expected), rtol=0, atol=1e-12, err_msg=name)


@pytest.mark.parametrize(
    ("given", "switches", "region", "s", "a", "a_alone"),
    [
        ({"k": 7 / 5, "sigma": 1 / 12}, {}, "deterrence", 1 / 12, 1 / 4, 0),
        ({"k": 7 / 5, "sigma": 2 / 25}, {}, "concession_dear", 1 / 12, nan, 0),
        ({"k": 11 / 30, "sigma": 2 / 33}, {}, "restraint", 2 / 33, 3 / 11, 9 / 11),
        ({"k": 11 / 30, "sigma": 3 / 50}, {}, "revision_dear", 2 / 33, nan, 9 / 11),
        ({"k": 3}, {"surplus": 0}, "deterrence", 1 / 3, 0, 0),
        ({"k": 11 / 60, "b": 2}, {}, "restraint", 4 / 33, 6 / 11, 18 / 11),
        ({"k": 11 / 30}, {"autonomy_cost": 1 / 50}, "restraint", 19 / 165, 12 / 55, 9 / 11),
        ({"k": 11 / 30, "m": 0.1}, {}, "restraint", 2 / 33, 19 / 110, 79 / 110),
        ({"k": 3}, {"contract": "shares"}, "deterrence", 13 / 60, 1 / 3 - 13 / 60, 0),
        ({"k": 11 / 30}, {"alliance": "offensive"}, "revision", inf, nan, 9 / 11),
        ({"k": 9 / 16, "sigma": 0.1}, {"timing": "arms_first"}, "none_needed", 0.1, 7 / 30, 1 / 3),
    ],
)
def test_exact_points_of_variants(given, switches, region, s, a, a_alone):
    found = solve(**BASE, **given, switches=Switches(**switches))
    assert found.region == region
    np.testing.assert_allclose([found.s, found.a, found.a_alone], [s, a, a_alone], rtol=0, atol=1e-12)


# Thresholds -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("b", "expected"), [(1, (F(1, 4), F(33, 80), F(21, 20))), (2, (F(1, 8), F(33, 160), F(21, 40)))]
)
def test_exact_thresholds(b, expected):
    found = thresholds(**BASE, b=b)
    np.testing.assert_allclose([found.k_0, found.k_1, found.k_2], [float(k) for k in expected], rtol=1e-14)


def test_thresholds_are_missing_where_one_side_can_never_threaten():
    found = thresholds(q=[0.9, 0.1, 0.9], c_a=[0.1, 0.1, 0.2], c_b=[0.1, 0.2, 0.1])
    assert np.isnan(found.k_0).tolist() == np.isnan(found.k_1).tolist() == [True, False, True]
    assert np.isnan(found.k_2).tolist() == [False, True, False]
    # An ally that nobody threatens revises up to where it gains nothing, and cannot be restrained.
    assert found.k_1[1] == found.k_0[1] == pytest.approx(0.3 * 0.8 / 0.2, rel=1e-14)


def draw(n, seed=0, **others):
    rng = np.random.default_rng(seed)
    return {
        "q": rng.uniform(0.1, 0.9, n),
        "c_a": rng.uniform(0.02, 0.3, n),
        "c_b": rng.uniform(0.02, 0.3, n),
    } | others


def test_behaviour_changes_at_the_thresholds():
    games = draw(2000)
    at = thresholds(**games)

    def regions(k):
        return solve(**games, k=np.where(np.isnan(k), 1.0, k)).region

    threatened = games["q"] > games["c_b"]
    apart = ~np.isnan(at.k_0) & ~(at.k_1 / at.k_0 < 1.003)
    assert apart.sum() > 1000
    assert set(regions(at.k_0 * 0.999)[apart]) == {"revision"}
    assert set(regions(at.k_0 * 1.001)[apart]) == {"restraint"}
    assert set(regions(at.k_1 * 0.999)[apart]) == {"restraint"}
    assert set(regions(at.k_1 * 1.001)[apart]) == {"none_needed"}
    assert set(regions(at.k_2 * 0.999)[threatened]) == {"none_needed"}
    assert set(regions(at.k_2 * 1.001)[threatened]) == {"deterrence"}
    alone = ~threatened & ~np.isnan(at.k_1)
    assert alone.sum() > 50
    assert set(regions(at.k_1 * 0.999)[alone]) == {"revision"}
    assert set(regions(at.k_1 * 1.001)[alone]) == {"none_needed"}


@pytest.mark.parametrize("surplus", [0.3, 0.6, 0.9])
def test_the_threshold_of_revising_with_another_surplus(surplus):
    # The formula where forces that suffice for a challenge are at a corner, or not, and no demand is capped.
    games = draw(2000, seed=1)
    q, c_a, c_b = games.values()
    r, rho, c = q - c_b, q + c_a, c_a + c_b
    corner = surplus >= (1 - rho) / (1 - r)
    k_1 = np.where(
        corner,
        surplus * (1 - rho) * (1 - r),
        (1 - r) ** 2 * (1 - np.sqrt((1 - surplus) * np.minimum(1, c / (1 - r)))) ** 2,
    )
    plain = (r > 0.02) & (rho < 0.98) & (q + surplus * c < 0.8) & (k_1 > 1e-3)
    assert plain.sum() > 500
    switches = Switches(surplus=surplus)
    below, above = (solve(**games, k=np.maximum(k_1, 1e-3) * x, switches=switches) for x in (0.999, 1.001))
    assert (below.prize_alone[plain] > q[plain]).all()
    assert (above.region[plain] == "none_needed").all()


# What must hold everywhere ----------------------------------------------------------------------------------

games = st.fixed_dictionaries(
    {
        "q": st.floats(0.02, 0.98),
        "c_a": st.floats(0.01, 1.2),
        "c_b": st.floats(0.01, 1.2),
        "k": st.floats(0.005, 20),
        "sigma": st.one_of(st.just(inf), st.floats(0, 3)),
        "b": st.floats(0.1, 10),
        "m": st.one_of(st.just(0.0), st.floats(0, 2)),
    }
)
closed = st.builds(
    Switches,
    surplus=st.floats(0, 1),
    alliance=st.sampled_from(["defensive", "offensive"]),
    autonomy_cost=st.sampled_from([0.0, 0.03]),
    contract=st.sampled_from(["forces", "shares"]),
) | st.builds(Switches, surplus=st.floats(0, 1), timing=st.just("arms_first"))


@given(games, closed, st.floats(0.1, 10))
@settings(max_examples=150)
def test_units_of_forces_do_not_matter(game, switches, t):
    found = solve(**game, switches=switches)
    scaled = game | {"b": game["b"] * t, "m": game["m"] * t, "k": game["k"] / t, "sigma": game["sigma"] * t}
    other = solve(**scaled, switches=switches)
    assert found.region == other.region
    for name in ("s", "a", "a_alone"):
        np.testing.assert_allclose(getattr(other, name), t * getattr(found, name), rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(other.share, found.share, rtol=1e-6)


@given(games, closed)
@settings(max_examples=150)
def test_an_alliance_is_just_safe_too_weak_to_challenge_and_no_worse_for_the_ally(game, switches):
    found = solve(**game, switches=switches)
    if not found.allied:
        assert found.region not in ("restraint", "deterrence")
        return
    assert 0 < found.s <= game["sigma"] * (1 + 1e-9) and found.a >= 0
    p = (game["m"] + found.a + found.s) / (game["m"] + found.a + found.s + game["b"])
    assert p == pytest.approx(game["q"] - game["c_b"], abs=1e-9)
    assert found.margin > 0 and found.prize == game["q"]
    assert found.payoff >= found.payoff_alone - 1e-9
    if found.region != "none_needed":
        assert found.payoff >= found.alternative - 1e-9
        assert (found.prize_alone > game["q"]) == (found.region == "restraint")


def test_in_an_offensive_alliance_what_s_gives_brings_the_ally_closer_to_challenging():
    game = {"q": 0.35, "c_a": 0.1, "c_b": 0.1, "k": 3}
    switches = Switches(alliance="offensive")
    for solver in (solve, solve_points):
        found = solver(**game, switches=switches)
        assert found.s == pytest.approx(0.25, abs=1e-5)
        assert found.margin == pytest.approx(0.45 - 0.25, abs=1e-5)
        # What S would have to give, but does not, counts nowhere.
        refused = solver(**game, sigma=0.1, switches=switches)
        assert refused.s == pytest.approx(0.25, abs=1e-5)
        assert refused.margin == pytest.approx(0.45, abs=1e-5)


@given(games, st.one_of(st.just(0.0), st.floats(0.05, 1)))
def test_shares_fall_where_S_restrains_and_rise_where_it_deters(game, surplus):
    k = np.geomspace(0.005, 20, 200)
    found = solve(**game | {"k": k, "sigma": inf}, switches=Switches(surplus=surplus))
    restrains, deters = found.region == "restraint", found.region == "deterrence"
    assert (np.diff(found.share[deters]) > (-1e-12 if surplus == 0 else 0)).all()
    assert (np.diff(found.share[restrains]) < 0).all()


@given(games)
def test_without_a_surplus_of_the_challenger_an_ally_that_is_deterred_for_does_not_arm(game):
    found = solve(**game | {"k": np.geomspace(0.05, 20, 100)}, switches=Switches(surplus=0))
    assert (found.a[found.region == "deterrence"] == 0).all()


@given(games)
def test_forces_that_help_to_attack_restrain_nobody(game):
    offensive = Switches(alliance="offensive")
    found = solve(**game | {"k": np.geomspace(0.005, 20, 100)}, switches=offensive)
    assert not np.isin(found.region, ["restraint", "revision_dear"]).any()


@given(games)
@settings(max_examples=200)
def test_what_is_enforced_costs_S_no_more_and_arming_first_nothing_less(game):
    free = solve(**game | {"sigma": inf})
    agreed = solve(**game | {"sigma": inf}, switches=Switches(contract="shares"))
    first = solve(**game | {"sigma": inf}, switches=Switches(timing="arms_first"))
    assert agreed.s <= free.s * (1 + 1e-12)
    assert not first.allied or first.a == 0


def test_games_solved_together_are_those_solved_alone():
    games = draw(40, k=np.geomspace(0.01, 10, 40), sigma=0.5)
    together = solve(**games)
    for i in range(40):
        alone = solve(**{name: value if np.ndim(value) == 0 else value[i] for name, value in games.items()})
        assert alone.region == together.region[i] and alone.s == together.s[i]
    assert solve(**BASE, k=[[0.2], [0.5]], sigma=[1, 2, 3]).s.shape == (2, 3)
    assert solve(**BASE, k=[]).region.shape == (0,)


@pytest.mark.parametrize("k", [1e-300, 1e-12, 1e12, 1e300])
@pytest.mark.parametrize("q", [1e-9, 0.5, 1 - 1e-9])
def test_extreme_parameters_have_a_solution(k, q):
    for surplus in (0, 0.5, 1):
        found = solve(q=q, c_a=1e-3, c_b=1e-3, k=k, switches=Switches(surplus=surplus))
        assert not np.isnan([found.s, found.a_alone, found.payoff, found.margin]).any()
        assert found.s >= 0


# What is given ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("q", 0), ("q", 1), ("c_a", 0), ("c_b", -0.1), ("b", 0), ("m", -1), ("k", 0), ("k", inf),
        ("sigma", -1), ("sigma", nan), ("m", inf), ("c_a", nan),
    ],
)  # fmt: skip
def test_a_parameter_out_of_range_is_refused_by_name(name, value):
    with pytest.raises(GameInputError, match=rf"^{name} is {value}.*\nGive {name} as a"):
        solve(**{**BASE, "k": 1} | {name: value})
    if name in ("q", "c_a", "c_b", "b"):
        with pytest.raises(GameInputError, match=rf"^{name} is {value}"):
            thresholds(**BASE | {name: value})


def test_one_missing_number_is_refused_and_named():
    with pytest.raises(GameInputError, match=r"k is nan at position 1 \(1 of 3"):
        solve(**BASE, k=[1, nan, 2])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"surplus": 1.1}, "surplus is 1.1"),
        ({"surplus": [0, 1]}, "surplus is an array"),
        ({"decisiveness": 0}, "decisiveness is 0"),
        ({"autonomy_cost": -0.1}, "autonomy_cost is -0.1"),
        ({"k_b": inf}, "k_b is inf"),
        ({"alliance": "mutual"}, "alliance is 'mutual'.\nGive defensive or offensive"),
        ({"contract": "shares", "timing": "arms_first"}, "contract is shares and timing is arms_first"),
    ],
)
def test_switches_that_there_are_not(given, said):
    with pytest.raises(GameInputError, match=said):
        Switches(**given)


def test_variants_by_name():
    assert Switches.named("default") == Switches()
    with pytest.raises(GameInputError, match="no variant 'defult'"):
        Switches.named("defult")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("blunt", "decisiveness = 0.5"),
        ("decisive", "decisiveness = 2.0"),
        ("distance", "superpower_benefit = distance"),
        ("credible", "commitment = credible"),
        ("answers", "adversary_arms = answers"),
    ],
)
def test_what_has_no_closed_form_says_which_switch(name, said):
    with pytest.raises(GameInputError, match=f"no closed form with {said}.\n.*solve_point"):
        solve(**BASE, k=1, switches=Switches.named(name))


def test_labels_are_kept():
    k = pd.Series([0.3, 3.0], index=["cheap", "dear"])
    frame = solve(**BASE, k=k).to_frame()
    assert frame["region"].to_dict() == {"cheap": "restraint", "dear": "deterrence"}
    assert frame.columns[0] == "region" and (frame["method"] == "closed form").all()
    assert thresholds(q=pd.Series([0.35], index=["x"]), c_a=0.1, c_b=0.1).index.tolist() == ["x"]


def test_examples_of_the_docstrings():
    for module in (entente.games.burden, entente.games.burden_maps):
        tried = doctest.testmod(module)
        assert tried.attempted > 1 and not tried.failed
