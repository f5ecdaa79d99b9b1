"""Attributes of states as a whole."""

import pandas as pd
from hypothesis import given, settings

from entente.core.data_log import DataLog
from entente.core.schema import load_schema
from entente.systems.capability import capability_shares
from entente.systems.regime_types import regime_types
from entente.systems.state_attributes import state_attributes

from .worlds import World, cells, few, generators, table, worlds


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
