"""The bootstrap from cross-products against regressions of the rows that were drawn."""

import numpy as np
import pandas as pd
import pytest

from entente.experiments.mechanisms.resampling import CrossProducts, times_drawn


@pytest.fixture
def columns():
    rng = np.random.default_rng(8)
    x, z = rng.normal(1e4, 2, 60), rng.integers(0, 2, 60).astype(float)
    return pd.DataFrame({"x": x, "z": z, "m": z + rng.normal(size=60), "y": x + z + rng.normal(size=60)})


def test_slopes_and_residuals_are_those_of_the_rows_drawn(columns):
    times = times_drawn(60, 20, 5)
    products = CrossProducts(columns, times)
    slopes = products.slopes("y", ["z", "m", "x"])
    residuals = products.residuals(["y", "m"], ["z", "x"])
    for draw in (0, 7, 19):
        rows = columns.loc[np.repeat(np.arange(60), times[draw].astype(int))]
        design = np.column_stack([np.ones(60), rows[["z", "m", "x"]]])
        expected = np.linalg.lstsq(design, rows["y"].to_numpy(), rcond=None)[0]
        np.testing.assert_allclose(slopes.loc[draw], expected[1:], rtol=1e-8)
        before = design[:, [0, 1, 3]]
        both = rows[["y", "m"]].to_numpy()
        left = both - before @ np.linalg.lstsq(before, both, rcond=None)[0]
        np.testing.assert_allclose(residuals[draw], left.T @ left / 60, rtol=1e-8)
        assert products.mean("m")[draw] == pytest.approx(rows["m"].mean(), rel=1e-12)


def test_a_draw_depends_on_the_seed_and_its_number_alone():
    assert (times_drawn(30, 8, [3, 9])[:5] == times_drawn(30, 5, [3, 9])).all()
    assert (times_drawn(30, 5, 3) != times_drawn(30, 5, 4)).any()
    assert (times_drawn(30, 5, 3).sum(axis=1) == 30).all()


def test_more_draws_than_a_batch_are_the_same_draws(columns):
    few, many = (CrossProducts(columns, times_drawn(60, n, 1)).slopes("y", ["z"]) for n in (250, 520))
    pd.testing.assert_frame_equal(few, many[:250], check_exact=True)


def test_clusters_are_drawn_whole():
    clusters = pd.Series(["a", "b", "a", "c", "c", "c"])
    times = times_drawn(6, 50, 2, clusters)
    assert (times[:, 0] == times[:, 2]).all() and (times[:, 3] == times[:, 5]).all()
    assert (times[:, [0, 1, 3]].sum(axis=1) == 3).all()


def test_a_draw_without_one_of_the_arms_has_no_slope():
    columns = pd.DataFrame({"y": [1.0, 3.0, 2.0, 4.0], "z": [0.0, 0.0, 1.0, 1.0]})
    slopes = CrossProducts(columns, np.array([[1.0, 1, 1, 1], [2, 2, 0, 0]])).slopes("y", ["z"])["z"]
    assert slopes[0] == pytest.approx(1.0) and np.isnan(slopes[1])
