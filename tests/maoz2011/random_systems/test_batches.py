"""Batches cover every run once, and none of an earlier choice stays among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.studies.maoz2011.random_systems.batches import batches, remove_other_batches, runs_of


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


@pytest.mark.parametrize("size, kept", [(10, ["0000000", "0000010"]), (20, ["0000000"])])
def test_files_of_other_batches_are_removed_and_nothing_else(tmp_path, size, kept):
    for name in ["0000000.parquet", "0000005.parquet", "0000010.parquet", "notes.txt"]:
        (tmp_path / name).touch()
    removed = remove_other_batches(tmp_path, runs=20, size=size)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"notes.txt", *(f"{name}.parquet" for name in kept)}
    assert {path.name for path in removed} | left == {
        "0000000.parquet",
        "0000005.parquet",
        "0000010.parquet",
        "notes.txt",
    }


def test_a_folder_that_is_not_there_has_nothing_to_remove(tmp_path):
    assert remove_other_batches(tmp_path / "runs", 20, 10) == []
