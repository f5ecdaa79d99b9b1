"""The number of NATO's members over the years."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from entente.reporting.figure_style import GREY, INK, STYLE


def members_curve(counts: pd.DataFrame, bases: Mapping[str, str]) -> Figure:
    """Draw the number of members on 31 December as steps, a line a basis.

    ``counts`` has year, basis and members, missing where a basis does not know them; ``bases`` are called so.
    """
    styles = [{"color": INK, "linewidth": 1.6}, {"color": GREY, "linewidth": 2.2, "linestyle": (0, (2.5, 1))}]
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 3.6), layout="constrained")
        axis = figure.subplots()
        for (basis, name), style in zip(bases.items(), styles, strict=True):
            known = counts[counts["basis"] == basis].dropna(subset="members")
            axis.step(known["year"], known["members"].astype(int), where="mid", label=name, **style)
        axis.set(xlabel="Year", ylabel="Members on 31 December", ylim=(0, None))
        axis.grid(axis="y", color="#eeeeee", linewidth=0.6)
        axis.set_axisbelow(True)
        axis.margins(x=0.01)
        axis.legend(loc="upper left")
    return figure
