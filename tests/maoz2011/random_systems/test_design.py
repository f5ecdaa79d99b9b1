"""The design: the same points in any batches, evenly spread, and never what cannot be."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.errors import ConfigurationError
from entente.studies.maoz2011.random_systems.design import Design, Point
from entente.studies.maoz2011.random_systems.ranges import SHARES

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
