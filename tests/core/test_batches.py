"""Batches cover every run once."""

from hypothesis import given
from hypothesis import strategies as st

from entente.core.batches import batches


@given(st.integers(1, 500), st.integers(1, 600))
def test_batches_cover_every_run_once_and_in_the_order_of_their_names(runs, size):
    found = batches(runs, size)
    assert list(found) == sorted(found)
    covered = []
    for first, count in found.values():
        assert 1 <= count <= size
        covered.extend(range(first, first + count))
    assert covered == list(range(runs))
