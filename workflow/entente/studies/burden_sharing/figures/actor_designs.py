"""Figures 5 to 7 and A1 of Kinne and Kang (2023), redrawn from end states of the rule set actors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from entente.reporting.figure_style import GREY, INK, PALE, STYLE


class Size(NamedTuple):
    """How large a design is in whole: its points, and the end states of each."""

    points: int
    end_states: int


#: Designs in which one thing varies: title, its column, and what it is called.
CURVES = {
    "figure_5": ("Figure 5: ties by chance", "efforts_direct", "γ, direct effect of a tie"),
    "figure_6a": ("Figure 6a: ties that close triangles", "efforts_indirect", "ψ, effect of a triangle"),
    "figure_6b": ("Figure 6b: ties that avoid triangles", "efforts_indirect", "ψ, effect of a triangle"),
    "figure_a1": ("Figure A1: ties by chance", "rates", "Opportunities of a state, of each kind"),
}

#: The design in which two do, and what these are called: across, and upwards.
SURFACE, SURFACE_TITLE = "figure_7", "Figure 7: mean effort, ties as in 6a"
ACROSS = ("efforts_indirect", "ψ, effect of a triangle")
UPWARDS = ("efforts_conditional", "η, by effort of partners")

#: Designs whose triangles are drawn beside each other, and their marks.
TRIANGLES = {"figure_6a": ("6a", "o"), "figure_6b": ("6b", "s")}

EFFORT, LEVELS = "Mean effort, category", (1, 11)

#: So many values a side have room for a number each.
NUMBERED = 6


def designs_figure(responses: pd.DataFrame, sizes: Mapping[str, Size]) -> Figure:
    """Draw mean effort by what varies in each design, with 95 % intervals of means over end states.

    ``responses`` is table actor_responses, ``sizes`` the whole of each design: panels say what part was run.
    A panel has the triangles that states end with in figures 6a and 6b, by which these two differ.
    """
    effort = responses[responses["measure"] == "mean_effort"]
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 7.0), layout="constrained")
        panels = figure.subplot_mosaic(
            [["figure_5", "figure_a1"], ["figure_6a", "figure_6b"], ["triangles", SURFACE]]
        )
        for design, (title, column, name) in CURVES.items():
            axis, rows = panels[design], effort[effort["design"] == design]
            _draw_curve(axis, rows, column)
            axis.set(xlabel=name, ylim=(LEVELS[0] - 0.5, LEVELS[1] + 0.5), yticks=[1, 3, 5, 7, 9, 11])
            _entitle(axis, title, _part(rows, sizes[design]))
        rows = effort[effort["design"] == SURFACE]
        _draw_surface(figure, panels[SURFACE], rows)
        widest = ((rows["high"] - rows["low"]) / 2).max()
        part = f"{_part(rows, sizes[SURFACE])}, at most ± {widest:.2f}"
        _entitle(panels[SURFACE], SURFACE_TITLE, part)
        _draw_triangles(panels["triangles"], responses[responses["measure"] == "mean_triangles"])
        _entitle(panels["triangles"], "Triangles in figures 6a and 6b", "the same end states")
        for left in ("figure_5", "figure_6a"):
            panels[left].set_ylabel(EFFORT)
        handles = [
            Line2D([], [], color=INK, marker="o", markersize=3, linewidth=1.0, label="mean of end states"),
            Patch(color=PALE, label="95 % interval of the mean"),
        ]
        figure.legend(handles=handles, loc="outside lower center", ncols=2)
    return figure


def _draw_curve(axis: Axes, rows: pd.DataFrame, column: str, mark: str = "o") -> None:
    """Draw means by one column, and the band of their intervals."""
    rows = rows.sort_values(column)
    axis.fill_between(rows[column], rows["low"], rows["high"], color=PALE, linewidth=0)
    axis.plot(rows[column], rows["mean"], color=INK, marker=mark, markersize=3, linewidth=1.0)
    _number(axis.xaxis)


def _draw_triangles(axis: Axes, rows: pd.DataFrame) -> None:
    """Draw the triangles of a state by ψ, a curve a design, on a logarithmic axis."""
    column, name = ACROSS
    for design, (short, mark) in TRIANGLES.items():
        of = rows[rows["design"] == design]
        _draw_curve(axis, of, column, mark)
        last = of.loc[of[column].idxmax()]
        axis.annotate(short, (last[column], last["mean"]), (5, 0), textcoords="offset points", va="center")
    axis.set(xlabel=name, ylabel="Mean triangles of a state", yscale="log")
    axis.yaxis.set_major_formatter("{x:,g}")


def _draw_surface(figure: Figure, axis: Axes, rows: pd.DataFrame) -> None:
    """Draw mean effort by two coefficients, as shades, and as numbers where there is room."""
    grid = rows.pivot(index=UPWARDS[0], columns=ACROSS[0], values="mean")
    across, upwards = grid.columns.to_numpy(float), grid.index.to_numpy(float)
    shades = axis.pcolormesh(
        across, upwards, grid, cmap="Greys", vmin=LEVELS[0], vmax=LEVELS[1], shading="nearest"
    )
    if max(grid.shape) <= NUMBERED:
        for row in rows.itertuples():
            place = (getattr(row, ACROSS[0]), getattr(row, UPWARDS[0]))
            ink = "white" if row.mean > np.mean(LEVELS) else INK
            axis.text(*place, f"{row.mean:.1f}", color=ink, fontsize=7.5, ha="center", va="center")
    else:
        figure.colorbar(shades, ax=axis, label=EFFORT, ticks=[1, 6, 11], aspect=18)
    axis.set(xlabel=ACROSS[1], ylabel=UPWARDS[1])
    _number(axis.xaxis)
    _number(axis.yaxis)


def _number(side: Axis) -> None:
    """Number an axis in plain decimals: coefficients are small."""
    side.set_major_locator(mpl.ticker.MaxNLocator(4))
    side.set_major_formatter(lambda value, _: f"{value:.6f}".rstrip("0").rstrip(".").replace("-", "−"))


def _entitle(axis: Axes, title: str, below: str) -> None:
    """Put a title above, and between it and the panel, in grey, how much was run."""
    axis.set_title(title, fontsize=9, pad=14)
    axis.annotate(
        below, (0, 1), (0, 4), xycoords="axes fraction", textcoords="offset points", color=GREY, fontsize=7
    )


def _part(rows: pd.DataFrame, size: Size) -> str:
    """Say what part of a design was run."""
    points, runs = rows["point"].nunique(), int(rows["runs"].max())
    if (points, runs) == size:
        return f"all {points} points, {runs} end states each"
    return f"{points} of {size.points} points, {runs} of {size.end_states} end states each"
