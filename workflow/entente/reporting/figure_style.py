"""One style for all figures, and saving them without anything that changes from run to run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure

from entente.core.atomic import atomic_path

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
}

#: Dates and creators would change from run to run and from machine to machine.
METADATA = {
    "pdf": {"CreationDate": None, "ModDate": None, "Creator": None, "Producer": None},
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
}


def mark(figure: Figure, label: str) -> None:
    """Print ``label`` pale across the figure, so that it cannot be taken for a result; nothing if empty."""
    if label:
        figure.text(
            0.5,
            0.5,
            label,
            ha="center",
            va="center",
            rotation=30,
            fontsize=80,
            color=PALE,
            alpha=0.6,
            zorder=10,
        )


def save(figure: Figure, paths: Iterable[str | Path]) -> None:
    """Write the figure to each path, in the format of its suffix (.pdf, .svg or .png)."""
    for path in map(Path, paths):
        kind = path.suffix.lstrip(".")
        # The style holds while a figure is written too: identifiers and fonts are settled only then.
        with atomic_path(path) as temporary, matplotlib.rc_context(STYLE):
            figure.savefig(temporary, format=kind, metadata=METADATA[kind])
