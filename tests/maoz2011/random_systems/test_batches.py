"""Batches cover every run once."""

from hypothesis import given
from hypothesis import strategies as st

from entente.studies.maoz2011.random_systems.batches import batches, runs_of


@given(st.integers(1, 500), st.integers(1, 600))
def test_batches_cover_every_run_once_and_in_the_order_of_their_names(runs, size):
    names = batches(runs, size)
    assert names == sorted(names)
    covered = []
    for name in names:
        first, count = runs_of(name, runs, size)
        assert 1 <= count <= size
        covered.extend(range(first, first + count))
    assert covered == list(range(runs))
