"""Layers of cooperation over time."""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from entente.reporting.figure_style import GREY, INK, STYLE
from entente.studies.burden_sharing.layer_names import LAYERS

#: What stands where a layer has no data.
NOTHING = "no public data"


def layers_figure(ties_per_year: pd.DataFrame) -> Figure:
    """Draw table ties_per_year, a panel a layer, each on its own scale from 0."""
    first, last = ties_per_year["year"].min(), ties_per_year["year"].max()
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 3.9), layout="constrained")
        for axis, (layer, name) in zip(figure.subplots(2, 4, sharex=True).flat, LAYERS.items(), strict=True):
            rows = ties_per_year[ties_per_year["layer"] == layer].set_index("year")["ties"]
            axis.set_title(name, fontsize=9)
            axis.set(xlim=(first - 1, last + 1), xticks=[1960, 1990, 2020])
            if rows.empty:
                axis.text(0.5, 0.5, NOTHING, transform=axis.transAxes, ha="center", color=GREY)
                axis.set_yticks([])
                continue
            axis.plot(rows.reindex(range(rows.index.min(), rows.index.max() + 1)), color=INK, linewidth=1.2)
            axis.set_ylim(0, None)
            axis.yaxis.set_major_locator(mpl.ticker.MaxNLocator(4, integer=True))
            axis.yaxis.set_major_formatter("{x:,.0f}")
        figure.supylabel("Ties between states of the system", fontsize=9)
    return figure
