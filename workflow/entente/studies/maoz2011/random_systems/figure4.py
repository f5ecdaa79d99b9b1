"""Figure 4: alliance networks of random systems by their reference network and democracy."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from entente.reporting.figure_style import INK, STYLE
from entente.studies.maoz2011.random_systems.responses import curves, surface

#: Panels: x, measure of alliances, and what they are called.
PANELS = {
    "1. Density": ("srn_density", "density", "SRN density", "Alliance density"),
    "2. Polarization": ("srn_npi", "npi", "SRN polarization (NPI)", "Alliance polarization (NPI)"),
}

STAGES = {"first": "First iteration", "intermediate": "Intermediate iteration", "last": "Last iteration"}

#: Levels of democracy: shade, dashes and marker each tell them apart.
LEVEL_STYLE = {
    "low": {"color": "#9a9a9a", "linestyle": "-", "marker": "o"},
    "middle": {"color": "#5c5c5c", "linestyle": (0, (4, 1.5)), "marker": "s"},
    "high": {"color": INK, "linestyle": (0, (1.2, 1.2)), "marker": "^"},
}


def figure4(runs: pd.DataFrame) -> Figure:
    """Draw mean alliance density and polarization as surfaces, in the first and the last iteration.

    Corresponds to Maoz (2011), Figure 4 (p. 34); which iteration that shows is not printed.  A row for each
    measure, a column for each of the two iterations, of the table random_runs.
    """
    stages = ("first", "last")
    with mpl.rc_context({**STYLE, "grid.color": "#dddddd", "grid.linewidth": 0.5}):
        figure = Figure(figsize=(7.2, 6.6))
        for row, (title, (x, measure, x_label, z_label)) in enumerate(PANELS.items()):
            surfaces = [surface(runs, x, f"{stage}_{measure}") for stage in stages]
            # At least nothing: without any alliance, or any value, the axis ends at 1.
            top = np.nanmax([0.0, *(z for drawn in surfaces for z in drawn.to_numpy().flat)]) or 1
            for column, (stage, drawn) in enumerate(zip(stages, surfaces, strict=True)):
                axis = figure.add_subplot(2, 2, 2 * row + column + 1, projection="3d")
                _draw_surface(axis, drawn, top)
                axis.set_title(f"{title}: {STAGES[stage].lower()}", loc="center", y=0.98)
                axis.set_xlabel(x_label)
                axis.set_ylabel("Democracy share")
                axis.set_zlabel(z_label)
        figure.subplots_adjust(left=0.07, right=0.98, bottom=0.05, top=0.97, wspace=0.1, hspace=0.08)
    return figure


def _draw_surface(axis: Axes, drawn: pd.DataFrame, top: float) -> None:
    """Draw each square of the grid whose four corners have runs."""
    from mpl_toolkits.mplot3d.art3d import Poly3DCollection

    corners = np.stack([*np.meshgrid(drawn.columns, drawn.index), drawn], axis=-1)
    squares = np.stack([corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:], corners[1:, :-1]], axis=-2)
    squares = squares.reshape(-1, 4, 3)
    squares = squares[~np.isnan(squares).any(axis=(1, 2))]
    if not len(squares):
        axis.text2D(0.5, 0.5, "too few runs", transform=axis.transAxes, ha="center")
        return
    shade = mpl.colormaps["Greys"](0.12 + 0.6 * squares[:, :, 2].mean(axis=1) / top)
    axis.add_collection3d(Poly3DCollection(squares, facecolors=shade, edgecolors=INK, linewidths=0.4))
    for limits, values in ((axis.set_xlim, drawn.columns), (axis.set_ylim, drawn.index)):
        limits(values.min(), values.max())
    axis.set_zlim(0, 1.02 * top)
    axis.view_init(elev=24, azim=-128)
    for side in (axis.xaxis, axis.yaxis, axis.zaxis):
        side.set_pane_color((1, 1, 1, 0))
        side.set_major_locator(MaxNLocator(4))
        side.labelpad = 0
    axis.tick_params(labelsize=7.5, pad=-1)


def figure4_flat(runs: pd.DataFrame) -> Figure:
    """Draw the same as curves over the reference network, one for each third of the runs by democracy.

    A row for each measure, a column for each stage; bands are 95 % intervals of the means.
    """
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.2, 5.2), layout="constrained")
        axes = figure.subplots(len(PANELS), len(STAGES), sharex="row", sharey="row")
        handles: dict[str, object] = {}
        for row, (x, measure, x_label, z_label) in zip(axes, PANELS.values(), strict=True):
            for axis, stage in zip(row, STAGES, strict=True):
                handles |= _draw_curves(axis, curves(runs, x, f"{stage}_{measure}"))
                axis.set_xlabel(x_label)
                axis.grid(axis="y", color="#eeeeee", linewidth=0.6)
                axis.set_axisbelow(True)
            row[0].set_ylim(bottom=0)
            row[0].set_ylabel(z_label)
        for axis, title in zip(axes[0], STAGES.values(), strict=True):
            axis.set_title(title)
        figure.legend(handles.values(), handles.keys(), loc="outside upper center", ncols=3)
    return figure


def _draw_curves(axis: Axes, means: pd.DataFrame) -> dict[str, object]:
    """Draw a curve with its band for each level of democracy; return the lines by their names."""
    lines = {}
    for level, rows in means.groupby("level", sort=False):
        share = rows["level_mean"].iloc[0]
        style = LEVEL_STYLE[level]
        axis.fill_between(
            rows["x"], rows["ci_low"], rows["ci_high"], color=style["color"], alpha=0.2, linewidth=0
        )
        (line,) = axis.plot(rows["x"], rows["mean"], linewidth=1.3, markersize=2.6, **style)
        lines[f"{level.capitalize()} democracy ({share:.2f})"] = line
    return lines
