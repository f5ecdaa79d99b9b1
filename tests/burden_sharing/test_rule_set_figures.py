"""Figures of models of effort and ties draw the values of their tables, and say what is missing."""

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from entente.studies.burden_sharing.figures.actor_designs import Size, designs_figure
from entente.studies.burden_sharing.figures.effort_steps import steps_figure
from entente.studies.burden_sharing.figures.forecast_errors import forecast_error_figure
from entente.studies.burden_sharing.figures.forecast_shares import share_forecast_figure
from entente.studies.burden_sharing.figures.signs_of_ties import NOTHING, TOO_FEW, signs_figure


def _titled(figure, title):
    return next(axis for axis in figure.axes if axis.get_title("left") == title)


@pytest.fixture
def responses():
    """Two points of each design, four of figure 7."""
    rows, varied = [], ("rates", "efforts_direct", "efforts_indirect", "efforts_conditional")
    one = {"figure_5": "efforts_direct", "figure_6a": "efforts_indirect", "figure_6b": "efforts_indirect"}
    for design, column in (one | {"figure_a1": "rates"}).items():
        for point, (value, effort, triangles) in enumerate([(-1.0, 9.0, 4.0), (1.0, 2.0, 700.0)]):
            rows += [(design, point, column, value, "mean_effort", effort)]
            rows += [(design, point, column, value, "mean_triangles", triangles)]
    table = pd.DataFrame(rows, columns=["design", "point", "column", "value", "measure", "mean"])
    for name in varied:
        table[name] = table["value"].where(table["column"] == name)
    plane = pd.DataFrame(
        {
            "design": "figure_7",
            "point": [0, 1, 2, 3],
            "efforts_indirect": [-0.005, -0.005, 0, 0],
            "efforts_conditional": [-0.0001, 0, -0.0001, 0],
            "measure": "mean_effort",
            "mean": [1.2, 1.3, 2.4, 9.5],
        }
    )
    table = pd.concat([table, plane], ignore_index=True).drop(columns=["column", "value"])
    return table.assign(runs=5, low=table["mean"] - 0.1, high=table["mean"] + 0.2)


@pytest.fixture
def sizes():
    return dict.fromkeys(("figure_5", "figure_6a", "figure_6b", "figure_a1"), Size(41, 25)) | {
        "figure_7": Size(4, 5)
    }


def test_designs_are_drawn_with_intervals_and_say_what_part_was_run(responses, sizes):
    figure = designs_figure(responses.sample(frac=1, random_state=0), sizes)
    axis = _titled(figure, "Figure 5: ties by chance")
    assert axis.lines[0].get_xydata().tolist() == [[-1, 9], [1, 2]]
    band = axis.collections[0].get_paths()[0].vertices
    assert {tuple(np.round(corner, 9)) for corner in band} == {(-1, 8.9), (-1, 9.2), (1, 1.9), (1, 2.2)}
    assert "2 of 41 points, 5 of 25 end states each" in {text.get_text() for text in axis.texts}


def test_a_plane_has_each_mean_at_its_place(responses, sizes):
    axis = next(
        axis
        for axis in designs_figure(responses, sizes).axes
        if axis.get_xlabel().startswith("ψ") and axis.get_ylabel().startswith("η")
    )
    [shades] = [drawn for drawn in axis.collections if isinstance(drawn, mpl.collections.QuadMesh)]
    # Rows are η upwards, columns ψ across.
    assert shades.get_array().tolist() == [[1.2, 2.4], [1.3, 9.5]]
    numbers = {text.get_text(): text.get_position() for text in axis.texts}
    assert numbers["9.5"] == (0, 0) and numbers["2.4"] == (0, -0.0001)
    assert "all 4 points, 5 end states each, at most ± 0.15" in numbers


def test_triangles_of_both_designs_stand_beside_each_other(responses, sizes):
    axis = _titled(designs_figure(responses, sizes), "Triangles in figures 6a and 6b")
    assert [line.get_ydata().tolist() for line in axis.lines] == [[4, 700], [4, 700]]
    assert axis.get_yscale() == "log"


@pytest.fixture
def effects():
    rows = [
        ("public_good", "commons", "random", 0, "phi0 0, phi1 0", "density", 200, 0.1),
        ("public_good", "commons", "random", 1, "phi0 0.5, phi1 0", "effect_degree", 200, -0.4),
        ("public_good", "commons", "random", 1, "phi0 0.5, phi1 0", "effect_triangles", 200, 0.1),
        ("public_good", "commons", "star", 1, "phi0 0.5, phi1 0", "effect_degree", 200, -0.9),
        ("bound_by_treaty", "commons", "random", 0, "floor 0.1", "effect_degree", 200, -0.3),
        ("direct_effect", "actors", "random", 0, "direct -0.05", "effect_degree", 200, -0.2),
        (
            "indirect_effect",
            "actors",
            "random",
            0,
            "closure 0.3, indirect -0.02",
            "effect_triangles",
            50,
            -0.5,
        ),
        ("needs", "needs", "random", 0, "upper 0", "effect_degree", 200, -0.6),
        ("needs", "needs", "random", 1, "upper 0.7", "effect_degree", 7, 9.9),
    ]
    columns = ["design", "rule_set", "topology", "level", "values", "measure", "defined", "mean"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(runs=200, low=table["mean"] - 0.05, high=table["mean"] + 0.05)


def test_signs_of_ties_are_drawn_by_rule_set_with_their_intervals(effects):
    commons, actors, needs = signs_figure(effects).axes
    assert [label.get_text() for label in commons.get_yticklabels()] == [
        "φ₀ 0, φ₁ 0",
        "φ₀ 0.5, φ₁ 0",
        "κ 0.1",
    ]
    drawn = {round(float(line.get_xdata()[0]), 9) for line in commons.lines if len(line.get_xdata()) == 1}
    assert drawn == {-0.4, 0.1, -0.3}
    spans = {tuple(round(float(x), 9) for x in bar.get_segments()[0][:, 0]) for bar in commons.collections}
    assert spans == {(-0.45, -0.35), (0.05, 0.15), (-0.35, -0.25)}
    # What no run has is said, and so is what few have.
    assert [text.get_text().strip() for text in commons.texts] == [NOTHING]
    assert [label.get_text() for label in actors.get_yticklabels()] == [
        "γ −0.05",
        "θ 0.3, ψ −0.02\n(50 of 200 runs)",
    ]
    assert [text.get_text().strip() for text in needs.texts] == [TOO_FEW]
    assert [label.get_text() for label in needs.get_yticklabels()][1] == "bound 0.7\n(7 of 200 runs)"
    assert needs.get_xlim()[1] < 1


def test_steps_are_drawn_in_their_order_and_units():
    rows = [
        ("public_good", "commons", "random", "phi0", 2, 0.5, 1.0, "total_effort", -0.02),
        ("public_good", "commons", "random", "phi0", 1, 0.0, 0.5, "total_effort", -0.1),
        ("public_good", "commons", "random", "phi0", 1, 0.0, 0.5, "density", 0.7),
        ("public_good", "commons", "star", "phi0", 1, 0.0, 0.5, "total_effort", 0.8),
        ("public_good", "commons", "random", "dispersion", 0, np.nan, np.nan, "total_effort", 0.9),
        ("formed_ties", "commons", "random", "k1", 1, 0.0, 0.1, "total_effort", 0.04),
        ("direct_effect", "actors", "random", "direct", 1, -0.05, 0.0, "total_effort", 0.01),
        ("needs", "needs", "random", "upper", 1, 0.0, 0.7, "mean_burden", -0.13),
    ]
    columns = ["design", "rule_set", "topology", "parameter", "step", "before", "after", "measure", "mean"]
    table = pd.DataFrame(rows, columns=columns)
    figure = steps_figure(table.assign(low=table["mean"] - 0.01, high=table["mean"] + 0.01))
    commons, actors, needs = figure.axes
    names = [label.get_text() for label in commons.get_yticklabels()]
    assert names == ["φ₀ 0 → 0.5", "φ₀ 0.5 → 1", "k₁ 0 → 0.1, ties formed"]
    drawn = [float(line.get_xdata()[0]) for axis in (commons, actors, needs) for line in axis.lines[1:]]
    assert drawn == pytest.approx([-10, -2, 4, 1, -0.13])
    bar = commons.collections[0].get_segments()[0][:, 0]
    assert bar.tolist() == pytest.approx([-11, -9])


@pytest.fixture
def shown():
    rows = [("sipri", year, code) for year in (1970, 2005) for code in (2, 200, 220)]
    table = pd.DataFrame(rows + [("nmc", 2005, 2), ("nmc", 2005, 200)], columns=["source", "year", "ccode"])
    values = np.arange(1, len(table) + 1) / 50
    table = table.assign(observed=values, gdp=values * 2, last_year=values, commons=values / 2)
    return table.assign(commons=table["commons"].where(table.index != 5, 0.0))


def test_shares_are_drawn_by_year_and_who_makes_no_effort_at_the_edge(shown):
    scores = pd.DataFrame(
        [
            ("nato", source, judged, forecast, 0.1 + judged)
            for source in ("sipri", "nmc")
            for judged in (False, True)
            for forecast in ("commons", "gdp", "last_year")
        ],
        columns=["group", "source", "judged", "forecast", "total_variation"],
    ).assign(first=1981, last=2012)
    axis = share_forecast_figure(shown, scores, 1980).axes[0]
    lines = {line.get_label(): line for line in axis.lines}
    assert lines["1970, chosen by fit"].get_xydata().tolist() == [[0.02, 0.01], [0.04, 0.02], [0.06, 0.03]]
    judged = lines["2005, judged"].get_ydata()
    assert judged[:2].tolist() == [0.04, 0.05] and judged[2] == axis.get_ylim()[0]
    assert lines["1970, chosen by fit"].get_color() != lines["2005, judged"].get_color()
    assert [text.get_text() for text in axis.texts] == ["½ Σ|s − ŝ| = 1.100\n1981–2012, mean"]


def test_errors_are_drawn_by_year_with_gaps():
    rows = [
        (group, source, year)
        for group in ("nato", "defence", "dca")
        for source in ("sipri", "nmc")
        for year in (1979, 1981, 1982)
    ]
    table = pd.DataFrame(rows, columns=["group", "source", "year"])
    for place, name in enumerate(("commons", "threat", "gdp", "last_year"), 1):
        table[f"total_variation_{name}"] = place * (table["year"] - 1970) / 100 + (table["group"] == "nato")
    figure = forecast_error_figure(table, 1980)
    assert len(figure.axes) == 4
    axis = _titled(figure, "All states, spending by SIPRI")
    found = {line.get_label(): line.get_ydata() for line in axis.lines}
    assert found["shares in GDP"] == pytest.approx([0.27, np.nan, 0.33, 0.36], nan_ok=True)
    assert found["contributions (commons)"] == pytest.approx([0.09, np.nan, 0.11, 0.12], nan_ok=True)
    shade = axis.patches[0].get_extents().transformed(axis.transData.inverted())
    assert (shade.x0, shade.x1) == pytest.approx((1978.5, 1980.5))
