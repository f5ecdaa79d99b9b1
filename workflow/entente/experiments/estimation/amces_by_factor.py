"""Effects of every level of every factor, averaged over declared cells of the others: the table amces.csv."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from entente.core.errors import ExperimentInputError
from entente.experiments.countries import ALL
from entente.experiments.estimation.conjoint import conjoint_amce
from entente.experiments.estimation.estimates import UNWEIGHTED, NotEstimated, weightings
from entente.experiments.estimation.factorial import amce

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import DesignForm
    from entente.experiments.experiment import Experiment

COLUMNS = "outcome country weights factor level reference averaged_over n estimate se df low high p".split()


def amces_table(experiment: Experiment) -> pd.DataFrame:
    """Return average marginal component effects on each outcome, in each country, without and with weights.

    Cells of the other factors count as ``analysis.cells`` says, blocks by their sizes; of a conjoint, the
    partners that a level is shown with count the same.  A level whose cells are too small has no row, and a
    warning says so.
    """
    rows = [
        {"outcome": outcome.name, "country": ALL if country is None else str(country), "weights": weights}
        | row
        for outcome in experiment.design.outcomes
        for country in experiment.countries
        for weights in weightings(experiment.design)
        for row in _rows(experiment.of_country(country), outcome.name, weights)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _rows(experiment: Experiment, outcome: str, weights: str) -> Iterator[dict[str, Any]]:
    design = experiment.design
    rows = experiment.frame.dropna(subset=[outcome])
    column = None if weights == UNWEIGHTED else weights
    if design.conjoint:
        yield from _of_profiles(rows, outcome, design, column)
        return
    for factor in design.factors:
        for level in factor.arms[1:]:
            try:
                found = _amce(rows, outcome, factor.name, level, design, column)
            except ExperimentInputError as error:
                warnings.warn(f"{outcome}, {factor.name} {level}: {error.what}", NotEstimated, stacklevel=2)
                continue
            about = {"factor": factor.name, "level": level, "reference": factor.base, "n": len(rows)}
            yield about | {"averaged_over": _said(design)} | found.row(1 - design.analysis.level)


def _amce(
    rows: pd.DataFrame, outcome: str, factor: str, level: str, design: DesignForm, weights: str | None
) -> Any:
    """The effect of a level; blocks are a factor more, whose cells count by their sizes."""
    factors, block, cells = dict(design.bases), design.assignment.block, design.analysis.cells
    if not isinstance(cells, str):
        cells = {name: shares for name, shares in cells.items() if name != factor}
    if block is not None:
        factors[block] = rows[block].iloc[0]
        cells = cells if cells == "realised" else _shares(rows, block, factor, design, cells)
    return amce(
        rows,
        outcome,
        factors,
        {factor: level},
        cells=cells,
        weights=weights,
        cluster=design.assignment.cluster,
    )


def _shares(
    rows: pd.DataFrame, block: str, factor: str, design: DesignForm, cells: str | Mapping[str, Any]
) -> dict[str, Any]:
    """Shares of blocks as they are, and of the other factors' levels as declared."""
    shares = {block: rows[block].value_counts(normalize=True).to_dict()}
    if not isinstance(cells, str):
        return {**cells, **shares}
    others = (other for other in design.factors if other.name != factor)
    return shares | {other.name: dict.fromkeys(other.arms, 1 / len(other.arms)) for other in others}


def _of_profiles(
    rows: pd.DataFrame, outcome: str, design: DesignForm, weights: str | None
) -> Iterator[dict[str, Any]]:
    table = conjoint_amce(
        rows,
        outcome,
        design.bases,
        design.conjoint.respondent,
        restrictions=design.conjoint.restrictions,
        weights=weights,
        level=1 - design.analysis.level,
    ).rename(columns={"attribute": "factor", "partners": "averaged_over"})
    yield from table.drop(columns="cells").assign(n=len(rows)).to_dict("records")


def _said(design: DesignForm) -> str:
    """How cells of the other factors count."""
    cells = design.analysis.cells
    return f"{cells} cells" if isinstance(cells, str) else "cells of a population"
