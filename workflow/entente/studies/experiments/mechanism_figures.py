"""The figure of how fragile a mediated effect is."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from entente.reporting.figure_style import GREY, INK, PALE, STYLE
from entente.studies.experiments.panels import WIDTH
from entente.studies.experiments.told_numbers import number

#: Panels side by side.
ABREAST = 3

#: What identifies a curve.
CURVE = ["mediator", "country", "treatment", "outcome"]


def sensitivity_figure(sensitivity: pd.DataFrame, vanishing: Mapping[tuple[str, ...], float]) -> Figure:
    """Draw the mediated effect along the correlation of the errors, with its 95 % band, a panel a curve.

    A dotted line marks the correlation at which the effect is zero, ``vanishing``, by mediator, country,
    treatment and outcome.  ``sensitivity`` is the table of that schema.
    """
    curves = list(sensitivity.groupby(CURVE, sort=False))
    columns = min(ABREAST, len(curves))
    rows = -(-len(curves) // columns)
    with mpl.rc_context(STYLE):
        figure = Figure(
            figsize=(WIDTH, (2.6 if columns < ABREAST else 1.9) * rows + 0.3), layout="constrained"
        )
        axes = list(figure.subplots(rows, columns, squeeze=False).flat)
        for axis in axes[len(curves) :]:
            axis.set_axis_off()
        for (key, curve), axis in zip(curves, axes, strict=False):
            mediator, country, treatment, outcome = key
            axis.fill_between(curve["rho"], curve["low"], curve["high"], color=PALE, linewidth=0)
            axis.plot(curve["rho"], curve["acme"], color=INK, linewidth=1.4)
            axis.axhline(0, color=GREY, linewidth=0.8)
            if key in vanishing:
                axis.axvline(vanishing[key], color=INK, linewidth=0.9, linestyle=":")
                axis.annotate(
                    f" ρ = {number(vanishing[key], 2)}",
                    (vanishing[key], 1),
                    xycoords=("data", "axes fraction"),
                    va="top",
                    fontsize=8,
                )
            where = "" if country == "all" else f"{country}\n"
            axis.set_title(f"{where}{treatment} → {mediator}\n→ {outcome}", fontsize=7.5)
            axis.set_xlim(-1, 1)
        figure.supxlabel("correlation of the errors, ρ", fontsize=8)
        figure.supylabel("mediated effect (ACME)", fontsize=8)
    return figure
