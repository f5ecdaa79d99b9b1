"""Maps over costs of arms."""

import numpy as np
import pytest

from entente.core.errors import GameInputError
from entente.games.burden import REGIONS, Switches
from entente.games.burden_maps import BASELINE, along_costs, region_map


def test_regions_over_willingness_have_one_line_each():
    k = [0.2, 11 / 30, 0.5, 1.4, 3.0]
    found = region_map(k, "sigma", [0.01, 0.07, 0.3])
    assert REGIONS[found.code].tolist() == [
        ["revision", "revision_dear", "none_needed", "concession_dear", "concession_dear"],
        ["revision", "restraint", "none_needed", "concession_dear", "concession_dear"],
        ["revision", "restraint", "none_needed", "deterrence", "deterrence"],
    ]
    assert found.lines.index.tolist() == [0.01, 0.07, 0.3]
    np.testing.assert_allclose(found.lines, [[1 / 4, 33 / 80, 21 / 20, 1 / 3]] * 3, rtol=1e-12)


def test_regions_over_the_status_quo_have_lines_of_their_own():
    found = region_map([0.5], "q", [0.05, 0.35], others=BASELINE | {"b": 2.0})
    assert found.code.shape == (2, 1)
    assert np.isnan(found.lines["k_2"].iloc[0]) and found.lines["safe"].iloc[0] == 0
    np.testing.assert_allclose(found.lines.iloc[1], [1 / 8, 33 / 160, 21 / 40, 2 / 3], rtol=1e-12)


@pytest.mark.parametrize("name", ["k", "kappa"])
def test_the_other_parameter_must_be_another(name):
    with pytest.raises(GameInputError, match="no other parameter"):
        region_map([0.5], name, [1])


def test_what_is_given_and_armed_along_costs():
    found = along_costs([0.2, 7 / 5, 3.0], switches=Switches(surplus=0))
    assert found["k"].tolist() == [0.2, 7 / 5, 3.0] and found["s"].iloc[2] == pytest.approx(1 / 3)
    assert found["a"].iloc[2] == 0 and found["share"].iloc[2] == 1
