"""Visits by year."""

import matplotlib as mpl
from matplotlib.figure import Figure

from entente.reporting.figure_style import INK, STYLE


def visits_by_year(panel):
    """Return the figure of all visits of a year."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(5, 3), layout="constrained")
        axis = figure.subplots()
        panel.groupby("year")["visits"].sum().plot(ax=axis, color=INK)
        axis.set_ylabel("Visits of state")
    return figure
