"""Spells by the year, and how long a status has lasted."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.errors import SchemaError
from entente.systems.spells import expand_spells, last_year_counted, spell_numbers, years_unchanged

from . import slow
from .worlds import FIRST

SPELLS = st.lists(st.tuples(st.integers(1816, 2001), st.integers(0, 12)), max_size=8)


@settings(max_examples=50)
@given(SPELLS)
def test_every_year_of_every_spell_is_one_row(spells):
    frame = pd.DataFrame(
        [(place, first, first + more) for place, (first, more) in enumerate(spells)],
        columns=["place", "first", "last"],
    ).astype("int64")
    years = expand_spells(frame, "first", "last")
    expected = [
        (place, year) for place, (first, more) in enumerate(spells) for year in range(first, first + more + 1)
    ]
    assert list(years[["place", "year"]].itertuples(index=False, name=None)) == expected
    assert years.index.tolist() == list(range(len(expected)))


@pytest.mark.parametrize("last", [1899, None])
def test_a_spell_without_years_is_refused_and_shown(last):
    frame = pd.DataFrame({"ccode": [2, 365], "first": [1900, 1900], "last": [1901, last]})
    with pytest.raises(SchemaError, match="1 spells end before they begin or lack a year, first:[^$]*365"):
        expand_spells(frame, "first", "last")


#: Status of each year of membership of one unit: years may be missing, then the unit is not there.
histories = st.dictionaries(st.integers(FIRST, FIRST + 14), st.sampled_from("ab"), max_size=15)
units = st.dictionaries(st.sampled_from([2, 20, 100]), histories, max_size=3)


def duration(histories):
    """Durations of several units by (unit, year)."""
    rows = [
        (unit, year, statuses[year])
        for unit, statuses in sorted(histories.items())
        for year in sorted(statuses)
    ]
    frame = pd.DataFrame(rows, columns=["ccode", "year", "status"])
    changed = [
        year - 1 in histories[unit] and histories[unit][year - 1] != status for unit, year, status in rows
    ]
    lasted = years_unchanged(frame, ["ccode"], pd.Series(changed, dtype=bool))
    assert lasted.index.equals(frame.index)
    return dict(zip([row[:2] for row in rows], lasted.tolist(), strict=True))


def test_worked_out_by_hand():
    history = {1900: "a", 1901: "a", 1902: "b", 1903: "b", 1904: "b", 1907: "b", 1908: "b"}
    assert duration({2: history}) == {
        (2, 1900): 0,  # the first year has no past
        (2, 1901): 1,
        (2, 1902): 2,  # the change of 1902 does not show in 1902 …
        (2, 1903): 1,  # … but in 1903
        (2, 1904): 2,
        (2, 1907): 0,  # back after a gap
        (2, 1908): 1,
    }


@given(units)
def test_equals_loops(histories):
    expected = {
        (unit, year): lasted
        for unit, history in histories.items()
        for year, lasted in slow.durations(history).items()
    }
    assert duration(histories) == expected


@given(histories, st.integers(FIRST, FIRST + 14))
def test_a_duration_does_not_know_the_status_of_its_year(history, year):
    other = {t: {"a": "b", "b": "a"}[status] if t >= year else status for t, status in history.items()}
    before, after = duration({2: history}), duration({2: other})
    assert [before[2, t] for t in history if t <= year] == [after[2, t] for t in history if t <= year]


@given(units)
def test_spells_are_uninterrupted_years_of_one_unit(histories):
    rows = [(unit, year) for unit in sorted(histories) for year in sorted(histories[unit])]
    spells = spell_numbers(pd.DataFrame(rows, columns=["ccode", "year"]), ["ccode"]).tolist()
    expected = []
    for row, before in zip(rows, [None, *rows], strict=False):
        continued = before == (row[0], row[1] - 1)
        expected.append(expected[-1] if continued else (expected[-1] if expected else 0) + 1)
    assert spells == expected


@pytest.mark.parametrize(
    ("counted", "expected"), [("any_day", [1999, 1999, 2000]), ("31_december", [1998, 1999, 1999])]
)
def test_a_spell_counts_in_years_of_which_it_covers_any_day_or_the_last(counted, expected):
    days = pd.Series(pd.to_datetime(["1999-12-30", "1999-12-31", "2000-01-01", None]))
    found = last_year_counted(days, counted)
    assert found[:3].tolist() == expected and pd.isna(found[3])
