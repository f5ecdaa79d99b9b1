"""Direct and indirect effects of ties across layers, sources of spending and estimators."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from entente.burden.sources import SOURCES
from entente.reporting.figure_style import GREY, INK, PALE, STYLE
from entente.studies.burden_sharing.layer_names import LAYERS, TIED
from entente.studies.burden_sharing.who_carries_what import SOURCE_NAMES

#: What layers are called, in the order of the rows; general DCAs are the only ones here.
LABELS = {layer: LAYERS[layer] for layer in TIED} | {"dca": "DCAs"}

#: Estimators: how regressions of theirs are called, in words, and as a mark.
ESTIMATORS = {
    "burden_ties": ("Two-way effects", "o", INK),
    "burden_before": ("… and the year before", "s", GREY),
    "burden_lag": ("Spatial lag", "^", INK),
    "effort": ("Effort process", "D", "white"),
}

EFFECTS = {"degree": "Direct: partners (γ)", "triangles": "Indirect: triangles (ψ)"}


def effects_figure(rows: pd.DataFrame) -> Figure:
    """Draw coefficients over standard errors, which estimators of different outcomes have in common.

    ``rows`` has column (the regression's name), term and statistic.
    """
    found = rows.set_index(["column", "term"])["statistic"]
    places = [(layer, source) for layer in LABELS for source in SOURCES]
    height = np.arange(len(places))[::-1].astype(float)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 4.6), layout="constrained")
        axes = figure.subplots(1, 2, sharey=True)
        for axis, (term, title) in zip(axes, EFFECTS.items(), strict=True):
            axis.axvspan(-1.96, 1.96, color=PALE, alpha=0.5, linewidth=0)
            axis.axvline(0, color=INK, linewidth=0.6)
            for step, (stem, (name, mark, fill)) in enumerate(ESTIMATORS.items()):
                values = [found.get((f"{stem}_{layer}_{source}", term), np.nan) for layer, source in places]
                style = {"marker": mark, "linestyle": "", "color": INK, "markerfacecolor": fill}
                axis.plot(values, height + 0.27 - 0.18 * step, markersize=4.5, label=name, **style)
            axis.set_title(title)
            axis.set_xlabel("Coefficient over standard error")
        axes[0].set_yticks(height, [f"{LABELS[layer]}, {SOURCE_NAMES[source]}" for layer, source in places])
        figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=4)
    return figure
