"""Batches read as one table."""

import pandas as pd
import pytest

from entente.core.errors import SchemaError
from entente.studies.maoz2011.random_systems.runs import read_runs


def test_runs_come_in_the_order_of_their_index_whatever_the_batches(tmp_path):
    runs = pd.DataFrame({"index": range(6), "n": [5, 6, 7, 8, 9, 10]})
    for name, rows in {"0": [4, 5], "1": [1, 0], "2": [2, 3]}.items():
        runs.iloc[rows].to_parquet(tmp_path / f"{name}.parquet")
    read = read_runs(sorted(tmp_path.iterdir()), 6)
    pd.testing.assert_frame_equal(read, runs)


@pytest.mark.parametrize("indices", [[0, 1, 1, 2], [0, 1, 3], [1, 2, 3, 4], [0, 1], [0, 1, 2, 3, 4]])
def test_batches_of_sweeps_cut_differently_do_not_pass_for_one(tmp_path, indices):
    pd.DataFrame({"index": indices}).to_parquet(tmp_path / "0.parquet")
    with pytest.raises(SchemaError, match="not the runs 0 to 3, each once"):
        read_runs([tmp_path / "0.parquet"], 4)
