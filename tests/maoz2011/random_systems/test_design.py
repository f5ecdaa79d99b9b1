"""The design: the same points in any batches, evenly spread, never what cannot be; its ranges by hand."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.errors import ConfigurationError
from entente.core.schema import load_schema
from entente.studies.maoz2011.random_systems.design import (
    SHARES,
    Design,
    Point,
    design_ranges,
    historical_densities,
)
from entente.systems.international_system import InternationalSystem
from entente.systems.matrices import YearAxis

DESIGN = Design(
    n=(20, 200),
    srn_density=(0.01, 0.19),
    mid_density=(0.004, 0.07),
    cooperation_density=(0.03, 0.3),
    democracy_share=(0.03, 0.5),
    disputes="inside",
    seed=2011,
)

shares = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted).map(tuple)
sizes = st.tuples(st.integers(2, 300), st.integers(2, 300)).map(sorted).map(tuple)
designs = st.builds(
    Design,
    n=sizes,
    srn_density=shares,
    mid_density=shares,
    cooperation_density=shares,
    democracy_share=shares,
    disputes=st.sampled_from(["inside", "independent"]),
    seed=st.integers(0, 2**32),
)


@settings(max_examples=25)
@given(designs, st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_points_are_the_same_whatever_the_batches(design, counts):
    together = design.points(0, sum(counts))
    firsts = np.cumsum([0, *counts[:-1]]).tolist()
    apart = [
        point for first, count in zip(firsts, counts, strict=True) for point in design.points(first, count)
    ]
    assert apart == together
    assert [point.index for point in together] == list(range(sum(counts)))


def test_a_point_far_into_the_sequence_is_had_alone():
    assert DESIGN.points(19_999, 1) == DESIGN.points(19_000, 1_000)[-1:]


@settings(max_examples=50)
@given(designs)
def test_points_lie_within_the_ranges(design):
    rounding = 1e-12
    for point in design.points(0, 16):
        assert design.n[0] <= point.n <= design.n[1]
        for factor in SHARES:
            low, high = getattr(design, factor)
            if factor == "mid_density" and design.disputes == "inside":
                low, high = min(low, point.srn_density), min(high, point.srn_density)
            assert low - rounding <= getattr(point, factor) <= high + rounding


def test_every_256th_of_every_range_has_one_of_256_points():
    design = replace(DESIGN, n=(0 + 2, 256 + 1), disputes="independent")
    points = design.points(0, 256)
    for factor in SHARES:
        low, high = getattr(design, factor)
        cells = [int(256 * (getattr(point, factor) - low) / (high - low)) for point in points]
        assert sorted(cells) == list(range(256)), factor
    assert sorted(point.n for point in points) == list(range(2, 258))


def test_disputes_inside_are_never_denser_than_the_reference_network():
    sparse = replace(DESIGN, srn_density=(0.001, 0.01))
    points = sparse.points(0, 64)
    assert all(point.mid_density <= point.srn_density for point in points)
    # Below the lowest density of disputes, all ties of the reference network are disputes.
    below = [point for point in points if point.srn_density <= 0.004]
    assert below and all(point.mid_density == point.srn_density for point in below)
    elsewhere = replace(sparse, disputes="independent").points(0, 64)
    assert any(point.mid_density > point.srn_density for point in elsewhere)


def test_another_seed_makes_another_design():
    assert replace(DESIGN, seed=1).points(0, 4)[1] != replace(DESIGN, seed=2).points(0, 4)[1]


RANGES = pd.DataFrame(
    {
        "factor": ["n", *SHARES],
        "low": [20, 0.01, 0.004, 0.03, 0.03],
        "high": [200, 0.19, 0.07, 0.3, 0.5],
    }
)


def test_the_table_of_ranges_makes_the_design(tmp_path):
    RANGES.sort_values("factor").to_csv(tmp_path / "ranges.csv", index=False)
    read = pd.read_csv(tmp_path / "ranges.csv")
    assert Design.from_ranges(read, disputes="inside", seed=2011) == DESIGN


def test_a_table_without_a_factor_is_refused():
    with pytest.raises(ConfigurationError, match="no range of mid_density"):
        Design.from_ranges(RANGES.drop(index=2), disputes="inside", seed=2011)


@pytest.mark.parametrize(
    "change, message",
    [
        ({"n": (1, 5)}, "number of states is to go from 1 to 5"),
        ({"n": (30, 20)}, "number of states is to go from 30 to 20"),
        ({"srn_density": (0.2, 0.1)}, "srn_density is to go from 0.2 to 0.1"),
        ({"mid_density": (-0.1, 0.1)}, "mid_density is to go from -0.1"),
        ({"cooperation_density": (math.nan, math.nan)}, "cooperation_density is to go from nan"),
        ({"democracy_share": (0.5, 1.1)}, "democracy_share is to go from 0.5 to 1.1"),
        ({"disputes": "outside"}, "disputes is 'outside'"),
        ({"seed": -1}, "seed is -1"),
    ],
)
def test_an_impossible_design_is_refused(change, message):
    with pytest.raises(ConfigurationError, match=message):
        replace(DESIGN, **change)


@pytest.mark.parametrize("first, count", [(-1, 1), (0, 0)])
def test_points_outside_the_sequence_are_refused(first, count):
    with pytest.raises(ConfigurationError, match="were asked for"):
        DESIGN.points(first, count)


POINT = Point(0, 20, 0.1, 0.05, 0.1, 0.3)


@pytest.mark.parametrize(
    "change, message",
    [
        ({"n": 1}, "number of states"),
        ({"srn_density": 1.5}, "srn_density"),
        ({"democracy_share": math.nan}, "democracy_share"),
        ({"mid_density": 0.2}, "mid_density 0.2 exceeds srn_density 0.1"),
        ({"disputes": "some"}, "disputes is 'some'"),
    ],
)
def test_an_impossible_point_is_refused(change, message):
    with pytest.raises(ConfigurationError, match=message):
        replace(POINT, **change)


def test_independent_disputes_may_be_denser_than_the_reference_network():
    assert replace(POINT, mid_density=0.2, disputes="independent").mid_density == 0.2


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
