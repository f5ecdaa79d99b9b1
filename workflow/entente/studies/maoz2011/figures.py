"""Figures: random systems (Figure 4), polarization over the years (Figure 5), and counterfactual networks."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from entente.reporting.figure_style import GREY, INK, STYLE
from entente.studies.maoz2011.random_systems.responses import curves, surface
from entente.systems.alliance_types import ALLIANCES

#: Panels of Figure 4: x, measure of alliances, and what they are called.
RESPONSES = {
    "1. Density": ("srn_density", "density", "SRN density", "Alliance density"),
    "2. Polarization": ("srn_npi", "npi", "SRN polarization (NPI)", "Alliance polarization (NPI)"),
}

#: Its iterations.
STAGES = {"first": "First iteration", "intermediate": "Intermediate iteration", "last": "Last iteration"}

#: Levels of democracy: shade, dashes and marker each tell them apart.
LEVEL_STYLE = {
    "low": {"color": "#9a9a9a", "linestyle": "-", "marker": "o"},
    "middle": {"color": "#5c5c5c", "linestyle": (0, (4, 1.5)), "marker": "s"},
    "high": {"color": INK, "linestyle": (0, (1.2, 1.2)), "marker": "^"},
}

#: Networks of Figure 5, one a panel.
PANELS = {
    "abm_first": "First iteration",
    "abm_intermediate": "Intermediate iteration (drawn at random)",
    "abm_last": "Last iteration",
}


def figure4(runs: pd.DataFrame) -> Figure:
    """Draw mean alliance density and polarization as surfaces, in the first and the last iteration.

    Corresponds to Maoz (2011), Figure 4 (p. 34); which iteration that shows is not printed.  A row for each
    measure, a column for each of the two iterations, of the table random_runs.
    """
    stages = ("first", "last")
    with mpl.rc_context({**STYLE, "grid.color": "#dddddd", "grid.linewidth": 0.5}):
        figure = Figure(figsize=(7.2, 6.6))
        for row, (title, (x, measure, x_label, z_label)) in enumerate(RESPONSES.items()):
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
        axes = figure.subplots(len(RESPONSES), len(STAGES), sharex="row", sharey="row")
        handles: dict[str, object] = {}
        for row, (x, measure, x_label, z_label) in zip(axes, RESPONSES.values(), strict=True):
            for axis, stage in zip(row, STAGES, strict=True):
                handles |= _draw_curves(axis, curves(runs, x, f"{stage}_{measure}"))
                axis.set_xlabel(x_label)
                _lines_of_height(axis)
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


def npi_column(overlap: str, isolates: str) -> str:
    """Return the column of the series that holds the index under these switches."""
    return "npi" + ("_cmoi" if overlap == "cmoi" else "") + ("_drop" if isolates == "drop" else "")


def figure5(series: pd.DataFrame, *, actual: str, overlap: str, isolates: str) -> Figure:
    """Draw the polarization of the actual network against the model's, three panels over the years.

    Of the network series: of the ``actual`` network by "pact" or by "any" obligation, with cliques that
    ``overlap`` by "coc" or "cmoi", and states without allies counted ("keep") or not ("drop").
    """
    column = npi_column(overlap, isolates)
    told = f"Actual alliances ({ALLIANCES[actual].obligation})"
    index = series.pivot(index="year", columns="network", values=column)
    years = range(int(index.index.min()), int(index.index.max()) + 1)
    # A year without an intermediate iteration leaves a gap in the line, not a bridge.
    index = index.reindex(years)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 7.2), layout="constrained")
        axes = figure.subplots(3, 1, sharex=True, sharey=True)
        for axis, (network, title) in zip(axes, PANELS.items(), strict=True):
            axis.plot(index.index, index[f"actual_{actual}"], color=INK, linewidth=1.1, label=told)
            if network in index:
                dashes = {"linewidth": 1.6, "linestyle": (0, (2.5, 1)), "marker": ".", "markersize": 2.5}
                axis.plot(index.index, index[network], color=GREY, label="Model", **dashes)
            _over_years(axis, title)
        axes[1].set_ylabel("Network polarization index (NPI)")
        axes[-1].set_xlabel("Year")
        step = 20 if len(years) > 100 else 10
        axes[-1].set_xticks([year for year in years if year % step == 0])
        figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper right", ncols=2)
    return figure


def counterfactual_figure(networks: pd.DataFrame, title: str, measures: Mapping[str, str]) -> Figure:
    """Draw each measure of the last iteration's network in both worlds, a panel a measure.

    It is drawn from the table counterfactual_networks, under the title of the counterfactual; ``measures``
    are four with their titles.
    """
    last = networks[networks["iteration"] == "last"]
    years = range(int(last["year"].min()), int(last["year"].max()) + 1)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 5.0), layout="constrained")
        axes = figure.subplots(2, 2, sharex=True)
        for axis, measure in zip(axes.flat, measures, strict=True):
            # A year without the measure leaves a gap in the line, not a bridge.
            drawn = last[last["measure"] == measure].set_index("year").reindex(years)
            # A year between two gaps is a point, which only a marker shows.
            thin = {"color": INK, "linewidth": 0.9, "marker": ".", "markersize": 1, "zorder": 3}
            axis.plot(drawn.index, drawn["baseline"], label="Baseline", **thin)
            wide = {"color": GREY, "linewidth": 2.4, "marker": ".", "markersize": 2.4}
            axis.plot(drawn.index, drawn["counterfactual"], label="Counterfactual", **wide)
            _over_years(axis, measures[measure])
        for axis in axes[-1]:
            axis.set_xlabel("Year")
        figure.suptitle(f"{title}: the model's last iteration", x=0.01, ha="left", fontsize=10)
        figure.legend(*axes.flat[0].get_legend_handles_labels(), loc="outside lower right", ncols=2)
    return figure


def _over_years(axis: Axes, title: str) -> None:
    axis.set_title(title)
    axis.set_ylim(bottom=0)
    axis.margins(x=0.01)
    _lines_of_height(axis)


def _lines_of_height(axis: Axes) -> None:
    axis.grid(axis="y", color="#eeeeee", linewidth=0.6)
    axis.set_axisbelow(True)
