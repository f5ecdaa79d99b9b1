"""Strategic reference groups, and the direct threats that they are made of."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.data_log import DataLog
from entente.core.errors import ConfigurationError
from entente.core.schema import load_schema
from entente.studies.maoz2011.reference_groups import (
    ThreatWindows,
    direct_threats,
    strategic_reference_groups,
    wars_of_dyads,
    with_recent_wars,
    yearly_groups,
)

from ..systems import slow
from ..systems.worlds import World, cells, dyadic_events, few, logged, table, worlds


@st.composite
def networks(draw):
    """Threats and alliances of 1 to 7 states, as matrices."""
    n = draw(st.integers(1, 7))
    pair = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda tie: tie[0] != tie[1])
    matrices = []
    for _ in range(2):
        matrix = np.zeros((n, n), dtype=bool)
        for i, j in draw(st.sets(pair) if n > 1 else st.just(())):
            matrix[i, j] = matrix[j, i] = True
        matrices.append(matrix)
    return matrices


def neighbours(matrix):
    return [set(np.flatnonzero(row).tolist()) for row in matrix]


def with_tie(matrix, tie):
    added = matrix.copy()
    i, j = tie
    added[i, j] = added[j, i] = i != j
    return added


@given(networks())
def test_equals_sets(drawn):
    threats, allies = map(neighbours, drawn)
    expected = [(own | {k for enemy in own for k in allies[enemy]}) - {i} for i, own in enumerate(threats)]
    assert neighbours(strategic_reference_groups(*drawn)) == expected


@given(networks())
def test_a_group_has_every_threat_and_never_the_state_itself(drawn):
    groups = strategic_reference_groups(*drawn)
    assert groups.dtype == bool and not groups.diagonal().any()
    assert (drawn[0] <= groups).all()


@given(networks())
def test_allies_of_threats_are_in_it_though_they_be_ones_own(drawn):
    threats, allies = map(neighbours, drawn)
    for i, group in enumerate(neighbours(strategic_reference_groups(*drawn))):
        for enemy in threats[i]:
            assert allies[enemy] - {i} <= group


@given(networks(), st.data())
def test_more_threats_or_alliances_never_shrink_a_group(drawn, data):
    threat, alliance = drawn
    states = st.integers(0, len(threat) - 1)
    tie = data.draw(st.tuples(states, states))
    groups = strategic_reference_groups(threat, alliance)
    assert (groups <= strategic_reference_groups(with_tie(threat, tie), alliance)).all()
    assert (groups <= strategic_reference_groups(threat, with_tie(alliance, tie))).all()


@given(networks())
def test_a_state_without_threats_has_an_empty_group_and_alliances_alone_make_none(drawn):
    threat, alliance = drawn
    groups = strategic_reference_groups(threat, alliance)
    assert not groups[~threat.any(axis=1)].any()
    assert not strategic_reference_groups(np.zeros_like(threat), alliance).any()
    assert np.array_equal(strategic_reference_groups(threat, np.zeros_like(threat)), threat)


def test_own_allies_stay_and_groups_are_not_mutual():
    # 0 is threatened by 1, whose ally 2 is also the ally of 0.
    threat, alliance = np.zeros((3, 3), dtype=bool), np.zeros((3, 3), dtype=bool)
    threat[[0, 1], [1, 0]] = True
    alliance[[1, 2, 0, 2], [2, 1, 2, 0]] = True
    assert neighbours(strategic_reference_groups(threat, alliance)) == [{1, 2}, {0, 2}, set()]


def test_the_arguments_are_left_as_they_are():
    threat = np.array([[False, True], [True, False]])
    alliance = threat.copy()
    strategic_reference_groups(threat, alliance)
    assert neighbours(threat) == neighbours(alliance) == [{1}, {0}]


def by_year(world, threats, allies):
    """(year, state) → member → whether it is a threat itself."""
    frames = [
        table("data/dyadic_wars", [(1, *event) for event in sorted(events)]) for events in (threats, allies)
    ]
    result = yearly_groups(world.frame()[["year", "ccode"]], *frames)
    load_schema("maoz2011/srg").validate(result)
    groups = {}
    for year, code, member, direct in cells(result, "year", "ccode", "member", "direct"):
        groups.setdefault((year, code), {})[member] = direct
    return groups


@few
@given(worlds(), st.data())
def test_groups_of_every_year_equal_sets(world, data):
    threats, allies = (data.draw(dyadic_events(world, most=40)) & set(world.dyads) for _ in range(2))
    expected = {}
    for year, code in world.days:
        enemies, friends = (
            slow.neighbours(pair for t, *pair in ties if t == year) for ties in (threats, allies)
        )
        direct = enemies.get(code, set())
        group = (direct | slow.reached(enemies, friends, code)) - {code}
        if group:
            expected[year, code] = {member: member in direct for member in group}
    assert by_year(world, threats, allies) == expected


def test_a_year_with_no_ties_at_all_has_empty_groups():
    world = World({(year, code): (1, 366) for year in (1900, 1901, 1902) for code in (2, 20)})
    assert by_year(world, {(1901, 2, 20)}, set()) == {(1901, 2): {20: True}, (1901, 20): {2: True}}
    assert by_year(world, set(), {(1901, 2, 20)}) == {}


KEY = ("year", "ccode1", "ccode2")
KINDS = ("dispute", "war", "recent_dispute", "recent_war", "rivalry", "threat")
PAPER = ThreatWindows(dispute_years=5, war_years=10, includes_year=True)
BEFORE = ThreatWindows(dispute_years=5, war_years=10, includes_year=False)
NOTHING = ()


def threats(world, disputes=NOTHING, wars=NOTHING, rivalries=NOTHING, windows=PAPER):
    """Kinds that hold in each dyad-year, and the log."""
    log = DataLog("threats")
    frames = [
        table("data/dyadic_wars", [(1, *event) for event in sorted(events)])
        for events in (disputes, wars, rivalries)
    ]
    result = direct_threats(world.frame()[["year", "ccode"]], *frames, windows, log)
    load_schema("maoz2011/threats").validate(result)
    return {
        row[:3]: {kind for kind, holds in zip(KINDS, row[3:], strict=True) if holds}
        for row in cells(result, *KEY, *KINDS)
    }, logged(log)


def always(*codes, years=range(1900, 1920)):
    return World({(year, code): (1, 366) for year in years for code in codes})


# --- windows -------------------------------------------------------------------------------------------


def years_with(kind, found):
    return sorted(year for (year, *_), kinds in found.items() if kind in kinds)


@pytest.mark.parametrize(("windows", "first"), [(PAPER, 1905), (BEFORE, 1906)])
def test_a_dispute_threatens_for_five_years_and_a_war_for_ten(windows, first):
    event = {(1905, 2, 20)}
    found, _ = threats(always(2, 20), disputes=event, windows=windows)
    assert years_with("recent_dispute", found) == list(range(first, first + 5)) == years_with("threat", found)
    assert years_with("dispute", found) == [1905]
    found, _ = threats(always(2, 20), wars=event, windows=windows)
    assert years_with("recent_war", found) == list(range(first, first + 10)) == years_with("threat", found)
    assert years_with("war", found) == [1905]


@pytest.mark.parametrize("windows", [PAPER, BEFORE])
def test_a_rivalry_threatens_in_its_years_only(windows):
    found, _ = threats(always(2, 20), rivalries={(1905, 2, 20), (1906, 2, 20)}, windows=windows)
    assert years_with("threat", found) == years_with("rivalry", found) == [1905, 1906]


def test_a_dispute_of_the_year_is_listed_even_where_it_is_no_threat_yet():
    found, _ = threats(always(2, 20), disputes={(1905, 2, 20)}, windows=BEFORE)
    assert found[1905, 2, 20] == {"dispute"}


@given(st.integers(1, 12), st.booleans())
def test_a_window_has_its_length_and_ends_in_the_year_or_before(length, includes_year):
    lags = list(ThreatWindows(5, 10, includes_year).lags(length))
    assert len(lags) == length and lags[0] == (0 if includes_year else 1)


@pytest.mark.parametrize(("dispute_years", "war_years"), [(0, 10), (5, 0), (-1, 10)])
def test_a_window_without_a_year_is_refused(dispute_years, war_years):
    with pytest.raises(ConfigurationError, match=r"at least one year(.|\n)*dispute_years"):
        ThreatWindows(dispute_years, war_years, True)


# --- membership ----------------------------------------------------------------------------------------


def test_an_event_counts_when_the_state_is_back():
    """State 20 is occupied in 1904–1906; its war of 1905 is remembered from 1907 on."""
    world = World(
        always(2).days | {(year, 20): (1, 366) for year in range(1900, 1920) if not 1904 <= year <= 1906}
    )
    found, log = threats(world, wars={(1905, 2, 20)}, disputes={(1905, 2, 20)})
    assert years_with("recent_war", found) == list(range(1907, 1915))
    assert years_with("recent_dispute", found) == [1907, 1908, 1909]
    assert years_with("war", found) == []
    assert log["war: dyad-years that are no dyad of members"] == 1
    assert log["dispute: dyad-years that are no dyad of members"] == 1
    assert log["rivalry: dyad-years that are no dyad of members"] == 0


def test_an_event_before_the_first_year_counts_in_its_window():
    found, _ = threats(always(2, 20), disputes={(1898, 2, 20)})
    assert years_with("threat", found) == [1900, 1901, 1902]


@few
@given(worlds(), st.data(), st.integers(1, 6), st.integers(1, 11), st.booleans())
def test_equals_loops(world, data, dispute_years, war_years, includes_year):
    disputes, wars, rivalries = (data.draw(dyadic_events(world)) for _ in range(3))
    windows = ThreatWindows(dispute_years, war_years, includes_year)
    expected = {}
    for year, *pair in world.dyads:
        end = year if includes_year else year - 1
        holds = {
            "dispute": (year, *pair) in disputes,
            "war": (year, *pair) in wars,
            "recent_dispute": any((end - lag, *pair) in disputes for lag in range(dispute_years)),
            "recent_war": any((end - lag, *pair) in wars for lag in range(war_years)),
            "rivalry": (year, *pair) in rivalries,
        }
        holds["threat"] = holds["recent_dispute"] or holds["recent_war"] or holds["rivalry"]
        if any(holds.values()):
            expected[year, *pair] = {kind for kind, held in holds.items() if held}
    found, log = threats(world, disputes, wars, rivalries, windows)
    assert found == expected
    years = range(world.years[0], world.years[-1] + 1)
    for name, events in (("dispute", disputes), ("war", wars), ("rivalry", rivalries)):
        strangers = [event for event in events if event[0] in years and event not in world.dyads]
        assert log[f"{name}: dyad-years that are no dyad of members"] == len(strangers)


@few
@given(worlds(), st.data())
def test_a_longer_window_only_adds_threats(world, data):
    disputes, wars = data.draw(dyadic_events(world)), data.draw(dyadic_events(world))
    short, long = (
        threats(world, disputes, wars, windows=ThreatWindows(years, 2 * years, True))[0] for years in (2, 4)
    )
    assert all(kinds <= long[dyad] for dyad, kinds in short.items())


def test_a_world_at_peace_has_no_rows():
    assert threats(always(2, 20))[0] == {}


# --- sources of wars -------------------------------------------------------------------------------------

CONFLICT = {
    # War 1: 2 and 20 against 100, who joins late; war 2: 20 against 2, its first spell and its second.
    "wars": table(
        "data/wars",
        [
            (1, "First", 2, 1, 1, 1900, 1902),
            (1, "First", 20, 1, 1, 1900, 1901),
            (1, "First", 100, 2, 1, 1901, 1903),
            (2, "Second", 20, 1, 1, 1910, 1910),
            (2, "Second", 20, 1, 2, 1912, 1912),
            (2, "Second", 2, 2, 1, 1910, 1913),
            (3, "Third", 2, 1, 1, 1920, 1920),
            (3, "Third", 2, 2, 1, 1920, 1920),
        ],
    ),
    "dyadic_wars": table("data/dyadic_wars", [(1, 1901, 2, 100), (9, 1901, 2, 100), (1, 1901, 20, 100)]),
    "disputes": table(
        "data/disputes",
        [
            (7, 1901, 2, 100, 5, True, 30),
            (8, 1901, 2, 100, 5, True, 30),
            (9, 1905, 2, 20, 4, False, 3),
        ],
    ),
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("dyadic_file", [(1901, 2, 100), (1901, 20, 100)]),
        ("dispute_flag", [(1901, 2, 100)]),
        (
            "war_sides",
            [(1901, 2, 100), (1901, 20, 100), (1902, 2, 100), (1910, 2, 20), (1912, 2, 20)],
        ),
    ],
)
def test_dyads_at_war(source, expected):
    log = DataLog("threats")
    assert cells(wars_of_dyads(source, CONFLICT, 1920, log), *KEY) == expected
    assert logged(log) == {"wars that the dyadic war file omits: [2, 3]": 2}


@few
@given(worlds(), st.data())
def test_opposing_sides_equal_loops(world, data):
    years = st.tuples(st.sampled_from(world.years), st.sampled_from(world.years)).map(sorted)
    fighters = st.tuples(st.integers(1, 3), st.sampled_from(world.codes), st.integers(1, 2))
    spells = data.draw(st.dictionaries(fighters, years))
    rows = [(war, "W", code, side, 1, first, last) for (war, code, side), (first, last) in spells.items()]
    conflict = CONFLICT | {"wars": table("data/wars", rows)}
    expected = {
        (year, min(one, other), max(one, other))
        for (war, one, side), spell in spells.items()
        for (same, other, opposite), against in spells.items()
        if war == same and side < opposite and one != other
        for year in world.years
        if spell[0] <= year <= spell[1] and against[0] <= year <= against[1]
    }
    assert cells(wars_of_dyads("war_sides", conflict, 1920, DataLog("threats")), *KEY) == sorted(expected)


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
    at_war = pd.DataFrame(listed, columns=[*KEY]).assign(war=1)
    tidy = {"dyadic_wars": at_war, "wars": at_war, "disputes": late}
    joined = wars_of_dyads("dyadic_file", tidy, until, log)
    return list(joined.itertuples(index=False, name=None)), log.frame()["rows"].tolist()[1:]


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
def test_recent_wars_equal_sets(events, listed, until):
    flagged = {(year, a, b) for _, year, a, b, war in events if war and year > until}
    assert dyads(sorted(listed), disputes(*events), until)[0] == sorted(listed | flagged)
