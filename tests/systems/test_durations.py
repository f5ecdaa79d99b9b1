"""Durations count through t−1, so that none of them knows the outcome of t."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from entente.systems.durations import spell_numbers, years_unchanged

from . import slow
from .worlds import FIRST

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
