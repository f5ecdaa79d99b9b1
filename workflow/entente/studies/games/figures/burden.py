"""Figures of the burden-sharing game: its regions, and what is given and armed along costs of arms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from entente.games.burden import thresholds
from entente.games.burden_game import REGIONS
from entente.games.burden_maps import RegionMap, along_costs, region_map
from entente.reporting.figure_style import GREY, INK, STYLE

#: Regions by shade and hatching, which tell them apart in grey too, and in words.
REGION_STYLE = {
    "revision": ("#ffffff", "", "revision: nothing restrains"),
    "revision_dear": ("#ffffff", "////", "revision: restraint too dear"),
    "restraint": ("#4f4f4f", "", "alliance restrains"),
    "none_needed": ("#e3e3e3", "", "none needed"),
    "deterrence": ("#9b9b9b", "", "alliance deters"),
    "concession_dear": ("#ffffff", "....", "concession: deterrence too dear"),
}

#: Where k changes what happens, in the figures' words.
_THRESHOLDS = {"k_0": "k₀", "k_1": "k₁", "k_2": "k₂"}

#: Points along an axis.
_FINE = 400

#: On every figure of the game: what it is not.
CAUTION = "Our reduced form, built to carry published claims; not Iwanami's (2024) model."


def _below(figure: Figure, game: Mapping[str, float], more: str) -> None:
    """Write which game is drawn, and what it is not, below a figure."""
    words = ", ".join(f"{name} = {value:g}" for name, value in game.items())
    figure.text(0.5, 0.035, f"{words}{more}", ha="center", fontsize=7, color=GREY)
    figure.text(0.5, 0.01, CAUTION, ha="center", fontsize=7, color=GREY)


def map_figure(baseline: Mapping[str, float], ranges: Mapping[str, Sequence[float]]) -> Figure:
    """Draw the regions over A's cost of arms, beside S's willingness and beside A's share in the status quo.

    ``baseline`` has q, c_a and c_b; ``ranges`` the lowest and highest k, sigma and q.
    """
    k = np.geomspace(*ranges["k"], _FINE)
    sides = {"sigma": np.linspace(0, ranges["sigma"][1] / 2, _FINE), "q": np.linspace(*ranges["q"], _FINE)}
    with mpl.rc_context(STYLE | {"hatch.linewidth": 0.5, "hatch.color": GREY}):
        figure = Figure(figsize=(7.2, 4.3))
        axes = figure.subplots(1, 2)
        for axis, (name, values) in zip(axes, sides.items(), strict=True):
            others = dict(baseline) if name == "sigma" else {**baseline, "sigma": np.inf}
            _draw_regions(axis, region_map(k, name, values, others))
        axes[0].set_title("By S's willingness", pad=12)
        axes[0].set(xlabel="A's cost of arms, k", ylabel="S's willingness, σ")
        axes[1].set_title("By the status quo; σ infinite", pad=12)
        axes[1].set(xlabel="A's cost of arms, k", ylabel="A's share in the status quo, q")
        handles = [
            Patch(fc=fill, ec=GREY, hatch=hatch, label=words) for fill, hatch, words in REGION_STYLE.values()
        ]
        figure.legend(handles=handles, loc="lower center", ncols=3, fontsize=8, bbox_to_anchor=(0.5, 0.06))
        _below(figure, baseline, "; b = 1, m = 0")
        figure.subplots_adjust(left=0.08, right=0.98, top=0.93, bottom=0.31, wspace=0.25)
    return figure


def _draw_regions(axis: Axes, drawn: RegionMap) -> None:
    for code, region in enumerate(REGIONS):
        fill, hatch, _ = REGION_STYLE[region]
        there = (drawn.code == code).astype(float)
        if there.any():
            axis.contourf(drawn.k, drawn.values, there, levels=[0.5, 1.5], colors=[fill], hatches=[hatch])
    for name in _THRESHOLDS:
        axis.plot(drawn.lines[name], drawn.values, color=INK, linewidth=0.9)
    if drawn.name == "sigma":
        axis.axhline(drawn.lines["safe"].iloc[0], color=INK, linewidth=0.7, linestyle=(0, (4, 2)))
        for name, word in _THRESHOLDS.items():
            axis.annotate(
                word,
                (drawn.lines[name].iloc[-1], drawn.values[-1]),
                xytext=(0, 2),
                textcoords="offset points",
                ha="center",
                fontsize=7,
            )
        axis.annotate(
            "forces that deter",
            (drawn.k[-1], drawn.lines["safe"].iloc[0]),
            xytext=(-2, 3),
            textcoords="offset points",
            ha="right",
            fontsize=7,
        )
    axis.set_xscale("log")
    axis.xaxis.set_major_formatter("{x:g}")
    axis.set_xlim(drawn.k[0], drawn.k[-1])
    axis.set_ylim(drawn.values[0], drawn.values[-1])


def along_costs_figure(baseline: Mapping[str, float], ranges: Mapping[str, Sequence[float]]) -> Figure:
    """Draw what S gives, what A arms with it and alone, and S's share, along costs of arms; σ is infinite."""
    k = np.geomspace(*ranges["k"], 4 * _FINE)
    solved = along_costs(k, {**baseline, "sigma": np.inf})
    bounds = thresholds(**baseline)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.2, 4.6))
        arms, share = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
        arms.plot(k, solved["a_alone"], color=GREY, linestyle=(0, (4, 2)), label="A's arms alone")
        arms.plot(k, solved["a"], color=GREY, label="A's arms in equilibrium")
        arms.plot(k, solved["s"].where(np.isfinite(solved["s"])), color=INK, label="forces that S gives")
        arms.set(ylabel="forces, in units of B's", ylim=(0, 1.1), title="What is given and armed")
        share.plot(k, solved["share"], color=INK)
        share.axhline(0.5, color=GREY, linewidth=0.6, linestyle=(0, (2, 2)))
        share.set(
            ylabel="S's share", ylim=(0, 1), xlabel="A's cost of arms, k", title="S's share of the burden"
        )
        for axis in (arms, share):
            for name in _THRESHOLDS:
                axis.axvline(float(getattr(bounds, name)), color=INK, linewidth=0.5, linestyle=(0, (1, 2)))
        for name, word in _THRESHOLDS.items():
            arms.annotate(
                word,
                (float(getattr(bounds, name)), 1.1),
                xytext=(2, -9),
                textcoords="offset points",
                fontsize=7,
            )
        arms.legend(loc="upper right", fontsize=8)
        share.set_xscale("log")
        share.xaxis.set_major_formatter("{x:g}")
        share.set_xlim(k[0], k[-1])
        _below(figure, baseline, "; σ infinite, b = 1, m = 0")
        figure.subplots_adjust(left=0.09, right=0.98, top=0.94, bottom=0.15, hspace=0.28)
    return figure
