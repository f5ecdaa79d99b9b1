"""Figures of what was asked and answered: means of cells, who answered, and what a design can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from entente.reporting.figure_style import GREY, INK, STYLE
from entente.studies.experiments.panels import WIDTH, countries_of, describe, label_lines, panel_grid

#: Curves by number of respondents, from light to dark.
SHADES = mpl.colormaps["YlGnBu"]

#: Panels side by side.
ABREAST = 3

#: How the margin is marked.
MARGIN = {"color": INK, "linewidth": 0.8, "linestyle": ":"}

#: The power that a minimum detectable effect is of.
POWER = 0.8


def cell_means_figure(
    cells: pd.DataFrame, units: Mapping[str, str], arms: Mapping[str, Sequence[str]]
) -> Figure:
    """Draw the mean of each cell with its 95 % interval, unweighted: a panel an outcome and a set of factors.

    ``cells`` is the table cell_means, ``units`` are those of the outcomes, ``arms`` those of the factors in
    order.
    """
    shown = cells[cells["weights"] == "none"]
    named = {}
    for (outcome, factors), rows in shown.groupby(["outcome", "factors"]):
        ordered = (" × ".join(levels) for levels in product(*(arms[name] for name in factors.split(" × "))))
        named[outcome, factors] = [cell for cell in ordered if cell in set(rows["cell"])]
    with mpl.rc_context(STYLE):
        lines = {key: 0.8 * len(names) for key, names in named.items()}
        countries = countries_of(shown)
        figure, axes = panel_grid(lines, countries)
        for (key, country), axis in axes.items():
            outcome, factors = key
            at = (shown["outcome"] == outcome) & (shown["factors"] == factors) & (shown["country"] == country)
            label_lines(axis, named[key])
            _intervals(axis, shown[at].set_index("cell").reindex(named[key]), "mean")
            if country == countries[0]:
                describe(axes, key, countries, f"{outcome} ({units[outcome]}) by {factors}")
    return figure


def attrition_figure(attrition: pd.DataFrame, arms: Mapping[str, Sequence[str]]) -> Figure:
    """Draw the share that answered, by arm, with its 95 % interval.

    ``attrition`` is the table of that schema, ``arms`` are those of the factors in order.
    """
    named = pd.MultiIndex.from_tuples([(factor, level) for factor in arms for level in arms[factor]])
    least = max(0.0, float(attrition["low"].min()) - 0.02)
    with mpl.rc_context(STYLE):
        lines = dict.fromkeys(sorted(set(attrition["outcome"])), 0.6 * len(named))
        countries = countries_of(attrition)
        figure, axes = panel_grid(lines, countries)
        for (outcome, country), axis in axes.items():
            panel = attrition[(attrition["outcome"] == outcome) & (attrition["country"] == country)]
            label_lines(axis, [f"{factor}: {level}" for factor, level in named])
            _intervals(axis, panel.set_index(["factor", "level"]).reindex(named), "share")
            axis.set_xlim(least, 1 + 0.02 * (1 - least))
            axis.xaxis.set_major_locator(MaxNLocator(5))
            axis.xaxis.set_major_formatter(lambda share, _: f"{100 * share:g}")
            if country == countries[0]:
                describe(axes, outcome, countries, f"answered {outcome} (%)")
    return figure


def _intervals(axis: Axes, rows: pd.DataFrame, middle: str) -> None:
    """Draw a mark and its 95 % interval a line, in the order of the rows; a line without numbers is empty."""
    for line, (_, row) in enumerate(rows.iterrows()):
        axis.plot([row["low"], row["high"]], [line, line], color=GREY, linewidth=1.4)
        axis.plot(row[middle], line, "o", color=INK, markersize=4.5)
    axis.grid(axis="x", color="#eeeeee", linewidth=0.6)
    axis.set_axisbelow(True)


def power_figure(
    power: pd.DataFrame, outcomes: Mapping[str, str], units: Mapping[str, str], margins: Mapping[str, float]
) -> Figure:
    """Draw power along effects, a panel a hypothesis and country; below what is found with a power of 80 %.

    Lines are the noncentral t, marks respondents drawn again, with two Monte Carlo standard errors.
    ``power`` is the table of that schema, ``outcomes`` are by hypothesis, ``units`` and ``margins`` by
    outcome.
    """
    panels = list(power.groupby(["hypothesis", "country"], sort=False))
    measured = list(dict.fromkeys(outcomes[name] for name in power["hypothesis"]))
    sizes = sorted(power["n"].unique())
    colors = dict(zip(sizes, SHADES(np.linspace(0.35, 0.95, len(sizes))), strict=True))
    rows = -(-len(panels) // ABREAST)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 1.75 * rows + 2.6), layout="constrained")
        curves, detectable = figure.subfigures(2, 1, height_ratios=[1.75 * rows + 0.3, 2.3])
        axes = curves.subplots(rows, min(ABREAST, len(panels)), squeeze=False, sharey=True)
        for axis in axes.flat[len(panels) :]:
            axis.set_axis_off()
        for ((name, country), table), axis in zip(panels, axes.flat, strict=False):
            _power_curves(axis, table, colors)
            axis.set_title(name if country == "all" else f"{name}, {country}", fontsize=8)
            axis.axvline(np.sign(table["effect"].sum()) * margins[outcomes[name]], **MARGIN)
        curves.supxlabel("effect, in the unit of the outcome; dotted: the margin", fontsize=8)
        curves.supylabel("power", fontsize=8)
        for outcome, axis in zip(
            measured, detectable.subplots(1, len(measured), squeeze=False).flat, strict=True
        ):
            _detectable(axis, power[power["hypothesis"].map(outcomes) == outcome])
            axis.axhline(margins[outcome], **MARGIN)
            axis.set_title(f"{outcome} ({units[outcome]})", fontsize=8)
        detectable.supylabel(f"found with power {POWER:g}", fontsize=8)
        detectable.supxlabel("respondents", fontsize=8)
        handles = [Line2D([], [], color=color, label=f"n = {n:,}") for n, color in colors.items()]
        curves.legend(handles=handles, loc="outside upper center", ncols=6, fontsize=8)
    return figure


def _power_curves(axis: Axes, table: pd.DataFrame, colors: Mapping[int, tuple]) -> None:
    for n, curve in table.sort_values("effect").groupby("n"):
        axis.plot(curve["effect"], curve["analytic"], color=colors[n], linewidth=1.1)
        known = curve.dropna(subset=["simulated"])
        reach = 2 * known["mc_se"].fillna(0)
        marks = {"fmt": "o", "markersize": 2.5, "elinewidth": 0.7}
        axis.errorbar(known["effect"], known["simulated"], yerr=reach, color=colors[n], **marks)
    axis.axhline(POWER, color=GREY, linewidth=0.6, linestyle=(0, (4, 3)))
    axis.set_ylim(0, 1.04)


def _detectable(axis: Axes, table: pd.DataFrame) -> None:
    """Draw the detectable effect along respondents, a line a hypothesis and country."""
    keys, ends = ["hypothesis", "country"], {}
    for (name, _), curve in table.drop_duplicates([*keys, "n"]).sort_values("n").groupby(keys, sort=False):
        axis.plot(curve["n"], curve["mde"], "o-", color=INK, markersize=2.5, linewidth=0.8)
        ends.setdefault(name, curve["mde"].iloc[-1])
    for height, names in _together(ends, 0.05 * table["mde"].max()):
        axis.annotate(f" {', '.join(names)}", (table["n"].max(), height), fontsize=7, va="center")
    axis.set_ylim(0, None)
    axis.margins(x=0.2)


def _together(heights: Mapping[str, float], near: float) -> list[tuple[float, list[str]]]:
    """Names by their heights, those together that would be written over each other."""
    groups: list[tuple[float, list[str]]] = []
    for name, height in sorted(heights.items(), key=lambda item: item[1]):
        if groups and height - groups[-1][0] < near:
            groups[-1][1].append(name)
        else:
            groups.append((height, [name]))
    return groups
