"""Lorenz curves: how far effort goes with GDP, in NATO and in UN peacekeeping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from entente.burden.known_members import known_members, peacekeepers
from entente.burden.measures import inequality, lorenz_curve
from entente.reporting.figure_style import GREY, INK, STYLE
from entente.studies.burden_sharing.who_carries_what import NATO, PERSONNEL, UN

#: Lines of years, in their order.
LINES = (
    {"color": GREY, "linewidth": 1.6},
    {"color": INK, "linewidth": 1.2, "linestyle": (0, (4, 1.5))},
    {"color": INK, "linewidth": 1.4},
)


def lorenz_figure(members: pd.DataFrame, states: pd.DataFrame, years: Mapping[str, Sequence[int]]) -> Figure:
    """Draw NATO's spending by SIPRI, and personnel in UN peacekeeping, a line a year of ``nato`` and ``un``.

    ``members`` is table alliance_member_year, ``states`` cooperation_year.
    """
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 3.7), layout="constrained")
        axes = figure.subplots(1, 2, sharex=True, sharey=True)
        _draw(axes[0], members[members["group"] == NATO], "sipri", years["nato"])
        axes[0].set(title="NATO, spending by SIPRI", ylabel="Share in effort, summed")
        _draw(axes[1], peacekeepers(states, UN, PERSONNEL), PERSONNEL, years["un"])
        axes[1].set_title("UN peacekeeping, personnel")
        figure.supxlabel("Share in GDP, summed from the lowest burden to the highest", fontsize=9)
    return figure


def _draw(axis: Axes, members: pd.DataFrame, source: str, years: Sequence[int]) -> None:
    axis.plot([0, 1], [0, 1], color=GREY, linewidth=0.6)
    known = {year: rows for _, year, _, rows in known_members(members, source, least=2)}
    for year, style in zip((year for year in years if year in known), LINES, strict=False):
        effort, gdp = known[year]["effort"], known[year]["gdp"]
        measured = inequality(effort, gdp).dissimilarity
        axis.plot(*lorenz_curve(effort, gdp), label=f"{year}: D = {measured:.2f}", **style)
    axis.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    for side in (axis.xaxis, axis.yaxis):
        side.set_ticks([0, 0.5, 1], ["0", "0.5", "1"])
    legend = axis.legend(title="D: dissimilarity", loc="upper left", handlelength=1.8, alignment="left")
    legend.get_title().set_fontsize(8)
