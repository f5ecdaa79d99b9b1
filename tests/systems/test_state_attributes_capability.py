"""Capability shares from military expenditure and personnel."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.data_log import DataLog
from entente.core.errors import SchemaError
from entente.core.schema import load_schema
from entente.systems.state_attributes import capability_shares, state_attributes

from . import slow
from .worlds import World, assert_column, cells, logged, some, table, worlds

CARRIED = "capability carried from a near year"
NOTHING = "capability set to 0: no value in any near year"
MISSING = "members without any military component"
ZERO = "capability exactly 0 with at least one component known"


def shares(world, components, carry_years=5, last_year=None):
    """Result, and what the log counts, for (year, code) → (expenditure, personnel)."""
    log = DataLog("capability")
    data = table("data/capabilities", [(code, year, *values) for (year, code), values in components.items()])
    members = world.frame()
    last_year = int(members["year"].max()) if last_year is None else last_year
    return capability_shares(members, data, carry_years, last_year, log), logged(log)


def by_state(result):
    return {(year, code): rest for year, code, *rest in cells(result, *result.columns)}


amount = st.none() | st.integers(0, 6)


def draw_components(world, data):
    """Components of some states; a year needs somebody with a capability."""
    states = st.sampled_from(sorted(world.days))
    components = data.draw(st.dictionaries(states, st.tuples(amount, amount), min_size=len(world.days) // 2))
    for year in world.years:
        components[year, world.members(year)[-1]] = (3, data.draw(amount))
    return components


@some
@given(worlds(), st.data(), st.integers(0, 5))
def test_equals_loops(world, data, carry_years):
    components = draw_components(world, data)
    expected = slow.capability(world, components, carry_years)
    result, log = shares(world, components, carry_years)
    assert cells(result, "year", "ccode") == sorted(world.days)
    assert_column(result["capability"], [expected[key][0] for key in sorted(world.days)])
    sources = [expected[key][1] for key in sorted(world.days)]
    assert result["capability_source"].tolist() == sources
    assert np.allclose(result.groupby("year")["capability"].sum(), 1, rtol=0, atol=1e-12)
    assert log[CARRIED] == sources.count("carried") and log[NOTHING] == sources.count("none")


@some
@given(worlds(), st.data(), st.integers(0, 5))
def test_the_shares_of_a_year_do_not_depend_on_where_the_panel_ends(world, data, carry_years):
    components = draw_components(world, data)
    last_year = data.draw(st.sampled_from(list(world.years)))
    whole, _ = shares(world, components, carry_years)
    cut, _ = shares(world, components, carry_years, last_year)
    expected = whole[whole["year"] <= last_year]
    assert cells(cut, *cut.columns) == cells(expected, *expected.columns)


def everyone(codes, years):
    return World({(year, code): (1, 366) for year in years for code in codes})


def test_a_share_is_the_mean_of_two_shares():
    world = everyone([2, 20], [1900])
    result, log = shares(world, {(1900, 2): (30, 1), (1900, 20): (10, 1)})
    assert by_state(result) == {
        (1900, 2): [pytest.approx((3 / 4 + 1 / 2) / 2), "both"],
        (1900, 20): [pytest.approx((1 / 4 + 1 / 2) / 2), "both"],
    }
    assert set(log.values()) == {0}


def test_a_missing_component_is_left_out_of_the_mean():
    world = everyone([2, 20, 100], [1900])
    result, log = shares(world, {(1900, 2): (2, 3), (1900, 20): (2, None), (1900, 100): (None, 1)})
    raw = {2: Fraction(5, 8), 20: Fraction(1, 2), 100: Fraction(1, 4)}
    total = sum(raw.values())
    assert by_state(result) == {
        (1900, 2): [pytest.approx(float(raw[2] / total)), "both"],
        (1900, 20): [pytest.approx(float(raw[20] / total)), "expenditure"],
        (1900, 100): [pytest.approx(float(raw[100] / total)), "personnel"],
    }
    assert log["capability from military expenditure alone"] == 1
    assert log["capability from military personnel alone"] == 1


def carried(known):
    """Raw share (of 1 and itself) of state 20 in 1905, from (year → expenditure); state 2 always has 1."""
    world = everyone([2, 20], range(1895, 1916))
    components = {(year, 2): (1, None) for year in world.years}
    components |= {(year, 20): (value, None) for year, value in known.items()}
    share, source = by_state(shares(world, components)[0])[1905, 20]
    # State 2 is alone in 1905, so its own raw share is 1.
    return (share / (1 - share)) if share else 0.0, source


@pytest.mark.parametrize(
    ("known", "share", "source"),
    [
        ({1904: 1, 1907: 3}, 1 / 2, "carried"),  # the nearest
        ({1902: 1, 1907: 3}, 3 / 4, "carried"),
        ({1903: 1, 1907: 3}, 1 / 2, "carried"),  # the earlier of two as near
        ({1900: 1}, 1 / 2, "carried"),
        ({1910: 1}, 1 / 2, "carried"),
        ({1899: 1, 1911: 1}, 0, "none"),  # six years are too far
        ({}, 0, "none"),
        ({1904: 0, 1906: 3}, 0, "carried"),  # a zero is a value
    ],
)
def test_the_nearest_value_within_five_years_is_carried(known, share, source):
    assert carried(known) == (pytest.approx(share), source)


def test_a_state_in_no_capability_data_has_no_capability_and_is_counted():
    world = everyone([2, 20], [1900, 1901])
    result, log = shares(world, {(1900, 2): (5, 5), (1901, 2): (5, 5)})
    assert by_state(result)[1901, 20] == [0, "none"]
    assert log[NOTHING] == log[MISSING] == 2


def test_a_known_zero_is_counted_apart():
    world = everyone([2, 20, 100], [1900])
    result, log = shares(world, {(1900, 2): (5, 5), (1900, 20): (0, None), (1900, 100): (None, None)})
    assert by_state(result)[1900, 20] == [0, "expenditure"]
    assert (log[ZERO], log[MISSING], log[NOTHING]) == (1, 1, 1)


def test_data_of_other_states_and_years_do_not_count():
    world = World({(1900, 2): (1, 366), (1900, 20): (1, 366), (1901, 2): (1, 366)})
    known = {(1900, 2): (1, 1), (1900, 20): (1, 1), (1901, 2): (1, 1)}
    extra = known | {(1901, 20): (9, 9), (1900, 100): (9, 9), (1950, 2): (9, 9)}
    assert by_state(shares(world, known)[0]) == by_state(shares(world, extra)[0])


def test_a_year_in_which_nobody_has_any_capability_cannot_be_written():
    world = everyone([2, 20], [1900])
    nothing = {
        "capabilities": table("data/capabilities", []),
        "regimes": table("data/regimes", []),
        "major_powers": table("data/major_powers", []),
    }
    attributes = state_attributes(
        world.frame(), **nothing, last_year=1900, carry_years=5, democracy_cutoff="maoz", log=DataLog("x")
    )
    with pytest.raises(SchemaError, match="state_attributes(.|\n)*capability"):
        load_schema("systems/state_attributes").validate(attributes)
