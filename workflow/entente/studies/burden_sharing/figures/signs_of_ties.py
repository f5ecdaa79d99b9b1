"""Which sign each rule set gives to a tie: effects of degree and closure on burdens, random networks."""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from entente.reporting.figure_style import GREY, INK, STYLE

#: Rule sets, what their panels are called, and their designs in the order of the rows.
PANELS = {
    "commons": ("commons: a public good", ("public_good", "bound_by_treaty")),
    "actors": ("actors: co-evolution", ("direct_effect", "indirect_effect")),
    "needs": ("needs: index B", ("needs",)),
}

#: The shape of network whose rows are drawn: the others have hardly a triangle, or the same degrees for all.
TOPOLOGY = "random"

#: Effects, what they are called, and their marks; the second of a row stands a little below the first.
EFFECTS = {
    "effect_degree": ("Partners (degree), given triangles and size", "o", INK, 0.13),
    "effect_triangles": ("Closure (triangles), given degree and size", "D", "white", -0.13),
}

#: Letters of parameters.
LETTERS = {
    "phi0": "φ₀",
    "phi1": "φ₁",
    "floor": "κ",
    "direct": "γ",
    "indirect": "ψ",
    "closure": "θ",
    "k1": "k₁",
    "upper": "bound",
}

#: Room between designs, and above the first row, in rows.
GAP, ABOVE = 0.6, 0.7

#: What stands where no run has an effect, as all burdens or places are alike, and where too few have.
NOTHING, TOO_FEW = "none: all alike", "too few"

#: Effects are drawn that are defined in this part of the runs, and their number is told up to the other.
FEWEST, MOST = 0.1, 0.75


def signs_figure(effects: pd.DataFrame) -> Figure:
    """Draw table system_effects, a panel a rule set, a row a combination of values, with 95 % intervals."""
    drawn = effects[effects["topology"] == TOPOLOGY]
    handles = [Line2D([], [], label=name, **_style(mark, fill)) for name, mark, fill, _ in EFFECTS.values()]
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 3.7), layout="constrained")
        axes = figure.subplots(1, len(PANELS), sharex=True)
        for axis, (rule_set, (title, designs)) in zip(axes, PANELS.items(), strict=True):
            _draw(axis, drawn[drawn["rule_set"] == rule_set], designs)
            axis.set_title(title, fontsize=9)
        # Rows are as high in each panel, the longest of which is the measure.
        lowest = min(axis.get_ylim()[0] for axis in axes)
        for axis in axes:
            axis.set_ylim(lowest, ABOVE)
        axes[1].set_xlabel("Effect on a state's burden, in standard deviations of burdens")
        figure.legend(handles=handles, loc="outside lower center", ncols=2)
    return figure


def _draw(axis: Axes, rows: pd.DataFrame, designs: tuple[str, ...]) -> None:
    """Draw the combinations of values of some designs below each other."""
    axis.axvline(0, color=INK, linewidth=0.6)
    names, heights, height = [], [], 0.0
    for design in designs:
        for _, of_level in rows[rows["design"] == design].groupby("level"):
            names.append(_in_letters(of_level["values"].iloc[0]) + _known(of_level))
            heights.append(height)
            _draw_effects(axis, of_level.set_index("measure"), height)
            height -= 1
        height -= GAP
    axis.set_yticks(heights, names, fontsize=8)
    axis.set_ylim(height + GAP + 1 - ABOVE, ABOVE)
    axis.tick_params("y", length=0)


def _style(mark: str, fill: str) -> dict[str, object]:
    return {"marker": mark, "markerfacecolor": fill, "color": INK, "markersize": 4, "linestyle": ""}


def _draw_effects(axis: Axes, found: pd.DataFrame, height: float) -> None:
    """Draw both effects at one combination of values, or say why not."""
    known = found[found.index.isin(list(EFFECTS))]
    drawn = known[known["defined"] >= FEWEST * known["runs"]]
    for measure, effect in drawn.iterrows():
        _, mark, fill, above = EFFECTS[measure]
        axis.hlines(height + above, effect["low"], effect["high"], color=INK, linewidth=0.9)
        axis.plot([effect["mean"]], [height + above], **_style(mark, fill))
    if drawn.empty:
        words = NOTHING if known.empty else TOO_FEW
        axis.text(0, height, f" {words}", color=GREY, fontsize=7.5, va="center")


def _known(of_level: pd.DataFrame) -> str:
    """Say in how many runs effects are defined, if not in most."""
    known = of_level[of_level["measure"].isin(EFFECTS)]
    if known.empty or known["defined"].min() >= MOST * known["runs"].max():
        return ""
    return f"\n({known['defined'].min()} of {known['runs'].max()} runs)"


def _in_letters(values: str) -> str:
    """Return values of table system_effects, a name and a number each, with letters for names."""
    named = (pair.split() for pair in values.split(", "))
    return ", ".join(f"{LETTERS.get(name, name)} {number.replace('-', '−')}" for name, number in named)
