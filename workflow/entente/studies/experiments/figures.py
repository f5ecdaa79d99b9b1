"""Which figure is drawn of which tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from entente.experiments.designs.design import Design
from entente.studies.experiments.design_figures import attrition_figure, cell_means_figure, power_figure
from entente.studies.experiments.effect_figures import coefficients_figure, equivalence_figure, forest_figure
from entente.studies.experiments.mechanism_figures import CURVE, sensitivity_figure

#: The quantity of the mechanism's table that says where a mediated effect vanishes.
VANISHES = "rho at zero"


def drawn(figure: str, design: Design, tables: Mapping[str, pd.DataFrame]) -> Figure:
    """Return a figure of an experiment, by its name, of the tables that it is drawn from."""
    units = {outcome.name: outcome.unit for outcome in design.outcomes}
    texts = {hypothesis.name: hypothesis.text for hypothesis in design.hypotheses}
    margins = {outcome.name: outcome.margin for outcome in design.outcomes}
    outcomes = {hypothesis.name: hypothesis.outcome for hypothesis in design.hypotheses}
    by_hypothesis = {name: units[outcome] for name, outcome in outcomes.items()}
    arms = {factor.name: factor.arms for factor in design.factors}
    drawing = {
        "coefficients": lambda: coefficients_figure(tables["estimates"], texts, units),
        "equivalence": lambda: equivalence_figure(tables["hypotheses"]),
        "cell_means": lambda: cell_means_figure(tables["cell_means"], units, arms),
        "attrition": lambda: attrition_figure(tables["attrition"], arms),
        "power": lambda: power_figure(tables["power"], outcomes, units, margins),
        "sensitivity": lambda: sensitivity_figure(tables["sensitivity"], vanishing(tables["mediation"])),
        "heterogeneity": lambda: forest_figure(tables["heterogeneity"], by_hypothesis),
    }
    return drawing[figure]()


def vanishing(mediation: pd.DataFrame) -> dict[tuple[str, ...], float]:
    """Return the correlation of the errors at which each mediated effect is zero."""
    rows = mediation[mediation["quantity"] == VANISHES]
    return {tuple(row[CURVE]): row["estimate"] for _, row in rows.iterrows()}
