"""Cells and curves against means taken by hand."""

import numpy as np
import pandas as pd
import pytest

from entente.studies.maoz2011.random_systems.surfaces import (
    CURVE_BINS,
    FEWEST_RUNS,
    SURFACE_BINS,
    curves,
    surface,
)

from .synthetic import AS_READ, random_runs


@pytest.fixture
def square():
    """Two levels of each axis, 25 runs in each cell but the last, which has four with a value."""
    rows = [
        (x, y, 10 * x + y + noise)
        for x in (1.0, 2.0)
        for y in (0.1, 0.3)
        for noise in np.linspace(-0.01, 0.01, 25)
    ]
    runs = pd.DataFrame(rows, columns=["srn_density", "democracy_share", "last_density"])
    runs.loc[runs.index[-21:], "last_density"] = np.nan
    return runs


def test_cells_are_means_and_empty_with_few_runs(square):
    drawn = surface(square, "srn_density", "last_density")
    assert drawn.x.tolist() == [1, 2] and drawn.y == pytest.approx([0.1, 0.3])
    assert drawn.z[0] == pytest.approx([10.1, 20.1]) and drawn.z[1, 0] == pytest.approx(10.3)
    assert np.isnan(drawn.z[1, 1]) and FEWEST_RUNS == 5
    assert drawn.runs == 79


def test_surfaces_have_at_most_so_many_bins_and_share_them_between_stages():
    runs = random_runs(AS_READ, 3000)
    first, middle, last = (
        surface(runs, "srn_npi", f"{stage}_npi") for stage in ("first", "intermediate", "last")
    )
    assert first.z.shape == (SURFACE_BINS, SURFACE_BINS)
    for other in (middle, last):
        np.testing.assert_array_equal(first.x, other.x)
    assert middle.runs == 2700 and first.runs == last.runs == 3000
    # The effects are 0.5 of SRN polarization, and 0.3 and then −0.8 of democracy.
    assert (np.diff(np.nanmean(first.z, axis=0)) > 0).mean() > 0.7
    assert np.nanmean(last.z, axis=1)[0] > np.nanmean(last.z, axis=1)[-1]


def test_curves_by_thirds_of_democracy():
    runs = random_runs(AS_READ, 3000)
    drawn = curves(runs, "srn_density", "last_density")
    assert drawn.groupby("level", sort=False).size().to_dict() == dict.fromkeys(
        ("low", "middle", "high"), CURVE_BINS
    )
    thirds = runs["democracy_share"].quantile([1 / 3, 2 / 3]).tolist()
    low = runs[runs["democracy_share"] < thirds[0]]
    mean = drawn.query("level == 'low'")["level_mean"].iloc[0]
    assert mean == pytest.approx(low["democracy_share"].mean())
    assert drawn["runs"].sum() == 3000
    pooled = (drawn["mean"] * drawn["runs"]).groupby(drawn["level"]).sum() / drawn["runs"].groupby(
        drawn["level"]
    ).sum()
    assert pooled["low"] == pytest.approx(low["last_density"].mean())
    assert pooled["low"] > pooled["middle"] > pooled["high"]
    assert (drawn.groupby("level")["x"].diff().dropna() > 0).all()


@pytest.mark.parametrize("z", ["first_density", "intermediate_density"])
def test_columns_that_do_not_vary_or_have_no_value_leave_nothing_wrong(z):
    runs = random_runs(AS_READ, 60).assign(democracy_share=0.2, intermediate_density=np.nan)
    drawn, lines = surface(runs, "srn_density", z), curves(runs, "srn_density", z)
    assert drawn.z.shape[0] == 1
    assert set(lines["level"]) == (set() if z == "intermediate_density" else {"middle"})
    empty = surface(runs.assign(srn_density=np.nan), "srn_density", z)
    assert empty.z.size == 0
