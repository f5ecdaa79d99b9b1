"""Ranges by hand on a tiny history."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import ConfigurationError
from entente.core.schema import load_schema
from entente.studies.maoz2011.random_systems.ranges import SHARES, design_ranges, historical_densities
from entente.systems.international_system import InternationalSystem
from entente.systems.matrices import YearAxis


def system(year, n, srg=(), mid=(), cooperation=(), democracies=()):
    """A system of states 0 to n − 1; ``srg`` holds ordered pairs, the other networks unordered ones."""

    def network(*pairs):
        matrix = np.zeros((n, n), dtype=bool)
        for one, other in pairs:
            matrix[one, other] = True
        return matrix

    return InternationalSystem(
        year=year,
        axis=YearAxis(np.arange(n)),
        states=pd.DataFrame(),
        dyads=pd.DataFrame(),
        capability=np.full(n, 1 / n),
        srg=network(*srg),
        mid=network(*mid, *(pair[::-1] for pair in mid)),
        democracy=np.isin(np.arange(n), democracies),
        cooperation=network(*cooperation, *(pair[::-1] for pair in cooperation)),
    )


HISTORY = [
    system(
        1816, 4, srg=[(0, 1), (1, 0), (2, 0)], mid=[(0, 1)], cooperation=[(0, 1), (2, 3)], democracies=[3]
    ),
    system(1817, 3, srg=[(0, 1), (1, 0), (2, 0), (2, 1), (0, 2)], mid=[(0, 1), (0, 2)], democracies=[0, 1]),
]


def test_densities_of_a_tiny_history():
    expected = pd.DataFrame(
        {
            "year": [1816, 1817],
            "n": [4, 3],
            "srn_density": [3 / 12, 5 / 6],
            "mid_density": [1 / 6, 2 / 3],
            "cooperation_density": [2 / 6, 0.0],
            "democracy_share": [1 / 4, 2 / 3],
        }
    )
    pd.testing.assert_frame_equal(historical_densities(HISTORY), expected)


def test_a_year_with_one_state_has_no_densities_and_is_not_counted():
    densities = historical_densities([*HISTORY, system(1818, 1)])
    assert densities.iloc[2][["srn_density", "mid_density", "cooperation_density"]].isna().all()
    ranges = design_ranges(densities, states=(20, 200), spread=1).set_index("factor")
    assert ranges["years"].to_dict() == {
        "n": 3,
        "srn_density": 2,
        "mid_density": 2,
        "cooperation_density": 2,
        "democracy_share": 3,
    }


def test_ranges_of_a_tiny_history():
    densities = pd.DataFrame({"n": [30, 40, 50, 60], **dict.fromkeys(SHARES, [0.1, 0.1, 0.1, 0.5])})
    ranges = design_ranges(densities, states=(20, 200), spread=0.5).set_index("factor")
    assert list(ranges.index) == ["n", *SHARES]
    sd = math.sqrt(3 * 0.1**2 + 0.3**2) / 2
    for factor in SHARES:
        row = ranges.loc[factor]
        assert row[["mean", "sd", "min", "max"]].tolist() == pytest.approx([0.2, sd, 0.1, 0.5])
        # From 0.113 to 0.287: no year's extreme is reached.
        assert [row["low"], row["high"]] == pytest.approx([0.2 - sd / 2, 0.2 + sd / 2])
        assert row["rule"] == "mean ± 0.5 sd, within min and max"
    assert ranges.loc["n", ["mean", "min", "max", "low", "high"]].tolist() == [45, 30, 60, 20, 200]
    assert ranges.loc["n", "rule"] == "random.states of the configuration"


def test_a_wide_spread_ends_at_what_history_had():
    densities = pd.DataFrame({"n": [30, 40], **dict.fromkeys(SHARES, [0.1, 0.4])})
    ranges = design_ranges(densities, states=(20, 200), spread=5).set_index("factor")
    assert ranges.loc["mid_density", ["low", "high"]].tolist() == [0.1, 0.4]


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=20),
    st.floats(0.01, 10),
)
def test_a_range_contains_the_mean_and_lies_within_history(values, spread):
    densities = pd.DataFrame({"n": [30] * len(values), **dict.fromkeys(SHARES, values)})
    row = design_ranges(densities, states=(20, 200), spread=spread).set_index("factor").loc["srn_density"]
    rounding = 1e-12
    assert min(values) <= row["low"] <= row["mean"] + rounding
    assert row["mean"] - rounding <= row["high"] <= max(values)


def test_the_table_fits_its_schema():
    ranges = design_ranges(historical_densities(HISTORY), states=(20, 200), spread=2)
    assert len(load_schema("maoz2011/random_ranges").validate(ranges)) == 5


@pytest.mark.parametrize("spread", [0, -1, math.nan])
def test_a_spread_that_is_not_positive_is_refused(spread):
    with pytest.raises(ConfigurationError, match="spread is"):
        design_ranges(historical_densities(HISTORY), states=(20, 200), spread=spread)
