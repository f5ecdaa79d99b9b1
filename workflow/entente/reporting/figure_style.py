"""One style for all figures, and saving them without anything that changes from run to run."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from entente.core.storage import write_bytes

INK, GREY, PALE = "#111111", "#8a8a8a", "#d9d9d9"

STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": INK,
    "axes.linewidth": 0.6,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "xtick.direction": "out",
    "legend.frameon": False,
    "savefig.dpi": 200,
    # Identifiers inside SVG files are random without a salt; text stays text.
    "svg.hashsalt": "entente",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    # Titles and labels are words: a dollar sign in one begins no formula.
    "text.parse_math": False,
}

#: Dates and creators would change from run to run and from machine to machine.
METADATA = {
    "pdf": {"CreationDate": None, "ModDate": None, "Creator": None, "Producer": None},
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
}

#: How the label of a run lies across its figures, in degrees and points; a long one is smaller.
_ACROSS = {"ha": "center", "va": "center", "rotation": 30, "color": PALE, "alpha": 0.6}
_LARGEST = 80


def save(figure: Figure, paths: Iterable[str | Path], label: str) -> None:
    """Write a figure that is drawn, once, to files, each in the format of its suffix (.pdf, .svg or .png).

    The label of the run, if it has one, is printed pale across the figure, so that it cannot be taken for a
    result.
    """
    # The style holds while a figure is written too: identifiers and fonts are settled only then.
    with matplotlib.rc_context(STYLE):
        if label:
            figure.text(0.5, 0.5, label, zorder=10, fontsize=_fitting(figure, label), **_ACROSS)
        for path in map(Path, paths):
            kind = path.suffix.lstrip(".")
            drawn = io.BytesIO()
            figure.savefig(drawn, format=kind, metadata=METADATA[kind])
            write_bytes(drawn.getvalue(), path)


def _fitting(figure: Figure, label: str) -> float:
    """The size of letters, in points, at which a label lies within a figure; capitals are .75 as wide."""
    width, height = figure.get_size_inches() * 72
    angle = np.radians(_ACROSS["rotation"])
    along, up = 0.75 * len(label) * np.cos(angle), 0.75 * len(label) * np.sin(angle) + np.cos(angle)
    return min(_LARGEST, width / along, height / up)
