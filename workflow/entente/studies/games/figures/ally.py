"""Figures of bargaining with an ally: what may be agreed, war from doubt, and the window of ambiguity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from entente.games.ally import War
from entente.games.ally.figures import belief_map, range_bars, screening_curve, window_curve
from entente.reporting.figure_style import GREY, INK, PALE, STYLE


def bargaining_figure(ally: Mapping[str, Any]) -> Figure:
    """Draw what A and B may agree on without and with the ally, as two bars: the lecture's two figures."""
    war = War(**ally["war"])
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.2, 2.9))
        axis = figure.subplots()
        bars = range_bars(war, (0.0, ally["probability"], 1.0))
        words = ["without the ally", f"it fights with {ally['probability']:g}", "it fights for sure"]
        for row, bar in enumerate(bars.itertuples()):
            axis.barh(-row, 1, color="white", edgecolor=GREY, height=0.5, linewidth=0.6)
            axis.barh(
                -row, bar.high - bar.low, left=bar.low, color=PALE, edgecolor=INK, height=0.5, linewidth=0.6
            )
            axis.plot([bar.win_probability] * 2, [-row - 0.32, -row + 0.32], color=INK, linewidth=1.2)
            for at, align in ((bar.low, "right"), (bar.high, "left")):
                axis.annotate(
                    f"{at:.3g}",
                    (at, -row),
                    xytext=(-3 if align == "right" else 3, 0),
                    textcoords="offset points",
                    ha=align,
                    va="center",
                    fontsize=8,
                )
        axis.set_yticks([0, -1, -2], words)
        axis.set(
            xlim=(0, 1),
            xlabel="A's share",
            title="What both prefer to war (grey), and A's chance to win (line)",
        )
        axis.spines[["left"]].set_visible(False)
        axis.tick_params(axis="y", length=0)
        _below(figure, ally, "")
        figure.subplots_adjust(left=0.2, right=0.97, top=0.87, bottom=0.28)
    return figure


def doubt_figure(ally: Mapping[str, Any]) -> Figure:
    """Draw war from beliefs agreed to differ, war from screening, and the window of ambiguity."""
    war = War(**ally["war"])
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.2, 3.1))
        beliefs, screened, window = figure.subplots(1, 3)
        _draw_beliefs(beliefs, war)
        _draw_screening(screened, war)
        _draw_window(window, ally)
        _below(
            figure, ally, f"; window: q = {ally['status_quo']:g}, darker where the ally must leave it open"
        )
        figure.subplots_adjust(left=0.08, right=0.98, top=0.87, bottom=0.25, wspace=0.42)
    return figure


def _below(figure: Figure, ally: Mapping[str, Any], more: str) -> None:
    """Write which war is drawn below a figure."""
    words = ", ".join(f"{name.replace('_', ' ')} = {value:g}" for name, value in ally["war"].items())
    figure.text(0.5, 0.02, words + more, ha="center", fontsize=7, color=GREY)


def _draw_beliefs(axis: Axes, war: War) -> None:
    found = belief_map(war)
    gap = found.pivot(index="belief_b", columns="belief_a", values="gap")
    axis.contourf(gap.columns, gap.index, gap, levels=[0, np.inf], colors=[GREY])
    axis.set(title="Optimism: war (grey)", xlabel="A's belief that the ally fights", ylabel="B's belief")
    axis.set(xlim=(0, 1), ylim=(0, 1))


def _draw_screening(axis: Axes, war: War) -> None:
    found = screening_curve(war)
    axis.plot(found["probability"], found["war_probability"], color=INK)
    axis.axvline(found["threshold"].iloc[0], color=GREY, linewidth=0.6, linestyle=(0, (2, 2)))
    axis.set(title="Screening: war", xlabel="ally fights with probability φ", ylabel="probability of war")
    axis.set(xlim=(0, 1), ylim=(0, 1))


def _draw_window(axis: Axes, ally: Mapping[str, Any]) -> None:
    strengths = np.linspace(0.01, 1 - ally["war"]["p"], 200)
    war = War(**{**ally["war"], "strength": 0.0})
    found = window_curve(war, ally["status_quo"], strengths)
    for rows, fill in ((found, PALE), (found[found["ambiguity_needed"]], GREY)):
        axis.fill_between(rows["strength"], rows["low"], rows["high"], color=fill, linewidth=0)
    axis.set(
        title="Deters, not emboldens", xlabel="what the ally adds, D", ylabel="probability that it fights"
    )
    axis.set(xlim=(0, strengths[-1]), ylim=(0, 1))
