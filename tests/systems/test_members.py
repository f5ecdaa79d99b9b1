"""State-years and the undirected dyads that they form."""

import pandas as pd
import pytest
from hypothesis import given

from entente.core.data_log import DataLog
from entente.core.errors import CoverageError
from entente.systems.members import are_members, dyad_years, outside_membership, state_years

from .worlds import World, cells, logged, some, table, worlds

NEVER_MET = "dyads of members that never belonged on the same day of the year"


def on_the_same_day(world, year, one, other):
    days = [set(range(first, last + 1)) for first, last in (world.days[year, one], world.days[year, other])]
    return bool(days[0] & days[1])


@some
@given(worlds())
def test_every_pair_of_members_of_a_year_is_a_dyad(world):
    log = DataLog("dyads")
    dyads = dyad_years(world.frame(), same_day_only=False, log=log)
    assert cells(dyads, "year", "ccode1", "ccode2") == world.dyads
    apart = sum(not on_the_same_day(world, *dyad) for dyad in world.dyads)
    assert cells(log.frame(), "action", "reason", "rows") == [("kept", NEVER_MET, apart)]


@some
@given(worlds())
def test_pairs_that_never_met_can_be_dropped(world):
    log = DataLog("dyads")
    dyads = dyad_years(world.frame(), same_day_only=True, log=log)
    met = [dyad for dyad in world.dyads if on_the_same_day(world, *dyad)]
    assert cells(dyads, "year", "ccode1", "ccode2") == met
    assert cells(log.frame(), "action", "reason", "rows") == [
        ("dropped", NEVER_MET, len(world.dyads) - len(met))
    ]


@pytest.mark.parametrize(("last", "first", "dyads"), [(99, 100, 0), (100, 100, 1), (366, 1, 1)])
def test_one_day_together_is_enough(last, first, dyads):
    members = table(
        "data/states", [(1918, 300, "AUH", "Old", 1, last), (1918, 305, "AUS", "New", first, 366)]
    )
    log = DataLog("dyads")
    assert len(dyad_years(members, same_day_only=True, log=log)) == dyads
    assert logged(log)[NEVER_MET] == 1 - dyads


def test_a_state_alone_in_a_year_forms_no_dyad():
    members = table(
        "data/states",
        [(1816, 2, "A", "A", 1, 366), (1817, 2, "A", "A", 1, 366), (1817, 20, "B", "B", 1, 366)],
    )
    dyads = dyad_years(members, same_day_only=False, log=DataLog("dyads"))
    assert cells(dyads, "year", "ccode1", "ccode2") == [(1817, 2, 20)]


@some
@given(worlds())
def test_members_end_with_the_last_year_asked_for(world):
    shuffled = world.frame().sample(frac=1, random_state=1)
    last = world.years[-1] - 2
    members = state_years(shuffled, last)
    expected = world.frame().loc[lambda rows: rows["year"] <= last].reset_index(drop=True)
    pd.testing.assert_frame_equal(members, expected)


def test_years_beyond_the_list_of_members_are_refused():
    members = table("data/states", [(2016, 2, "USA", "United States of America", 1, 366)])
    with pytest.raises(CoverageError, match=r"ends in 2016, before 2017(.|\n)*2016 or an earlier"):
        state_years(members, 2017)


def test_rows_outside_membership_are_those_of_the_years_between_whose_state_is_no_member():
    members = World({(1900, 2): (1, 366), (1902, 2): (1, 366), (1902, 20): (5, 9)}).frame()
    rows = [(2, 1899), (2, 1900), (2, 1901), (20, 1901), (20, 1902), (200, 1902), (200, 1903)]
    listed = pd.DataFrame(rows, columns=["ccode", "year"], index=range(7, 0, -1))
    outside = outside_membership(listed, members)
    assert cells(outside, "ccode", "year") == [(2, 1901), (20, 1901), (200, 1902)]
    assert outside.index.tolist() == [5, 4, 2]
    assert are_members(listed, members).tolist() == [False, True, False, False, True, False, False]
