"""Decades cover every year once."""

from hypothesis import given
from hypothesis import strategies as st

from entente.decades import decade_of, decades, years_of


@given(st.integers(1800, 2030), st.integers(0, 120))
def test_every_year_is_in_exactly_one_batch(first, length):
    last = first + length
    batched = [
        year
        for decade in decades(first, last)
        for begin, end in [years_of(decade, first, last)]
        for year in range(begin, end + 1)
    ]
    assert batched == list(range(first, last + 1))
    assert {decade_of(year) for year in batched} == set(decades(first, last))
