"""Win-sets in a plane: lenses, grids and draws."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import GameInputError
from entente.games.winsets import Side, area, ratified, win_set_area


def at(radius, angle):
    return [radius * np.cos(angle), radius * np.sin(angle)]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((1, np.pi / 2), np.pi / 2 - 1),
        ((1, 0), np.pi),
        ((1, np.pi), 0),
        ((2, np.pi / 2), 4 * (np.pi / 2 - 1)),
        ((1, 0, 3), np.pi),
        ((3, 0, 1), np.pi),
        ((0, 1, 3), 0),
        ((3, 1, 0), 0),
        ((0, 0), 0),
    ],
)
def test_known_lenses(arguments, expected):
    assert area(*arguments) == pytest.approx(expected, abs=1e-12)


@given(st.floats(0.1, 3), st.floats(0.1, 3), st.floats(0, np.pi))
def test_a_lens_is_that_of_circles_by_distance_of_their_centres(one, other, angle):
    distance = np.hypot(*np.subtract(at(one, 0), at(other, angle)))
    if distance < 1e-3:
        return
    cosines = [
        np.clip((distance**2 + a**2 - b**2) / (2 * distance * a), -1, 1)
        for a, b in ((one, other), (other, one))
    ]
    kite = (one + other + distance) * (one + other - distance)
    kite *= (distance + one - other) * (distance - one + other)
    lens = one**2 * np.arccos(cosines[0]) + other**2 * np.arccos(cosines[1]) - np.sqrt(max(kite, 0)) / 2
    assert area(one, angle, other) == pytest.approx(lens, abs=1e-6)
    assert area(one, angle, other) == pytest.approx(area(other, angle, one), abs=1e-12)


def test_equal_lenses_have_the_short_form():
    radius, angle = np.array([[0.5], [2.0]]), np.linspace(0, np.pi, 7)
    np.testing.assert_allclose(area(radius, angle), radius**2 * (np.pi - angle - np.sin(angle)), atol=1e-12)


@pytest.mark.parametrize(("one", "angle", "other"), [(1, 1.2, 1), (1, 2.5, 0.6), (2, 0.3, 0.7)])
def test_a_grid_finds_the_lens_of_two_voters_on_one_side_or_on_two(one, angle, other):
    ideals = [at(one, 0), at(other, angle)]
    together = win_set_area([0, 0], Side(ideals, "unanimity"), method="grid", draws=1_000_000)
    apart = win_set_area([0, 0], Side(ideals[:1]), Side(ideals[1:]), method="grid", draws=1_000_000)
    for found in (together, apart):
        assert found.value == pytest.approx(area(one, angle, other), rel=0.01)
        assert np.isnan(found.standard_error)


def test_draws_agree_with_a_grid_for_more_voters():
    voters = Side([[1, 0], [0, 1], [-0.5, 0.5], [1, 1], [0.2, -0.3]], 3)
    others = Side([[0.5, 2], [1.5, 0.5]], 2)
    for sides in ((voters,), (voters, others)):
        drawn = win_set_area([0, 0], *sides, seed=5)
        grid = win_set_area([0, 0], *sides, method="grid", draws=1_000_000)
        assert abs(drawn.value - grid.value) < 4 * drawn.standard_error + 0.01
        assert 0 < drawn.standard_error < 0.1


def test_voters_ratify_what_is_nearer_and_the_reversion_point_itself():
    side = Side([[1, 0], [0, 1], [-1, 0]])
    assert ratified([[0, 0], [0.2, 0.3], [0, 0.1], [0, -0.1]], [0, 0], side).tolist() == [
        True,
        True,
        False,
        False,
    ]


def test_who_is_indifferent_ratifies_in_floating_point_too():
    """The mirror image of the reversion point is as far from the ideal point, but for rounding."""
    assert ratified([[0.5, 1.2]], [0.1, 0.2], Side([[0.3, 0.7]])).all()


def test_a_shifted_plane_has_the_same_areas():
    ideals, shift = np.array([[1, 0], [0, 1], [0.5, 0.8]]), np.array([3.0, -7.0])
    one, other = (win_set_area(by, Side(ideals + by), method="grid") for by in (0 * shift, shift))
    assert one.value == pytest.approx(other.value, rel=1e-2)


def test_axes_are_not_confused():
    ideals = pd.DataFrame({"arms": [1.0, 0.2], "trade": [0.0, 0.9]}, index=["UKG", "FRN"])
    at = pd.Series([0.0, 0.1], ["arms", "trade"])
    assert win_set_area(at, Side(ideals)) == win_set_area([0, 0.1], Side(ideals.to_numpy()))
    with pytest.raises(GameInputError, match="in another order"):
        win_set_area(at[["trade", "arms"]], Side(ideals))
    with pytest.raises(GameInputError, match="axes of side 2"):
        win_set_area([0, 0], Side(ideals), Side(ideals[["trade", "arms"]]))
    with pytest.raises(GameInputError, match="axes of the settlements"):
        ratified(ideals[["trade", "arms"]], at, Side([[1, 0]]))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: area(-1, 1), "radius is -1"),
        (lambda: area(1, 3.2), "angle is 3.2"),
        (lambda: area(1, [1, np.nan]), "angle is nan at position 1"),
        (lambda: win_set_area([0, 0]), "No side"),
        (lambda: win_set_area([0, 0], Side([])), "ideals"),
        (lambda: win_set_area([0, 0], Side(np.empty((0, 2)))), "ideals is empty"),
        (lambda: win_set_area([0, 0], Side([[1, 2, 3]])), r"ideals has shape \(1, 3\)"),
        (lambda: win_set_area([0, np.nan], Side([[1, 2]])), "reversion is nan"),
        (lambda: win_set_area([0, 0], Side([[1, 2]], 2)), "quota is 2"),
        (lambda: win_set_area([0, 0], Side([[1, 2]]), method="exact"), "method is 'exact'"),
    ],
)
def test_impossible_planes_are_refused(call, said):
    with pytest.raises(GameInputError, match=said):
        call()
