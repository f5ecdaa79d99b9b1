"""How far SIPRI and NMC agree on burdens: by year, and for NATO's members in the last year of both."""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from entente.reporting.figure_style import GREY, INK, STYLE
from entente.studies.burden_sharing.source_agreement import ALL

#: What is drawn of table source_agreement, with line styles.
LINES = {"correlation": ("Pearson's, of logs", "-"), "rank_correlation": ("Spearman's", "--")}

#: So many of NATO's members are named, those that the sources rank furthest apart.
NAMED = 8


def source_agreement_figure(agreement: pd.DataFrame, burdens: pd.DataFrame, nato: pd.DataFrame) -> Figure:
    """Draw tables source_agreement and state_burdens; ``nato`` has year and ccode of its members."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 3.4), layout="constrained")
        by_year, in_a_year = figure.subplots(1, 2)
        _draw_years(by_year, agreement)
        _draw_members(in_a_year, burdens, nato)
    return figure


def _draw_years(axis: Axes, agreement: pd.DataFrame) -> None:
    """Draw correlations by year."""
    pair = agreement[(agreement["first"] == "sipri") & (agreement["second"] == "nmc")]
    rows = pair[pair["years"] != ALL].astype({"years": int}).set_index("years")
    for column, (name, style) in LINES.items():
        axis.plot(rows[column], color=INK, linestyle=style, linewidth=1.1, label=name)
    axis.set(ylim=(0, 1), ylabel="Correlation across states")
    axis.set_title("All states, by SIPRI and NMC")
    axis.legend(loc="lower left")


def _draw_members(axis: Axes, burdens: pd.DataFrame, nato: pd.DataFrame) -> None:
    """Draw the burdens of NATO's members in the last year of both sources, and name those far apart."""
    both = burdens.dropna(subset=["log_sipri", "log_nmc"]).merge(nato[["year", "ccode"]].drop_duplicates())
    year = both["year"].max()
    members = both[both["year"] == year]
    axis.plot(members["log_sipri"], members["log_nmc"], "o", color=INK, markersize=3)
    ranks = members[["log_sipri", "log_nmc"]].rank()
    apart = (ranks["log_sipri"] - ranks["log_nmc"]).abs().nlargest(NAMED)
    for state in members.loc[apart.index].itertuples():
        place = (state.log_sipri, state.log_nmc)
        axis.annotate(state.abbreviation, place, (4, -2), textcoords="offset points", fontsize=7)
    axis.axline((0, 0), slope=1, color=GREY, linewidth=0.6)
    axis.set(xlabel="SIPRI, log relative to the world", ylabel="NMC, log relative to the world")
    axis.set_title(f"NATO's members in {year}")
