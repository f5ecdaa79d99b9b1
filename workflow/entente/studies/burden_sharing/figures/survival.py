"""Survival of defence alliances by how unequally their burdens are shared."""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from entente.burden.sources import SOURCES
from entente.reporting.figure_style import INK, STYLE
from entente.studies.burden_sharing.who_carries_what import SOURCE_NAMES

#: Terciles, in words, and their lines.
TERCILES = {1: ("Least unequal third", "-"), 2: ("Middle third", "--"), 3: ("Most unequal third", ":")}

#: Ages beyond which hardly any alliance is at risk.
OLDEST = 60


def survival_figure(survival: pd.DataFrame) -> Figure:
    """Draw table survival, a panel a source."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 3.2), layout="constrained")
        axes = figure.subplots(1, 2, sharey=True)
        for axis, source in zip(axes, SOURCES, strict=True):
            for tercile, (label, line) in TERCILES.items():
                rows = survival[(survival["source"] == source) & (survival["tercile"] == tercile)]
                rows = rows[rows["age"] <= OLDEST]
                axis.step(
                    [0, *rows["age"]],
                    [1, *rows["survival"]],
                    where="post",
                    color=INK,
                    linestyle=line,
                    linewidth=1.1,
                    label=label,
                )
            axis.set(
                title=SOURCE_NAMES[source],
                xlabel="Age of the alliance in years",
                ylim=(0, 1.02),
                xlim=(0, OLDEST),
            )
        axes[0].set_ylabel("Share that has not ended")
        figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    return figure
