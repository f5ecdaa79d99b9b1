"""Decades cover every year once."""

from hypothesis import given
from hypothesis import strategies as st

from entente.decades import decade_of, decades, remove_other_decades, years_of


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


def test_files_of_other_decades_are_removed_and_nothing_else(tmp_path):
    for name in ("1810.parquet", "1870.parquet", "1910.parquet", "1920.parquet", "notes.txt"):
        (tmp_path / name).touch()
    removed = remove_other_decades(tmp_path, 1873, 1913)
    assert [path.name for path in removed] == ["1810.parquet", "1920.parquet"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1870.parquet", "1910.parquet", "notes.txt"]
    assert remove_other_decades(tmp_path / "none", 1873, 1913) == []
