"""Wars after the last year of the war files."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from entente.core.data_log import DataLog
from entente.studies.maoz2011.reference_groups.recent_wars import with_recent_dyads, with_recent_wars

KEY = ["year", "ccode1", "ccode2"]


def disputes(*rows):
    """Rows of dispute, year, dyad, war."""
    return pd.DataFrame(rows, columns=["dispute", *KEY, "war"]).astype({"war": bool})


LATE = disputes(
    (1, 2003, 2, 200, True),
    (2, 2004, 2, 200, False),
    (3, 2004, 20, 200, True),
    (4, 2004, 20, 200, True),
    (3, 2005, 20, 200, True),
)


def dyads(listed, late, until):
    log = DataLog("threats")
    joined = with_recent_dyads(pd.DataFrame(listed, columns=KEY), late, until, log)
    return list(joined.itertuples(index=False, name=None)), log.frame()["rows"].tolist()


def test_dyads_flagged_after_the_lists_are_added_and_counted_once():
    listed = [(1999, 2, 345)]
    expected = [(1999, 2, 345), (2004, 20, 200), (2005, 20, 200)]
    assert dyads(listed, LATE, 2003) == (expected, [2])


def test_disputes_that_end_with_the_lists_add_nothing_and_say_nothing():
    assert dyads([(1999, 2, 345)], LATE, 2005) == ([(1999, 2, 345)], [])


def test_that_no_war_was_flagged_is_said():
    assert dyads([(1999, 2, 345)], LATE.assign(war=False), 2003) == ([(1999, 2, 345)], [0])


def test_wars_after_the_list_are_the_disputes_flagged_in_the_year():
    listed = pd.DataFrame({"war": [221], "name": ["Kosovo"], "first_year": [1999], "last_year": [1999]})
    joined = with_recent_wars(listed, LATE, 2003)
    ongoing = {
        year: sorted(joined.query("first_year <= @year <= last_year")["war"].unique())
        for year in range(1999, 2007)
    }
    assert {year: wars for year, wars in ongoing.items() if wars} == {
        1999: [221],
        2004: [3, 4],
        2005: [3],
    }


EVENTS = st.lists(
    st.tuples(st.integers(1, 5), st.integers(1990, 2010), st.just(2), st.integers(20, 24), st.booleans()),
    unique_by=lambda row: row[:4],
    min_size=1,
)


@given(
    EVENTS,
    st.sets(st.tuples(st.integers(1990, 2000), st.just(2), st.integers(20, 24))),
    st.integers(2000, 2010),
)
def test_equals_sets(events, listed, until):
    flagged = {(year, a, b) for _, year, a, b, war in events if war and year > until}
    assert dyads(sorted(listed), disputes(*events), until)[0] == sorted(listed | flagged)
