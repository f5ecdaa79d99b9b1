"""What the benchmark of logits compares is the same: every installed way finds the same numbers."""

import runpy
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
RUN = runpy.run_path(str(BENCHMARKS / "logit_run.py"))
ROWS = 20_000
OTHERS = [way for way in RUN["WAYS"] if way != "entente" and (way != "pyfixest" or find_spec(way))]


@pytest.mark.parametrize("way", OTHERS)
@pytest.mark.parametrize("variance", ["ordinary", "dyad_clustered"])
def test_every_way_finds_the_same(way, variance):
    frame = RUN["dyad_years"](ROWS)
    ours, theirs = (RUN["WAYS"][one](frame, variance) for one in ("entente", way))
    np.testing.assert_allclose(theirs[0], ours[0], rtol=1e-6)
    np.testing.assert_allclose(theirs[1], ours[1], rtol=1e-3)


def test_the_data_are_dyad_years_stacked_over_iterations():
    frame = RUN["dyad_years"](ROWS)
    assert len(frame) == ROWS
    assert (frame["state_1"] < frame["state_2"]).all()
    still = frame.drop(columns="predicted").to_numpy().reshape(ROWS // 5, 5, -1)
    assert (still == still[:, :1]).all()
    assert 0.05 < frame["allied"].mean() < 0.3
    states = frame.groupby("dyad")[["state_1", "state_2"]].nunique()
    assert (states == 1).all(axis=None)
