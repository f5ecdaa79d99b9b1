"""What a step of a parameter does to effort within a random system, in each rule set."""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from entente.reporting.figure_style import INK, STYLE
from entente.studies.burden_sharing.figures.signs_of_ties import GAP, LETTERS, TOPOLOGY

#: Rule sets: what their panels are called, what is measured, times what, the axis, and their designs by what
#: is added to the names of their rows.
PANELS = {
    "commons": (
        "commons: a public good",
        ("total_effort", 100),
        "Change of total effort,\n% of all resources",
        {"public_good": "", "bound_by_treaty": "", "formed_ties": ", ties formed"},
    ),
    "actors": (
        "actors: co-evolution",
        ("total_effort", 100),
        "Change of total effort,\n% of all resources",
        {"direct_effect": "", "indirect_effect": ""},
    ),
    "needs": ("needs: index B", ("mean_burden", 1), "Change of mean B,\nno unit", {"needs": ""}),
}


def steps_figure(responses: pd.DataFrame) -> Figure:
    """Draw the steps of table system_responses, a panel a rule set, a row a step, with 95 % intervals."""
    steps = responses[(responses["topology"] == TOPOLOGY) & (responses["step"] > 0)]
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 3.4), layout="constrained")
        axes = figure.subplots(1, len(PANELS))
        for axis, (rule_set, (title, (measure, times), name, designs)) in zip(
            axes, PANELS.items(), strict=True
        ):
            rows = steps[(steps["rule_set"] == rule_set) & (steps["measure"] == measure)]
            _draw(axis, rows, times, designs)
            axis.set_title(title, fontsize=9)
            axis.set_xlabel(name)
            axis.xaxis.set_major_locator(mpl.ticker.MaxNLocator(3))
        # Rows are as high in each panel, the longest of which is the measure.
        lowest = min(axis.get_ylim()[0] for axis in axes)
        for axis in axes:
            axis.set_ylim(lowest, 0.6)
    return figure


def _draw(axis: Axes, steps: pd.DataFrame, times: float, designs: dict[str, str]) -> None:
    """Draw the steps of some designs below each other."""
    axis.axvline(0, color=INK, linewidth=0.6)
    names, heights, height = [], [], 0.0
    for design, added in designs.items():
        for step in steps[steps["design"] == design].sort_values(["parameter", "step"]).itertuples():
            names.append(f"{_step(step)}{added}")
            heights.append(height)
            axis.hlines(height, times * step.low, times * step.high, color=INK, linewidth=0.9)
            axis.plot([times * step.mean], [height], "o", color=INK, markersize=4)
            height -= 1
        height -= GAP
    axis.set_yticks(heights, names, fontsize=8)
    axis.set_ylim(height + GAP + 0.4, 0.6)
    axis.tick_params("y", length=0)


def _step(step: tuple) -> str:
    letter = LETTERS.get(step.parameter, step.parameter)
    return f"{letter} {step.before:g} → {step.after:g}".replace("-", "−")
