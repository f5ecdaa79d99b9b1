"""What an iteration costs as the number of states grows, against what the algorithm should cost."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from systems import SYSTEMS, random_inputs
from timing import side_by_side

from entente.abm import Rules, simulate
from entente.reporting.figure_style import GREY, INK, STYLE, save

SIZES = (100, 200, 500, 1_000, 2_000, 5_000, 10_000)
ROUNDS = 3
FITTED_FROM = 1_000

#: A run that is cut short after its first and before its last iteration differs by whole iterations only.
FEWEST_ITERATIONS = 4


def measure_curve(sizes=SIZES) -> pd.DataFrame:
    """Time runs of each size and density; one row each, with the work that an iteration should take.

    The cost of an iteration is what separates a run that is stopped before its last iteration from one that
    is stopped after its first, per iteration between: set-up and results are in both and cancel.
    """
    rows = []
    for kind in SYSTEMS:
        for n in sizes:
            inputs, iterations = _long_run(kind, n)
            stops = {"first": 1, "late": iterations - 1}
            calls = {
                name: partial(simulate, **inputs, rules=Rules(max_iterations=stop), keep="last")
                for name, stop in stops.items()
            }
            seconds = side_by_side(calls, ROUNDS)
            ties = int(inputs["mid"].sum())
            rows.append(
                {
                    "densities": kind,
                    "n": n,
                    "nnz(MID)": ties,
                    "iterations": iterations,
                    "first": seconds["first"],
                    "iteration": (seconds["late"] - seconds["first"]) / (iterations - 2),
                    "work": ties * n / 64 + n * np.log2(n),
                }
            )
    return pd.DataFrame(rows)


def _long_run(kind: str, n: int) -> tuple[dict[str, np.ndarray], int]:
    """The first random system on which the model runs long enough, and its number of iterations."""
    index = 0
    while True:
        inputs = random_inputs(kind, n, index)
        iterations = simulate(**inputs, keep="last").iterations
        if iterations >= FEWEST_ITERATIONS:
            return inputs, iterations
        index += 1


def fit_curve(curve: pd.DataFrame) -> tuple[float, float]:
    """Fit cost = seconds × work^slope to the larger systems; return the slope, and the seconds for slope 1.

    The larger systems: those of at least ``FITTED_FROM`` states, or all if none is so large.
    """
    large = curve[curve["n"] >= FITTED_FROM]
    fitted = curve if large.empty else large
    work, cost = np.log(fitted["work"]), np.log(fitted["iteration"])
    slope = np.polyfit(work, cost, 1)[0]
    return float(slope), float(np.exp((cost - work).mean()))


def draw_curve(curve: pd.DataFrame, paths: list[Path]) -> None:
    """Draw the measured costs, and the line that the work alone would give."""
    _, seconds = fit_curve(curve)
    sizes = np.geomspace(curve["n"].min(), curve["n"].max(), 100)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(6.0, 4.2), layout="constrained")
        axis = figure.subplots()
        for (kind, points), colour, marker in zip(curve.groupby("densities"), (INK, GREY), "os", strict=True):
            density = SYSTEMS[kind]["mid_density"]
            work = density * sizes**3 / 64 + sizes * np.log2(sizes)
            axis.plot(sizes, 1e3 * seconds * work, color=colour, linewidth=1, linestyle="--")
            axis.plot(
                points["n"],
                1e3 * points["iteration"],
                color=colour,
                marker=marker,
                markersize=4.5,
                linestyle="none",
                label=f"measured, {kind} densities (MID {density:g})",
            )
        axis.plot(
            [],
            [],
            color=INK,
            linewidth=1,
            linestyle="--",
            label=f"{1e9 * seconds:.2g} ns × (nnz·n/64 + n log₂ n)",
        )
        axis.set(xscale="log", yscale="log", xlabel="States n", ylabel="One iteration, milliseconds")
        axis.set_xticks(SIZES, [f"{size:,}" for size in SIZES])
        axis.minorticks_off()
        axis.grid(color="#eeeeee", linewidth=0.6)
        axis.set_axisbelow(True)
        axis.legend(loc="upper left")
    save(figure, paths, label="")
