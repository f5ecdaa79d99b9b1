"""The figure of a counterfactual: network measures over the years, history against what would have been."""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from entente.reporting.figure_style import GREY, INK, STYLE
from entente.studies.maoz2011.counterfactuals.page import MEASURES

#: One a panel.
DRAWN = ("density", "transitivity", "npi", "centralization")


def counterfactual_figure(networks: pd.DataFrame, title: str) -> Figure:
    """Draw each measure of the last iteration's network in both worlds, a panel a measure.

    It is drawn from the table counterfactual_networks, under the title of the counterfactual.
    """
    last = networks[networks["iteration"] == "last"]
    years = range(int(last["year"].min()), int(last["year"].max()) + 1)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 5.0), layout="constrained")
        axes = figure.subplots(2, 2, sharex=True)
        for axis, measure in zip(axes.flat, DRAWN, strict=True):
            # A year without the measure leaves a gap in the line, not a bridge.
            drawn = last[last["measure"] == measure].set_index("year").reindex(years)
            # A year between two gaps is a point, which only a marker shows.
            thin = {"color": INK, "linewidth": 0.9, "marker": ".", "markersize": 1, "zorder": 3}
            axis.plot(drawn.index, drawn["baseline"], label="Baseline", **thin)
            wide = {"color": GREY, "linewidth": 2.4, "marker": ".", "markersize": 2.4}
            axis.plot(drawn.index, drawn["counterfactual"], label="Counterfactual", **wide)
            axis.set_title(MEASURES[measure])
            axis.set_ylim(bottom=0)
            axis.margins(x=0.01)
            axis.grid(axis="y", color="#eeeeee", linewidth=0.6)
            axis.set_axisbelow(True)
        for axis in axes[-1]:
            axis.set_xlabel("Year")
        figure.suptitle(f"{title}: the model's last iteration", x=0.01, ha="left", fontsize=10)
        figure.legend(*axes.flat[0].get_legend_handles_labels(), loc="outside lower right", ncols=2)
    return figure
