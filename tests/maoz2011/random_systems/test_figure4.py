"""Figure 4: what its surfaces and curves show, and that they are the same bytes every time."""

import numpy as np
import pytest

from entente.reporting.figure_style import save
from entente.studies.maoz2011.figures import figure4, figure4_flat
from entente.studies.maoz2011.random_systems.responses import curves, surface

from .synthetic import AS_READ, random_runs


@pytest.fixture(scope="module")
def runs():
    return random_runs(AS_READ, 700)


def test_surfaces_are_those_of_density_and_polarization_first_and_last(runs):
    axes = figure4(runs).axes
    assert [axis.get_title() for axis in axes] == [
        "1. Density: first iteration",
        "1. Density: last iteration",
        "2. Polarization: first iteration",
        "2. Polarization: last iteration",
    ]
    assert {axis.get_ylabel() for axis in axes} == {"Democracy share"}
    drawn = surface(runs, "srn_npi", "last_npi")
    bottom, top = axes[3].get_zlim()
    assert bottom == 0 and top >= drawn.max(axis=None)
    (squares,) = axes[3].collections
    assert len(squares.get_facecolor()) == (drawn.shape[1] - 1) * (drawn.shape[0] - 1)


def test_a_cell_without_enough_runs_leaves_its_squares_empty(runs):
    drawn = surface(runs, "srn_density", "last_density")
    edges = runs[["srn_density", "democracy_share"]].quantile(1 / drawn.shape[1])
    corner = (runs[["srn_density", "democracy_share"]] < edges).all(axis=1)
    holes = runs.assign(last_density=runs["last_density"].where(~corner))
    before, after = (len(figure4(table).axes[1].collections[0].get_facecolor()) for table in (runs, holes))
    assert after == before - 1


def test_flat_panels_hold_the_curves_of_each_stage(runs):
    figure = figure4_flat(runs)
    assert len(figure.axes) == 6
    assert [axis.get_title(loc="left").split()[0] for axis in figure.axes[:3]] == [
        "First",
        "Intermediate",
        "Last",
    ]
    expected = curves(runs, "srn_density", "intermediate_density")
    for line, (_, rows) in zip(
        figure.axes[1].get_lines(), expected.groupby("level", sort=False), strict=True
    ):
        np.testing.assert_array_equal(line.get_xdata(), rows["x"])
        np.testing.assert_array_equal(line.get_ydata(), rows["mean"])
    assert [text.get_text().split()[0] for text in figure.legends[0].get_texts()] == ["Low", "Middle", "High"]


@pytest.mark.parametrize("draw", [figure4, figure4_flat])
def test_the_same_figure_is_the_same_bytes(draw, runs, tmp_path):
    for name in ("one", "two"):
        save(draw(runs), [tmp_path / f"{name}.svg"], "DEMO")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


@pytest.mark.parametrize("draw", [figure4, figure4_flat])
@pytest.mark.parametrize(
    "change",
    [
        {"democracy_share": 0.2},
        {"srn_npi": np.nan},
        {"first_density": np.nan, "intermediate_density": np.nan, "last_density": np.nan},
        {"last_npi": 0.0},
    ],
)
def test_degenerate_runs_are_drawn_as_far_as_they_go(draw, change, runs, tmp_path):
    save(draw(runs.assign(**change)), [tmp_path / "figure.svg"], "")
    assert (tmp_path / "figure.svg").stat().st_size > 1000


def test_what_has_too_few_runs_says_so(runs):
    axes = figure4(runs.assign(srn_npi=np.nan)).axes
    assert ["too few runs" in [text.get_text() for text in axis.texts] for axis in axes] == [
        False,
        False,
        True,
        True,
    ]
