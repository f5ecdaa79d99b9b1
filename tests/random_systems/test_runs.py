"""Batches read as one table."""

import pandas as pd

from entente.random_systems.runs import read_runs


def test_runs_come_in_the_order_of_their_index_whatever_the_batches(tmp_path):
    runs = pd.DataFrame({"index": range(6), "n": [5, 6, 7, 8, 9, 10]})
    for name, rows in {"0": [4, 5], "1": [1, 0], "2": [2, 3]}.items():
        runs.iloc[rows].to_parquet(tmp_path / f"{name}.parquet")
    read = read_runs(sorted(tmp_path.iterdir()))
    pd.testing.assert_frame_equal(read, runs)
