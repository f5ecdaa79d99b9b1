"""Rank correlations of GDP and burden by year, with the band in which they lie by chance."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from entente.reporting.figure_style import INK, PALE, STYLE
from entente.studies.burden_sharing.source_agreement import LEVEL
from entente.studies.burden_sharing.who_carries_what import NATO, PERSONNEL, UN

#: What is drawn, by group and source, and what it is called.
PANELS = {
    (NATO, "sipri"): "NATO, spending by SIPRI",
    (NATO, "nmc"): "NATO, spending by NMC",
    (NATO, "nato"): "NATO, spending by NATO",
    (UN, PERSONNEL): "UN peacekeeping, personnel",
}


def rank_correlation_figure(bands: pd.DataFrame, band: float) -> Figure:
    """Draw table exploitation_bands, a panel a group and source; ``band`` is the probability of the bands."""
    first, last = bands["year"].min(), bands["year"].max()
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 5.2), layout="constrained")
        axes = figure.subplots(2, 2, sharex=True, sharey=True).flat
        for axis, ((group, source), title) in zip(axes, PANELS.items(), strict=True):
            rows = bands[(bands["group"] == group) & (bands["source"] == source)]
            _draw(axis, rows.set_index("year").reindex(range(first, last + 1)))
            axis.set_title(title)
        figure.supylabel("Spearman's ρ of GDP and burden", fontsize=9)
        handles = [
            Line2D([], [], color=INK, linewidth=1.0, label="ρ"),
            Line2D(
                [], [], color=INK, marker="o", markersize=4, linestyle="", label=f"ρ above 0, p < {LEVEL:g}"
            ),
            Patch(color=PALE, label=f"{band:.0%} of ρ by chance"),
        ]
        figure.legend(handles=handles, loc="outside lower center", ncols=3)
    return figure


def _draw(axis: Axes, rows: pd.DataFrame) -> None:
    """Draw one series; years without one leave gaps."""
    years, rho = rows.index.to_numpy(), rows["rho"].to_numpy(float)
    # A band's steps are as wide as years: it is another for another number of members.
    low, high = (np.repeat(rows[limit].to_numpy(float), 2) for limit in ("low", "high"))
    edges = np.column_stack([years - 0.5, years + 0.5]).ravel()
    axis.fill_between(edges, low, high, color=PALE, linewidth=0)
    axis.axhline(0, color=INK, linewidth=0.6)
    axis.plot(years, rho, color=INK, linewidth=1.0)
    marked = rows["p"].to_numpy(float) < LEVEL
    axis.plot(years[marked], rho[marked], "o", color=INK, markersize=3.2)
    axis.set(ylim=(-1, 1), yticks=[-1, -0.5, 0, 0.5, 1], xlim=(years[0] - 1, years[-1] + 1))
