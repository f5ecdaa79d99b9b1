"""The figure of win-sets: what happens as one shrinks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from entente.games.winsets.figures import win_set_curve, win_set_rows
from entente.reporting.figure_style import GREY, INK, PALE, STYLE

#: Rules of splitting what both ratify.
RULES = {
    "midpoint": ("-", "midpoint"),
    "nash": ((0, (4, 2)), "Nash"),
    "rubinstein": ((0, (1, 1.5)), "Rubinstein"),
}

_CURVES = {
    "agreement_probability": "probability of agreement",
    "share_if_agreed": "Y's share if agreed",
    "expected_share": "Y's expected share",
}


def win_set_figure(winsets: Mapping[str, Any]) -> Figure:
    """Draw the effects of reducing win-set size: three rows of win-sets, and what Y gets along its bound."""
    rows = win_set_rows(winsets["x_1"], winsets["least_shares"], winsets["discount"])
    curve = win_set_curve(winsets["discount"])
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.2, 4.6))
        grid = figure.add_gridspec(2, 3, height_ratios=(3, 4), hspace=0.55, wspace=0.45)
        _draw_rows(figure.add_subplot(grid[0, :]), rows)
        for column, (measure, words) in enumerate(_CURVES.items()):
            axis = figure.add_subplot(grid[1, column])
            for rule, (line, name) in RULES.items():
                of_rule = curve[curve["rule"] == rule]
                axis.plot(of_rule["y"], of_rule[measure], color=INK, linestyle=line, linewidth=1, label=name)
            axis.set(xlim=(0, 1), ylim=(0, 1), xlabel="least that Y ratifies, y", title=words)
        axis.legend(fontsize=7, loc="upper right")
        bounds = f"X ratifies up to {winsets['x_1']:g} above, anywhere alike below"
        drawn = f"{bounds}; discount factor {winsets['discount']:g}"
        figure.text(0.5, 0.01, drawn, ha="center", fontsize=7, color=GREY)
        figure.subplots_adjust(left=0.17, right=0.98, top=0.93, bottom=0.14)
    return figure


def _draw_rows(axis: Axes, rows: Any) -> None:
    for place, row in enumerate(rows.itertuples()):
        axis.plot([0, 1], [-place] * 2, color=GREY, linewidth=0.8)
        if row.agreement:
            axis.barh(
                -place,
                row.high - row.low,
                left=row.low,
                height=0.36,
                color=PALE,
                edgecolor=INK,
                linewidth=0.6,
            )
            axis.plot(row.midpoint, -place, marker="o", color=INK, markersize=3.5)
        for at, name, above in ((row.y, "Y", True), (row.x_1, "X", False)):
            axis.plot([at] * 2, [-place - 0.28, -place + 0.28], color=INK, linewidth=1.1)
            axis.annotate(
                name,
                (at, -place + (0.3 if above else -0.3)),
                ha="center",
                va="bottom" if above else "top",
                fontsize=8,
            )
    axis.set_yticks(range(0, -len(rows), -1), ["agreement", "narrower, for Y", "deadlock"][: len(rows)])
    axis.set(
        xlim=(0, 1),
        ylim=(-len(rows) + 0.4, 0.65),
        xlabel="Y's share",
        title="Win-sets: Y ratifies from its bound, X up to its own",
    )
    axis.spines["left"].set_visible(False)
    axis.tick_params(axis="y", length=0)
