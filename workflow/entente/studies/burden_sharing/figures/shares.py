"""NATO's members: shares in the burden against shares in benefits."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from entente.reporting.figure_style import GREY, INK, STYLE

#: Sources of spending: what they are called, and how they are drawn.
MARKS = {
    "sipri": ("spending by SIPRI", {"color": INK, "marker": "o", "markersize": 4}),
    "nmc": ("spending by NMC", {"color": GREY, "marker": "o", "markersize": 5, "markerfacecolor": "none"}),
    "nato": ("spending by NATO", {"color": INK, "marker": "x", "markersize": 3.5, "markeredgewidth": 0.7}),
}

#: How many members are named that carry most, and least, for their benefits.
NAMED = 2


def share_figure(burdens: pd.DataFrame, years: Sequence[int]) -> Figure:
    """Draw table nato_burdens, a panel a year, on logarithmic axes; up to five years."""
    drawn = burdens[burdens["year"].isin(years)]
    smallest = 0.7 * drawn[["burden_share", "benefit_share"]].where(lambda share: share > 0).min().min()
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 5.0), layout="constrained")
        axes = figure.subplots(2, 3, sharex=True, sharey=True).flat
        for axis, year in zip(axes, years, strict=False):
            _draw(axis, drawn[drawn["year"] == year], smallest)
            axis.set_title(str(year))
        handles, names = axes[0].get_legend_handles_labels()
        for axis in list(axes)[len(years) :]:
            axis.set_axis_off()
        axes[-1].legend(handles, names, loc="center left", borderaxespad=0, handlelength=1.2)
        figure.supxlabel("Share in benefits: mean of shares in GDP and population", fontsize=9)
        figure.supylabel("Share in the burden", fontsize=9)
    return figure


def _draw(axis: Axes, rows: pd.DataFrame, smallest: float) -> None:
    axis.plot([smallest, 1], [smallest, 1], color=INK, linewidth=0.6, label="equal shares")
    for source, (name, style) in MARKS.items():
        of = rows[(rows["source"] == source) & (rows["burden_share"] > 0)]
        axis.plot(of["benefit_share"], of["burden_share"], linestyle="", label=name, **style)
    named = rows[(rows["source"] == "sipri") & (rows["burden_share"] > 0)].sort_values("relative_burden")
    for place, of in ((1, named.tail(NAMED)), (-1, named.head(NAMED))):
        for member in of.itertuples():
            axis.annotate(
                member.abbreviation,
                (member.benefit_share, member.burden_share),
                xytext=(-4 * place, 1 * place),
                textcoords="offset points",
                ha="right" if place > 0 else "left",
                va="bottom" if place > 0 else "top",
                fontsize=7.5,
            )
    axis.set(xscale="log", yscale="log", xlim=(smallest, 1.3), ylim=(smallest, 1.3))
    ticks = [share for share in (0.0001, 0.001, 0.01, 0.1, 1) if share >= smallest]
    names = [f"{share:.4f}".rstrip("0").rstrip(".") for share in ticks]
    axis.set_yticks(ticks, names)
    # Below each other there is room for all, beside each other for every second.
    axis.set_xticks(ticks[::-2], names[::-2])
    axis.minorticks_off()
