"""Trade dependence, shared organizations, and what they make of the years before."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.data_log import DataLog
from entente.systems.cooperation import joint_cooperation, joint_igo_membership, past_mean, trade_dependence

from . import slow
from .worlds import FIRST, cells, few, generators, logged, some, table, tidy_tables, worlds

KEY = ("year", "ccode1", "ccode2")
ABOVE_ONE = "smaller trade dependence above 1"
UNKNOWN_TRADE = "dyad-years of trade with an unknown flow or total"
CLIPPED = "shared memberships above the smaller state's own count, share set to 1"
NO_COUNT = "shared memberships of states without a count of their own"
NO_TRADE = "dyads without trade data in the past years, judged on organizations alone"
NO_ORGANIZATIONS = "dyads without organization data in the past years: no cooperation"
DYAD = (1900, 2, 20)


# --- trade ---------------------------------------------------------------------------------------------


def dependence(flows, totals):
    log = DataLog("trade")
    dyads = table("data/trade_dyads", [(*dyad, *values) for dyad, values in flows.items()])
    national = table(
        "data/trade_national", [(code, year, *values) for (year, code), values in totals.items()]
    )
    result = trade_dependence(dyads, national, log)
    return {tuple(key): value for *key, value in cells(result, *KEY, "trade_dependence")}, logged(log)


def test_dependence_is_the_smaller_share_of_trade_with_each_other():
    result, log = dependence({DYAD: (3, 5)}, {(1900, 2): (60, 20), (1900, 20): (10, 6)})
    assert result == {DYAD: pytest.approx(8 / 80)}
    assert set(log.values()) == {0}


@pytest.mark.parametrize(
    ("flows", "totals"),
    [
        ((None, 5), {(1900, 2): (60, 20), (1900, 20): (10, 6)}),
        ((3, None), {(1900, 2): (60, 20), (1900, 20): (10, 6)}),
        ((3, 5), {(1900, 2): (60, None), (1900, 20): (10, 6)}),
        ((3, 5), {(1900, 2): (60, 20), (1900, 20): (None, 6)}),
        ((3, 5), {(1900, 2): (60, 20)}),
        ((3, 5), {(1900, 2): (60, 20), (1901, 20): (10, 6)}),
        ((0, 0), {(1900, 2): (60, 20), (1900, 20): (0, 0)}),
    ],
)
def test_an_unknown_flow_or_total_makes_dependence_missing(flows, totals):
    result, log = dependence({DYAD: flows}, totals)
    assert result == {} and log[UNKNOWN_TRADE] == 1


def test_no_trade_with_each_other_is_a_dependence_of_zero():
    assert dependence({DYAD: (0, 0)}, {(1900, 2): (1, 0), (1900, 20): (0, 1)})[0] == {DYAD: 0}


def test_dependence_above_one_is_kept_and_counted():
    result, log = dependence({DYAD: (3, 5)}, {(1900, 2): (4, 3), (1900, 20): (4, 2)})
    assert result == {DYAD: pytest.approx(8 / 7)}
    assert log[ABOVE_ONE] == 1


@few
@given(worlds(), generators)
def test_trade_equals_loops(world, rng):
    tables = tidy_tables(world, rng)
    flows = {tuple(key): values for *key, values in pairs(tables["trade_dyads"], "imports1", "imports2")}
    totals = {
        (year, code): values
        for code, year, *values in cells(tables["trade_national"], "ccode", "year", "imports", "exports")
    }
    expected = slow.trade_dependence(flows, totals)
    result, log = dependence(flows, totals)
    assert result == pytest.approx(expected)
    assert log[UNKNOWN_TRADE] == len(flows) - len(expected)


def pairs(frame, one, other):
    return [(*key, (first, second)) for *key, first, second in cells(frame, *KEY, one, other)]


# --- organizations -------------------------------------------------------------------------------------


def membership(shared, counts):
    log = DataLog("igo")
    dyads = table("data/igo_dyads", [(*dyad, count) for dyad, count in shared.items()])
    states = table("data/igo_states", [(code, year, count) for (year, code), count in counts.items()])
    result = joint_igo_membership(dyads, states, log)
    return {tuple(key): values for *key, values in pairs(result, "shared_igos", "joint_igo")}, logged(log)


@pytest.mark.parametrize(
    ("shared", "one", "other", "share", "clipped"),
    [
        (3, 4, 12, 3 / 4, 0),
        (3, 12, 4, 3 / 4, 0),
        (4, 4, 4, 1, 0),
        (0, 4, 12, 0, 0),
        (0, 0, 0, 0, 0),  # 0/0 is 0
        (0, 0, 5, 0, 0),
        (5, 4, 12, 1, 1),  # the two files disagree
        (1, 0, 12, 1, 1),
    ],
)
def test_joint_membership_is_the_share_of_the_smaller_count(shared, one, other, share, clipped):
    result, log = membership({DYAD: shared}, {(1900, 2): one, (1900, 20): other})
    assert result == {DYAD: (shared, pytest.approx(share))}
    assert log == {CLIPPED: clipped, NO_COUNT: 0}


def test_a_state_without_a_count_of_its_own_leaves_the_share_missing():
    result, log = membership({DYAD: 3, (1900, 2, 100): 0}, {(1900, 2): 5})
    assert result == {DYAD: (3, None), (1900, 2, 100): (0, None)}
    assert log == {CLIPPED: 0, NO_COUNT: 2}


def test_an_unknown_number_of_shared_organizations_is_no_row():
    assert membership({DYAD: None}, {(1900, 2): 5, (1900, 20): 5}) == ({}, {CLIPPED: 0, NO_COUNT: 0})


@few
@given(worlds(), generators)
def test_organizations_equal_loops(world, rng):
    tables = tidy_tables(world, rng)
    shared = {tuple(key): count for *key, count in cells(tables["igo_dyads"], *KEY, "shared_memberships")}
    counts = {
        (year, code): count
        for code, year, count in cells(tables["igo_states"], "ccode", "year", "memberships")
    }
    shares = slow.joint_membership(shared, counts)
    result, _ = membership(shared, counts)
    known = {dyad: count for dyad, count in shared.items() if count is not None}
    assert {dyad: count for dyad, (count, _) in result.items()} == known
    assert {dyad: share for dyad, (_, share) in result.items()} == {
        dyad: shares[dyad] if shares[dyad] is None else pytest.approx(shares[dyad]) for dyad in known
    }


# --- the past ------------------------------------------------------------------------------------------


def past(values, first_year):
    frame = pd.DataFrame([(*dyad, value) for dyad, value in values.items()], columns=[*KEY, "level"])
    frame = frame.astype(dict.fromkeys(KEY, "int16") | {"level": "float64"})
    return {tuple(key): value for *key, value in cells(past_mean(frame, "level", first_year), *KEY, "level")}


def test_the_past_is_the_five_years_before():
    means = past({(1900, 2, 20): 6.0}, first_year=1816)
    assert means == {(year, 2, 20): 6.0 for year in range(1901, 1906)}


def test_the_past_is_averaged_over_the_years_that_have_a_value():
    means = past({(1900, 2, 20): 6.0, (1903, 2, 20): 1.0}, first_year=1816)
    assert [means[year, 2, 20] for year in (1903, 1904, 1905, 1906)] == [6.0, 3.5, 3.5, 1.0]


def test_the_first_year_of_the_system_uses_itself_and_no_other_year_does():
    means = past({(1816, 2, 20): 6.0, (1817, 2, 20): 2.0, (1817, 2, 100): 9.0}, first_year=1816)
    assert (means[1816, 2, 20], means[1817, 2, 20], means[1818, 2, 20]) == (6.0, 6.0, 4.0)
    assert (1817, 2, 100) not in means


dyads = st.tuples(st.integers(FIRST, FIRST + 12), st.sampled_from([(2, 20), (2, 100)])).map(
    lambda d: (d[0], *d[1])
)


@given(st.dictionaries(dyads, st.integers(0, 9), min_size=1), st.integers(FIRST, FIRST + 12))
def test_the_past_equals_loops(values, first_year):
    values = {dyad: value for dyad, value in values.items() if dyad[0] >= first_year}
    candidates = [(year, *pair) for year in range(first_year, FIRST + 20) for pair in ((2, 20), (2, 100))]
    means = {dyad: slow.past_mean(values, dyad, first_year) for dyad in candidates}
    expected = {dyad: pytest.approx(float(mean)) for dyad, mean in means.items() if mean is not None}
    assert past(values, first_year) == expected


# --- joint cooperation ---------------------------------------------------------------------------------


def cooperation(levels, criterion):
    """Answers for a list of (year, past trade, past organizations)."""
    log = DataLog("cooperation")
    frame = pd.DataFrame(levels, columns=["year", "past_trade", "past_igos"]).astype("float64")
    result = joint_cooperation(frame, criterion, log)
    assert result.dtype == bool and result.index.equals(frame.index)
    return result.tolist(), logged(log)


CASES = [  # with one more at both means, these are 2 for trade and 4 for organizations
    (1900, 3, 5),  # both above
    (1900, 2, 4),  # both exactly at the mean
    (1900, 3, 3),
    (1900, 1, 5),
    (1900, 1, 3),
    (1900, None, 5),
    (1900, None, 3),
    (1900, None, None),
]


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        ("both", "++---+--"),
        ("any", "++++-+--"),
        ("trade", "+++--+--"),
        ("igo", "++-+-+--"),
    ],
)
def test_criteria(criterion, expected):
    another_at_the_mean = (1900, 2, 4)
    result, log = cooperation([*CASES, another_at_the_mean], criterion)
    assert "".join("-+"[value] for value in result[:-1]) == expected
    assert log == {NO_TRADE: 3, NO_ORGANIZATIONS: 1}


@pytest.mark.parametrize("criterion", ["both", "any", "trade", "igo"])
def test_where_nobody_has_any_ties_nobody_cooperates(criterion):
    assert cooperation([(1816, 0, 0), (1816, 0, 0), (1816, None, 0)], criterion)[0] == [False] * 3


@pytest.mark.parametrize(("level", "number"), [(0.1, 3), (0.7, 7), (1 / 3, 7)])
def test_a_mean_of_equals_is_reached_by_each_of_them(level, number):
    # Floats: the mean of three times .1 is a little more than .1.
    assert cooperation([(1900, level, level)] * number, "both")[0] == [True] * number


def test_the_mean_is_that_of_the_year():
    levels = [(1900, None, 1), (1900, None, 3), (1901, None, 10), (1901, None, 30)]
    assert cooperation(levels, "both")[0] == [False, True, False, True]


level = st.none() | st.integers(0, 4).map(lambda number: Fraction(number, 3))


@given(
    st.lists(st.tuples(st.integers(1900, 1902), level, level), min_size=1),
    st.sampled_from(["both", "any", "trade", "igo"]),
)
def test_cooperation_equals_loops(levels, criterion):
    dyads = {(year, 2, 20 + number): rest for number, (year, *rest) in enumerate(levels)}
    expected = slow.joint_cooperation(dyads, criterion)
    floats = [(year, *(None if value is None else float(value) for value in rest)) for year, *rest in levels]
    assert cooperation(floats, criterion)[0] == list(expected.values())


@some
@given(st.lists(st.tuples(st.integers(1900, 1902), level, level), min_size=1))
def test_stricter_criteria_find_fewer(levels):
    floats = [(year, *(None if value is None else float(value) for value in rest)) for year, *rest in levels]
    found = {name: cooperation(floats, name)[0] for name in ("both", "any", "trade", "igo")}
    for both, either, trade, igo in zip(
        *(found[name] for name in ("both", "any", "trade", "igo")), strict=True
    ):
        assert both <= igo <= either and trade <= either
        assert either == (trade or igo)
