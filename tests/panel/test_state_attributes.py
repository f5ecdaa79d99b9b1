"""Attributes of states as a whole."""

import pandas as pd
from hypothesis import given, settings

from entente.data_log import DataLog
from entente.panel.capability import capability_shares
from entente.panel.regimes import regime_types
from entente.panel.state_attributes import state_attributes
from entente.schema import load_schema

from .worlds import cells, few, generators, table, worlds


@settings(few, max_examples=5)
@given(worlds(), generators)
def test_one_row_for_each_member_with_all_its_attributes(world, rng):
    states = sorted(world.days)
    capabilities = table("capabilities", [(code, year, *rng.integers(1, 9, 2)) for year, code in states])
    regimes = table("regimes", [(code, year, *rng.integers(0, 11, 2)) for year, code in states])
    majors = [(code, year) for year, code in [*states, (world.years[0], 999)] if rng.random() < 0.3]
    result = state_attributes(
        world.frame(),
        capabilities,
        regimes,
        table("major_powers", majors),
        last_year=world.years[-2],
        carry_years=5,
        democracy_cutoff="polity",
        log=DataLog("state_attributes"),
    )
    valid = load_schema("state_attributes").validate(result)
    kept = [state for state in states if state[0] <= world.years[-2]]
    assert cells(valid, "year", "ccode") == kept
    assert valid["major_power"].tolist() == [(code, year) in majors for year, code in kept]
    members = world.frame().loc[lambda rows: rows["year"] <= world.years[-2]]
    log = DataLog("parts")
    for part in (
        capability_shares(members, capabilities, 5, log),
        regime_types(members, regimes, "polity", log),
    ):
        pd.testing.assert_frame_equal(valid[part.columns], part, check_dtype=False)
