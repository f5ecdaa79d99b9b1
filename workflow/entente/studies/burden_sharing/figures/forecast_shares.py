"""NATO's shares in spending, observed against forecast."""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from entente.reporting.figure_style import GREY, INK, STYLE

SOURCES = {"sipri": "SIPRI", "nmc": "NMC"}

#: Forecasts, a column each, and what they are called.
FORECASTS = {
    "commons": "Contributions (commons)",
    "gdp": "Shares in GDP",
    "last_year": "Shares of the year before",
}

#: Marks of years, the latest last, as many as there are.
MARKS = ("^", "s", "o", "D", "v")


def share_forecast_figure(shown: pd.DataFrame, scores: pd.DataFrame, chosen_until: int) -> Figure:
    """Draw table shares_shown, a row a source and a column a forecast, on logarithmic axes.

    Years to ``chosen_until``, by which parameters are chosen, are grey, those that are judged black.  Each
    panel has the mean total variation of table share_scores over the years that are judged.
    """
    shares = shown[["observed", *FORECASTS]]
    smallest = 0.6 * shares.where(shares > 0).min().min()
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 5.5), layout="constrained")
        axes = figure.subplots(len(SOURCES), len(FORECASTS), sharex=True, sharey=True)
        for row, (source, name) in zip(axes, SOURCES.items(), strict=True):
            of = scores[(scores["group"] == "nato") & (scores["source"] == source) & scores["judged"]]
            for axis, forecast in zip(row, FORECASTS, strict=True):
                _draw(axis, shown[shown["source"] == source], forecast, chosen_until, smallest)
                _tell(axis, of[of["forecast"] == forecast].iloc[0])
            row[0].set_ylabel(f"Forecast, spending by {name}")
        for axis, title in zip(axes[0], FORECASTS.values(), strict=True):
            axis.set_title(title)
        axes[-1][1].set_xlabel("Share in NATO's spending, observed")
        figure.legend(*axes[0][0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    return figure


def _draw(axis: Axes, shown: pd.DataFrame, forecast: str, chosen_until: int, smallest: float) -> None:
    """Draw one forecast of one source; who is forecast no effort stands at the lower edge."""
    axis.plot([smallest, 1], [smallest, 1], color=INK, linewidth=0.6, label="as observed")
    years = sorted(shown["year"].unique())
    for mark, year in zip(MARKS, years, strict=False):
        of = shown[shown["year"] == year]
        fitted = year <= chosen_until
        style = {"marker": mark, "color": GREY if fitted else INK, "markersize": 3.5, "linestyle": ""}
        label = f"{year}, chosen by fit" if fitted else f"{year}, judged"
        height = of[forecast].clip(lower=smallest)
        axis.plot(of["observed"], height, markerfacecolor="none", clip_on=False, label=label, **style)
    ticks = [share for share in (0.0001, 0.001, 0.01, 0.1, 1) if share >= smallest]
    names = [f"{share:g}" for share in ticks]
    axis.set(xscale="log", yscale="log", xlim=(smallest, 1.2), ylim=(smallest, 1.2))
    # Below each other there is room for all, beside each other for every second.
    axis.set_xticks(ticks[::-2], names[::-2])
    axis.set_yticks(ticks, names)
    axis.minorticks_off()


def _tell(axis: Axes, score: pd.Series) -> None:
    """Say how far a forecast is off in the years that are judged."""
    text = f"½ Σ|s − ŝ| = {score['total_variation']:.3f}\n{score['first']}–{score['last']}, mean"
    axis.text(0.03, 0.98, text, transform=axis.transAxes, fontsize=7.5, va="top")
