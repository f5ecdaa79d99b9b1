"""Figures over the years: polarization (Figure 5), and the networks of a counterfactual."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from entente.reporting.figure_style import GREY, INK, STYLE
from entente.systems.alliance_types import ALLIANCES

#: Networks of Figure 5, one a panel.
PANELS = {
    "abm_first": "First iteration",
    "abm_intermediate": "Intermediate iteration (drawn at random)",
    "abm_last": "Last iteration",
}


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
    axis.grid(axis="y", color="#eeeeee", linewidth=0.6)
    axis.set_axisbelow(True)
