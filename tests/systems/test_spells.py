import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.errors import SchemaError
from entente.systems.spells import expand_spells

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
