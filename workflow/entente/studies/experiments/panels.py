"""Panels of estimates: a row of panels an outcome, a column a country, a line of marks a hypothesis."""

from __future__ import annotations

import textwrap
from collections.abc import Hashable, Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from entente.reporting.figure_style import GREY
from entente.studies.experiments.told_numbers import less

#: What tables call the respondents of a design without countries, and the difference of two countries.
EVERYONE, DIFFERENCE = "all", "difference"

#: Inches: the width of a figure, and the height of a line and of what stands around the lines of a panel.
WIDTH, LINE, AROUND = 6.6, 0.3, 0.65

#: Letters of a line of a label.
LABEL = 30


def countries_of(table: pd.DataFrame) -> list[str]:
    """Return the countries of a table in its order, their difference last."""
    found = list(dict.fromkeys(table["country"]))
    return [name for name in found if name != DIFFERENCE] + [DIFFERENCE] * (DIFFERENCE in found)


def panel_grid(lines: Mapping[Hashable, float], columns: Sequence[str]) -> tuple[Figure, dict]:
    """Return a figure and its axes, by row and column: ``lines`` says how many each row of panels holds.

    Columns, which are countries, are headed by their names unless there is only one.
    """
    heights = [AROUND + LINE * number for number in lines.values()]
    figure = Figure(figsize=(WIDTH, sum(heights) + 0.5), layout="constrained")
    drawn = figure.subplots(
        len(lines), len(columns), squeeze=False, sharex="row", sharey="row", height_ratios=heights
    )
    axes = {(row, column): drawn[i, j] for i, row in enumerate(lines) for j, column in enumerate(columns)}
    if len(columns) > 1:
        for j, column in enumerate(columns):
            drawn[0, j].set_title(_heading(column, columns), fontsize=8 if len(columns) > 2 else None)
    return figure, axes


def _heading(country: str, countries: Sequence[str]) -> str:
    """A country, or of the difference of two what is taken from what, in two lines."""
    return less(countries).replace(" less ", "\nless ") if country == DIFFERENCE else country


def describe(axes: Mapping, row: Hashable, columns: Sequence[str], words: str) -> None:
    """Say below a row of panels what it shows; where there are several it runs below all of them."""
    if len(columns) == 1:
        axes[row, columns[0]].set_xlabel(words)
        return
    for column in columns:
        # An empty label keeps the room for words that, as a label, would push panels apart.
        axes[row, column].set_xlabel(" ")
    place = {"xycoords": "axes fraction", "xytext": (0, -20), "textcoords": "offset points", "va": "top"}
    axes[row, columns[0]].annotate(words, (0, 0), **place).set_in_layout(False)


def label_lines(axis: Axes, labels: Sequence[str]) -> None:
    """Label the lines of a panel, the first on top, and leave half a line around them."""
    wrapped = ["\n".join(textwrap.wrap(label, LABEL)[:3]) for label in labels]
    axis.set_yticks(range(len(labels)), wrapped)
    axis.set_ylim(len(labels) - 0.5, -0.5)
    axis.tick_params(axis="y", length=0)


def mark_zero(axis: Axes) -> None:
    """Draw the line of no effect."""
    axis.axvline(0, color=GREY, linewidth=0.8, zorder=0)
