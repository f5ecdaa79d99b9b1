"""Figures of effects: by every estimator, against the margin of equivalence, and by moderators."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from scipy import stats

from entente.reporting.figure_style import GREY, INK, STYLE
from entente.studies.experiments.panels import (
    countries_of,
    describe,
    label_lines,
    mark_zero,
    panel_grid,
)
from entente.studies.experiments.told_numbers import with_minus_signs

#: Estimators in the order in which they are drawn: told apart by marker and by grey.
ESTIMATORS = {"lin": ("o", INK), "difference": ("s", "#777777"), "adjusted": ("^", "#2b6ca3")}

#: What is smaller than the margin.
BAND = "#e9e9e9"

#: What can be said of a size: dark where there is an effect, light where there is none; each its own marker.
SIZES = {
    "effect": ("o", "#08306b"),
    "effect, size open": ("D", "#2b6ca3"),
    "inconclusive": ("X", "#7a7a7a"),
    "negligible": ("s", "#e8952a"),
    "equivalent": ("v", "#f0c040"),
}


def coefficients_figure(
    estimates: pd.DataFrame, texts: Mapping[str, str], units: Mapping[str, str]
) -> Figure:
    """Draw every estimate of all respondents: thick the 90 %, thin the 95 % interval, hollow if weighted.

    ``estimates`` is the table of that schema, ``texts`` are the hypotheses in words and ``units`` those of
    the outcomes, by name.
    """
    shown = estimates[estimates["sample"] == "all"]
    named = {outcome: list(dict.fromkeys(rows["hypothesis"])) for outcome, rows in shown.groupby("outcome")}
    with mpl.rc_context(STYLE):
        lines = {outcome: 2.0 * len(names) for outcome, names in named.items()}
        countries = countries_of(shown)
        figure, axes = panel_grid(lines, countries)
        for (outcome, country), axis in axes.items():
            mark_zero(axis)
            label_lines(axis, [f"{name}: {texts[name]}" for name in named[outcome]])
            if country == countries[0]:
                describe(axes, outcome, countries, f"{outcome} ({units[outcome]})")
            panel = shown[(shown["outcome"] == outcome) & (shown["country"] == country)]
            for line, name in enumerate(named[outcome]):
                _estimators(axis, line, panel[panel["hypothesis"] == name])
        figure.legend(handles=_estimator_legend(shown), loc="outside lower center", ncols=4)
    return figure


def _estimators(axis: Axes, line: int, rows: pd.DataFrame) -> None:
    """Draw the estimates of a hypothesis below each other, those with weights after those without."""
    order = {name: place for place, name in enumerate(ESTIMATORS)}
    ordered = rows.assign(order=rows["estimator"].map(order), weighted=rows["weights"] != "none")
    ordered = ordered.sort_values(["weighted", "order"])
    for place, row in zip(np.linspace(-0.32, 0.32, len(rows)), ordered.itertuples(), strict=True):
        marker, color = ESTIMATORS[row.estimator]
        reach = stats.t.ppf(0.95, row.df) * row.se
        y = line + place
        axis.plot([row.low, row.high], [y, y], color=color, linewidth=0.8)
        axis.plot([row.estimate - reach, row.estimate + reach], [y, y], color=color, linewidth=2.6)
        face = "white" if row.weighted else color
        axis.plot(row.estimate, y, marker, color=color, markerfacecolor=face, markersize=4.5)


def _estimator_legend(shown: pd.DataFrame) -> list[Line2D]:
    plain = {"linestyle": "", "markersize": 5}
    handles = [
        Line2D([], [], marker=marker, color=color, label=name, **plain)
        for name, (marker, color) in ESTIMATORS.items()
        if (shown["estimator"] == name).any()
    ]
    if (shown["weights"] != "none").any():
        handles.append(
            Line2D([], [], marker="o", color=INK, markerfacecolor="white", label="weighted", **plain)
        )
    return handles


def equivalence_figure(hypotheses: pd.DataFrame) -> Figure:
    """Draw 90 % intervals on the band of the margin, coloured by what can be said of the size.

    An interval inside the band is equivalent to no effect.  ``hypotheses`` is the table of that schema.
    """
    units = hypotheses.groupby("outcome")[["unit", "margin"]].first()
    named = {outcome: rows.drop_duplicates("hypothesis") for outcome, rows in hypotheses.groupby("outcome")}
    with mpl.rc_context(STYLE):
        lines = {outcome: 1.5 * len(rows) for outcome, rows in named.items()}
        countries = countries_of(hypotheses)
        figure, axes = panel_grid(lines, countries)
        for (outcome, country), axis in axes.items():
            unit, margin = units.loc[outcome]
            axis.axvspan(-margin, margin, color=BAND, linewidth=0, zorder=0)
            mark_zero(axis)
            label_lines(axis, [f"{row.hypothesis}: {row.text}" for row in named[outcome].itertuples()])
            if country == countries[0]:
                describe(
                    axes, outcome, countries, f"{outcome} ({unit}); shaded: less than the margin, ±{margin:g}"
                )
            panel = hypotheses[(hypotheses["outcome"] == outcome) & (hypotheses["country"] == country)]
            panel = panel.set_index("hypothesis")
            for line, name in enumerate(named[outcome]["hypothesis"]):
                if name in panel.index:
                    _sized(axis, line, panel.loc[name])
        handles = [
            Line2D([], [], marker=marker, color=color, linewidth=2.6, label=size)
            for size, (marker, color) in SIZES.items()
            if (hypotheses["size"] == size).any()
        ]
        figure.legend(handles=handles, loc="outside lower center", ncols=3)
    return figure


def _sized(axis: Axes, line: int, row: pd.Series) -> None:
    marker, color = SIZES[row["size"]]
    axis.plot(
        [row["low_90"], row["high_90"]], [line, line], color=color, linewidth=2.8, solid_capstyle="butt"
    )
    axis.plot(
        row["estimate"], line, marker, color=color, markeredgecolor=INK, markeredgewidth=0.5, markersize=6
    )


def forest_figure(heterogeneity: pd.DataFrame, units: Mapping[str, str]) -> Figure:
    """Draw the effects in subgroups with their 95 % intervals, and say the adjusted p of each interaction.

    It is the interaction that tells whether subgroups differ.  ``heterogeneity`` is the table of that schema;
    ``units`` are those of the outcomes, by hypothesis.
    """
    told = heterogeneity[heterogeneity["kind"] == "interaction"]
    told = told.groupby(["hypothesis", "country", "moderator"])["p_adjusted"].min()
    groups = heterogeneity[heterogeneity["kind"] == "subgroup"]
    named = {name: _with_headings(rows) for name, rows in groups.groupby("hypothesis")}
    with mpl.rc_context(STYLE):
        lines = {name: 0.9 * len(rows) for name, rows in named.items()}
        countries = countries_of(groups)
        figure, axes = panel_grid(lines, countries)
        for (name, country), axis in axes.items():
            mark_zero(axis)
            label_lines(axis, [with_minus_signs(level) or moderator for moderator, level in named[name]])
            rows = groups[(groups["hypothesis"] == name) & (groups["country"] == country)]
            rows = rows.set_index(["moderator", "level"])
            for line, (moderator, level) in enumerate(named[name]):
                if not level:
                    _tell_interaction(axis, line, told.get((name, country, moderator)))
                elif (moderator, level) in rows.index:
                    _subgroup(axis, line, rows.loc[(moderator, level)])
            if country == countries[0]:
                describe(axes, name, countries, f"{name} ({units[name]}) by subgroup")
    return figure


def _with_headings(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Moderators and their levels in order, before the levels of each a line without one."""
    pairs = rows.drop_duplicates(["moderator", "level"]).sort_values("level", key=_ascending, kind="stable")
    return [
        (moderator, level)
        for moderator, found in pairs.groupby("moderator", sort=False)
        for level in ("", *found["level"].astype(str))
    ]


def _ascending(levels: pd.Series) -> pd.Series:
    """What puts subgroups of numbers in order: up to a number, between two, from a number."""
    return levels.map(lambda level: (not str(level).startswith("up to ")) + str(level).startswith("from "))


def _tell_interaction(axis: Axes, line: int, p: float | None) -> None:
    axis.axhline(line - 0.5, color=GREY, linewidth=0.4)
    if p is not None:
        words = "interaction p < .001" if p < 0.001 else f"interaction p = {p:.3f}"
        place = {"ha": "center", "va": "center", "transform": axis.get_yaxis_transform()}
        axis.text(0.5, line, words, fontsize=7.5, **place)


def _subgroup(axis: Axes, line: int, row: pd.Series) -> None:
    axis.plot([row["low"], row["high"]], [line, line], color=INK, linewidth=0.9)
    axis.plot(row["estimate"], line, "s", color=INK, markersize=4.5)
