"""How far forecasts of shares in spending are off, year by year, in NATO and among all states."""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from entente.reporting.figure_style import GREY, INK, PALE, STYLE

SOURCES = {"sipri": "SIPRI", "nmc": "NMC"}

#: Groups whose shares are forecast, and what they are called.
GROUPS = {"nato": "NATO", "defence": "All states"}

#: Forecasts, what they are called, and their lines.
FORECASTS = {
    "commons": ("contributions (commons)", {"color": INK, "linewidth": 1.5}),
    "threat": ("threat alone", {"color": INK, "linewidth": 0.9, "linestyle": ":"}),
    "gdp": ("shares in GDP", {"color": INK, "linewidth": 1.0, "linestyle": (0, (4, 1.5))}),
    "last_year": ("the year before", {"color": GREY, "linewidth": 1.5}),
}


def forecast_error_figure(forecasts: pd.DataFrame, chosen_until: int) -> Figure:
    """Draw total variation of table share_forecasts, a row a group and a column a source.

    Years to ``chosen_until``, by which parameters of contributions and of threat are chosen, are shaded.
    """
    first, last = forecasts["year"].min(), forecasts["year"].max()
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 4.8), layout="constrained")
        axes = figure.subplots(len(GROUPS), len(SOURCES), sharex=True, sharey="row")
        for row, (group, name) in zip(axes, GROUPS.items(), strict=True):
            for axis, (source, by) in zip(row, SOURCES.items(), strict=True):
                of = forecasts[(forecasts["group"] == group) & (forecasts["source"] == source)]
                axis.axvspan(first - 0.5, chosen_until + 0.5, color=PALE, alpha=0.5, linewidth=0)
                _draw(axis, of.set_index("year").reindex(range(first, last + 1)))
                axis.set_title(f"{name}, spending by {by}")
            row[0].set_ylim(0, 1.1 * row[0].get_ylim()[1])
        for axis in axes.flat:
            for year, words in ((first, "chosen by fit"), (chosen_until + 1.5, "judged")):
                axis.annotate(words, (year, 1), xycoords=("data", "axes fraction"), fontsize=7.5, va="top")
        figure.supylabel("Total variation of shares, ½ Σ|observed − forecast|", fontsize=9)
        figure.legend(*axes[0][0].get_legend_handles_labels(), loc="outside lower center", ncols=4)
    return figure


def _draw(axis: Axes, by_year: pd.DataFrame) -> None:
    """Draw one group by one source; years without data leave gaps."""
    for forecast, (name, style) in FORECASTS.items():
        axis.plot(by_year[f"total_variation_{forecast}"], label=name, **style)
    axis.set_xlim(by_year.index[0] - 0.5, by_year.index[-1] + 0.5)
