"""What is made of an experiment: tables in groups, and figures; each only where its design asks for it."""

from __future__ import annotations

from entente.experiments.designs.design import Design
from entente.experiments.designs.design_form import Simulated

#: Tables that are made together, by group.
GROUPS = {
    "checks": ("checks", "attrition"),
    "estimates": ("estimates", "hypotheses", "amces", "cell_means"),
    "randomization": ("randomization",),
    "bounds": ("bounds",),
    "mechanism": ("mediation", "sensitivity"),
    "subgroups": ("heterogeneity",),
    "ordinal": ("ordinal",),
    "diagnosands": ("diagnosands",),
    "power": ("power",),
}

#: Tables that are made in LaTeX too.
LATEX = ("estimates", "hypotheses")

#: The tables that each figure is drawn from.
FIGURES = {
    "coefficients": ("estimates", "hypotheses"),
    "equivalence": ("hypotheses",),
    "cell_means": ("cell_means",),
    "attrition": ("attrition",),
    "power": ("power",),
    "sensitivity": ("sensitivity", "mediation"),
    "heterogeneity": ("heterogeneity",),
}


def groups_of(design: Design) -> list[str]:
    """Return the groups of tables that a design asks for."""
    without = {
        "mechanism": not design.mediators,
        "subgroups": not design.heterogeneity,
        "ordinal": not _ordinal(design),
        "diagnosands": not isinstance(design.data, Simulated),
    }
    return [group for group in GROUPS if not without.get(group, False)]


def tables_of(design: Design) -> list[str]:
    """Return the tables that a design asks for."""
    return [table for group in groups_of(design) for table in GROUPS[group]]


def figures_of(design: Design) -> list[str]:
    """Return the figures that a design asks for."""
    tables = tables_of(design)
    return [figure for figure, drawn in FIGURES.items() if set(drawn) <= set(tables)]


def _ordinal(design: Design) -> bool:
    """Whether a hypothesis is on an ordinal outcome."""
    return any(design.outcome(hypothesis.outcome).kind == "ordinal" for hypothesis in design.hypotheses)
