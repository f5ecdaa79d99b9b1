"""Figure 5: polarization of actual alliances and of the model's first, intermediate, last iteration."""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from entente.reporting.figure_style import GREY, INK, STYLE
from entente.systems.alliance_types import ALLIANCES

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
            axis.set_title(title)
            axis.set_ylim(bottom=0)
            axis.margins(x=0.01)
            axis.grid(axis="y", color="#eeeeee", linewidth=0.6)
            axis.set_axisbelow(True)
        axes[1].set_ylabel("Network polarization index (NPI)")
        axes[-1].set_xlabel("Year")
        step = 20 if len(years) > 100 else 10
        axes[-1].set_xticks([year for year in years if year % step == 0])
        figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper right", ncols=2)
    return figure
