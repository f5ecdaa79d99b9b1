"""The scorecard at a glance: a mark a printed coefficient, and how near all other numbers are."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from entente.judging.scorecard.judgements import CONTRADICTS, NEITHER, OURS_ONLY, PRINTED_ONLY, REPLICATES
from entente.reporting.figure_style import GREY, INK, STYLE

#: Told apart by their form in print without colour, and by readers who see none.
AGREE, OPPOSE, DOUBT = "#1f5fa8", "#d55e00", "#efefef"

#: Marker, size in points and colour of a verdict.
VERDICTS = {
    REPLICATES: ("o", 6.0, AGREE),
    CONTRADICTS: ("X", 7.0, OPPOSE),
    PRINTED_ONLY: ("s", 4.0, GREY),
    OURS_ONLY: ("^", 4.5, GREY),
    NEITHER: ("o", 2.5, GREY),
}

#: Columns from which on a group has room for its heading above them.
WIDE = 3

#: Height of the panel of ratios, in rows of the tables above it.
RATIO_ROWS = 9

#: Ratios are shown between these; what lies beyond stands on the edge.
LOWEST, HIGHEST = 0.1, 10.0

#: Marker of each kind of number that has no verdict.
KINDS = {"count": ("D", INK), "fit": ("o", AGREE), "moment": ("^", GREY)}


def scorecard_figure(card: pd.DataFrame, headings: Mapping[str, str]) -> Figure:
    """Draw the scorecard, a table of that name, of the tables that have headings, in their order.

    For each table there are its coefficients, rows and columns as printed; below, the ratios of our counts,
    fit statistics and moments to the printed ones.
    """
    with mpl.rc_context({**STYLE, "font.size": 7.5}):
        figure = Figure(figsize=(7.4, 9.6), layout="constrained")
        shown = card[(card["kind"] == "coefficient") & card["column"].notna()]
        terms = [shown.loc[shown["table"] == table, "term_label"].nunique() for table in headings]
        heights = [*(max(terms[place : place + 2]) for place in range(0, len(terms), 2)), RATIO_ROWS]
        grid = figure.add_gridspec(len(heights), 2, height_ratios=heights)
        for place, (table, heading) in enumerate(headings.items()):
            axis = figure.add_subplot(grid[place // 2, place % 2])
            _draw_coefficients(axis, shown[shown["table"] == table], heading)
        _draw_ratios(figure.add_subplot(grid[-1, :]), card[card["kind"] != "coefficient"])
        figure.legend(handles=_legend(), loc="outside lower center", ncols=3, handletextpad=0.6)
    return figure


def _draw_coefficients(axis: Axes, rows: pd.DataFrame, title: str) -> None:
    """A mark a coefficient, in the places of the printed table."""
    terms = list(rows["term_label"].drop_duplicates())
    columns = rows.drop_duplicates("column").set_index("column")["header"].sort_index()
    places = {column: place for place, column in enumerate(columns.index)}
    for row in rows.itertuples():
        _draw_mark(axis, places[row.column], terms.index(row.term_label), row)
    axis.set_title(title, pad=18)
    axis.set_xlim(-0.5, len(places) - 0.5)
    axis.set_ylim(len(terms) - 0.5, -0.5)
    axis.set_yticks(range(len(terms)), terms)
    axis.tick_params(length=0)
    axis.spines[["left", "bottom"]].set_visible(False)
    _head(axis, list(columns))


def _head(axis: Axes, headers: list[str]) -> None:
    """Headings of the columns below, those of groups above, or below too where a group is narrow."""
    groups = [header.rpartition(": ")[0] for header in headers]
    shown = list(headers)
    first = 0
    for group, members in groupby(groups):
        width = len(list(members))
        if first:
            axis.axvline(first - 0.5, color="#cccccc", linewidth=0.6)
        if group and width >= WIDE:
            shown[first : first + width] = [header.rpartition(": ")[2] for header in headers[first:][:width]]
            words = group if width > WIDE else group.replace(" ", "\n", 1)
            centre = first + (width - 1) / 2
            axis.text(centre, -0.6, words, ha="center", va="bottom", fontsize=5.5, color="#444444")
        first += width
    axis.set_xticks(range(len(shown)), shown, rotation=90)


def _draw_mark(axis: Axes, x: int, y: int, row) -> None:
    if pd.notna(row.doubt):
        axis.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=DOUBT, edgecolor="white", zorder=0))
    if pd.isna(row.verdict):
        axis.text(x, y, "–", ha="center", va="center", color=GREY)
        return
    form, size, color = VERDICTS[row.verdict]
    filled = bool(row.same_sign) if pd.notna(row.same_sign) else False
    face = color if filled or row.verdict == CONTRADICTS else "white"
    axis.plot(x, y, form, markersize=size, color=color, markerfacecolor=face, markeredgewidth=0.9)
    if pd.notna(row.inside) and row.inside:
        axis.plot(x, y, "o", markersize=9.5, markerfacecolor="none", color=INK, markeredgewidth=0.8)


def _draw_ratios(axis: Axes, rows: pd.DataFrame) -> None:
    """Ours over printed, a row a statistic; moments of the text in one row."""
    rows = rows[rows["ratio"].notna()]
    names = rows["term_label"].where(rows["kind"] != "moment", "Moments of the text")
    lines = list(names.drop_duplicates())
    axis.axvspan(0.9, 1.1, color=DOUBT, zorder=0)
    axis.axvline(1, color=INK, linewidth=0.6, zorder=1)
    for place, name in enumerate(lines):
        part = rows[names == name].sort_values("ratio", kind="stable")
        # Neighbours step apart, so that equal ratios can be counted.
        heights = place + 0.22 * (np.arange(len(part)) % 3 - 1)
        for height, row in zip(heights, part.itertuples(), strict=True):
            form, color = KINDS[row.kind]
            if row.ratio < 0:
                form, color = "X", OPPOSE
            x = np.clip(abs(row.ratio), LOWEST, HIGHEST)
            axis.plot(x, height, form, markersize=3.6, color=color, alpha=0.85, clip_on=False)
    axis.set_xscale("log")
    axis.set_xlim(LOWEST, HIGHEST)
    axis.set_xticks([0.1, 0.2, 0.5, 1, 2, 5, 10], ["≤ 0.1", "0.2", "0.5", "1", "2", "5", "≥ 10"])
    axis.minorticks_off()
    axis.set_ylim(len(lines) - 0.4, -0.6)
    axis.set_yticks(range(len(lines)), lines)
    axis.tick_params(axis="y", length=0)
    axis.set_xlabel("ours / printed (band: within 10 %)")
    axis.set_title("Counts, fit statistics and moments")


def _legend() -> list:
    def entry(words: str, form: str, size: float, color: str, face: str = "") -> Line2D:
        look = {"marker": form, "markersize": size, "color": color, "markerfacecolor": face or color}
        return Line2D([], [], linestyle="", label=words, **look)

    return [
        entry("significant in both, same sign", *VERDICTS[REPLICATES]),
        entry("significant in both, opposite sign", *VERDICTS[CONTRADICTS]),
        entry("inside the printed 95 % interval", "o", 9, INK, "none"),
        entry("significant in print alone", *VERDICTS[PRINTED_ONLY]),
        entry("open marks: opposite sign", *VERDICTS[PRINTED_ONLY], "white"),
        Patch(facecolor=DOUBT, label="printed number in doubt"),
        entry("significant here alone", *VERDICTS[OURS_ONLY]),
        entry("significant in neither", *VERDICTS[NEITHER]),
        entry("opposite sign (ratios)", "X", 4, OPPOSE),
    ]
