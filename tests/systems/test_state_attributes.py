"""Attributes of states, and their regimes."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.data_log import DataLog
from entente.core.schema import load_schema
from entente.systems.state_attributes import capability_shares, regime_types, state_attributes

from .worlds import World, assert_column, cells, few, generators, logged, some, table, worlds


@settings(few, max_examples=5)
@given(worlds(), generators)
def test_one_row_for_each_member_with_all_its_attributes(world, rng):
    states = sorted(world.days)
    capabilities = table("data/capabilities", [(code, year, *rng.integers(1, 9, 2)) for year, code in states])
    regimes = table("data/regimes", [(code, year, *rng.integers(0, 11, 2)) for year, code in states])
    majors = [(code, year) for year, code in [*states, (world.years[0], 999)] if rng.random() < 0.3]
    result = state_attributes(
        world.frame(),
        capabilities,
        regimes,
        table("data/major_powers", majors),
        last_year=world.years[-2],
        carry_years=5,
        democracy_cutoff="polity",
        log=DataLog("state_attributes"),
    )
    valid = load_schema("systems/state_attributes").validate(result)
    kept = [state for state in states if state[0] <= world.years[-2]]
    assert cells(valid, "year", "ccode") == kept
    assert valid["major_power"].tolist() == [(code, year) in majors for year, code in kept]
    everybody, last_year = world.frame(), world.years[-2]
    members = everybody[everybody["year"] <= last_year]
    log = DataLog("parts")
    for part in (
        capability_shares(everybody, capabilities, 5, last_year, log),
        regime_types(members, regimes, "polity", log),
    ):
        pd.testing.assert_frame_equal(valid[part.columns], part, check_dtype=False)


def test_rows_of_no_members_are_counted():
    world = World({(year, 2): (1, 366) for year in range(1900, 1904)} | {(1903, 20): (1, 366)})
    keys = [(20, 1899), (2, 1900), (20, 1900), (20, 1901), (2, 1902), (20, 1902), (20, 1903)]
    log = DataLog("state_attributes")
    state_attributes(
        world.frame(),
        table("data/capabilities", [(*key, 1, 1) for key in keys]),
        table("data/regimes", [(*key, 9, 0) for key in keys[2:4]]),
        table("data/major_powers", keys[2:3]),
        last_year=1902,
        carry_years=5,
        democracy_cutoff="maoz",
        log=log,
    )
    dropped = log.frame().query("action == 'dropped'")
    assert cells(dropped, "reason", "rows") == [
        ("capabilities: state-years that are no members", 3),
        ("regimes: state-years that are no members", 2),
        ("major powers: state-years that are no members", 1),
    ]


UNKNOWN = "members without a usable regime score: no democracy in the model"


def types(world, regimes, cutoff="maoz"):
    log = DataLog("regimes")
    data = table("data/regimes", [(code, year, *scores) for (year, code), scores in regimes.items()])
    result = regime_types(world.frame(), data, cutoff, log)
    assert cells(result, "year", "ccode") == sorted(world.days)
    return result, logged(log)


def of_one_state(democracy, autocracy, cutoff):
    world = World({(1900, 2): (1, 366)})
    result, log = types(world, {(1900, 2): (democracy, autocracy)}, cutoff)
    return *cells(result, "regime_score", "regime", "democracy")[0], log[UNKNOWN]


@pytest.mark.parametrize(
    ("democracy", "autocracy", "maoz", "polity"),
    [
        (10, 0, "democracy", "democracy"),
        (7, 1, "democracy", "democracy"),
        (6, 1, "democracy", "anocracy"),  # 50: below 6 × 10
        (3, 0, "democracy", "anocracy"),  # exactly 30
        (4, 2, "anocracy", "anocracy"),
        (0, 0, "anocracy", "anocracy"),
        (1, 3, "anocracy", "anocracy"),  # −20
        (0, 3, "autocracy", "autocracy"),  # −30
        (0, 10, "autocracy", "autocracy"),
    ],
)
def test_cut_offs(democracy, autocracy, maoz, polity):
    score = 10 * (democracy - autocracy)
    assert of_one_state(democracy, autocracy, "maoz") == (score, maoz, maoz == "democracy", 0)
    assert of_one_state(democracy, autocracy, "polity") == (score, polity, polity == "democracy", 0)


@pytest.mark.parametrize("scores", [(None, None), (8, None), (None, 8)])
def test_without_a_usable_score_a_state_is_no_democracy_and_its_type_is_missing(scores):
    assert of_one_state(*scores, "maoz") == (None, None, False, 1)


score = st.none() | st.integers(0, 10)


@some
@given(worlds(), st.data())
def test_equals_loops(world, data):
    years = st.sampled_from(sorted(world.days))
    scores = data.draw(st.dictionaries(years, st.tuples(score, score)))
    result, log = types(world, scores | {(world.years[-1] + 1, world.codes[0]): (9, 0)})
    known = [scores.get(key, (None, None)) for key in sorted(world.days)]
    expected = [None if None in pair else 10 * (pair[0] - pair[1]) for pair in known]
    assert_column(result["regime_score"], expected)
    assert result["democracy"].tolist() == [value is not None and value >= 30 for value in expected]
    names = [
        None if value is None else "democracy" if value >= 30 else "anocracy" if value >= -25 else "autocracy"
        for value in expected
    ]
    assert [regime for (regime,) in cells(result, "regime")] == names
    assert log[UNKNOWN] == expected.count(None)
