"""The closed form, at exact points, between its thresholds and against what must hold everywhere."""

from fractions import Fraction as F
from math import inf, nan, sqrt

import numpy as np
import pytest

from entente.games.burden import Switches, solve

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
